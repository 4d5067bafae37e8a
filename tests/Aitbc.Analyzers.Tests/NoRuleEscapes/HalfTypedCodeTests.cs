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
    public async Task Cut_off_anywhere(string name, string text)
    {
        _ = name;
        // At most some sixty cuts a file, spread over all of it: each is a state the editor really shows.
        var step = Math.Max(1, text.Length / 60);
        for (var end = step; end < text.Length; end += step)
            await AnalyzeAndOfferAsync(text, text[..end]);
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task With_a_token_missing(string name, string text)
    {
        _ = name;
        var tokens = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().ToList();
        var step = Math.Max(1, tokens.Count / 60);
        for (var i = step; i < tokens.Count; i += step)
            await AnalyzeAndOfferAsync(text, text.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
    }

    private static async Task AnalyzeAndOfferAsync(string whole, string text)
    {
        var project = Workbench.ProjectOf([("HalfTyped.cs", text)], Workbench.LibrariesOf(whole));
        foreach (var diagnostic in await Workbench.AnalyzeAsync(project))
            await Workbench.ActionsAsync(project, diagnostic);
    }
}
