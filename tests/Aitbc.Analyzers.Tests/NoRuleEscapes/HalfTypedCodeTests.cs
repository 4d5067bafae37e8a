using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>Code as it is while somebody types it: no rule and no fix ever throws.</summary>
public class HalfTypedCodeTests
{
    /// <summary>What rules react to: the bad and good code of every page, the flawed sample, the tricky valid code.</summary>
    public static TheoryData<string, string> Sources
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var room in Room.All)
            {
                foreach (var (example, index) in room.Examples("Bad").Concat(room.Examples("Good")).Select(static (text, index) => (text, index)))
                    data.Add($"{room.Id} example {index}", example);
            }

            foreach (var file in SourceFiles.Under("tests/ValidCode", "samples/Before"))
                data.Add(file, SourceFiles.Read(file).Text);
            return data;
        }
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task Cut_off_anywhere(string name, string text) =>
        await AnalyzeAndOfferAsync(name, text, Places(text.Length).Select(cut => text[..cut]));

    [Theory, MemberData(nameof(Sources))]
    public async Task With_a_token_missing(string name, string text)
    {
        var tokens = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().ToList();
        await AnalyzeAndOfferAsync(name, text, Places(tokens.Count).Select(place => tokens[place].Span).Select(span => text.Remove(span.Start, span.Length)));
    }

    /// <summary>
    /// At most some twenty places in a file, spread over all of it: each gives a state that the editor really shows. The
    /// oldest and the newest compiler look at different ones, so that together they see twice as many.
    /// </summary>
    private static IEnumerable<int> Places(int length)
    {
        var step = Math.Max(2, length / 20);
        for (var place = IsOldestCompiler ? step / 2 : step; place < length; place += step)
            yield return place;
    }

    private static bool IsOldestCompiler { get; } = typeof(CSharpSyntaxTree).Assembly.GetName().Version < new Version(5, 0);

    /// <summary>Each state of one document, as an editor makes them: so a compilation takes over the references of the one before.</summary>
    private static async Task AnalyzeAndOfferAsync(string name, string whole, IEnumerable<string> states)
    {
        var document = Workbench.ProjectOf((name + ".cs", whole)).Documents.Single();
        foreach (var state in states)
        {
            document = document.WithText(SourceText.From(state));
            foreach (var diagnostic in await Workbench.AnalyzeAsync(document.Project))
                await Workbench.ActionsAsync(document.Project, diagnostic);
        }
    }
}
