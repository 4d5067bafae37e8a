using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>
/// What holds for every fix of every rule: the result compiles, the diagnostic is gone, no comment is lost, and fix-all
/// gives what fixing one by one gives, once and for all. The code is that of the pages.
/// </summary>
public class FixTests
{
    public static TheoryData<string, string> BadCode
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var room in Room.All)
            {
                foreach (var example in room.Examples("Bad"))
                {
                    if (Workbench.FixesOf(room.Id).Any())
                        data.Add(room.Id, Commented(example));
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(BadCode))]
    public async Task Each_action_compiles_keeps_comments_and_ends_its_diagnostic(string id, string code)
    {
        var project = Workbench.ProjectOf(("Bad.cs", code));
        var before = await OfRuleAsync(project, id);
        var offered = false;
        foreach (var diagnostic in before)
        {
            foreach (var action in await Workbench.ActionsAsync(project, diagnostic))
            {
                offered = true;
                var changed = await Workbench.ApplyAsync(project, action);
                Assert.Empty(await Workbench.ErrorsAsync(changed));
                Assert.Equal(await CommentsAsync(project), await CommentsAsync(changed));
                Assert.True((await OfRuleAsync(changed, id)).Length < before.Length, $"'{action.Title}' leaves the diagnostic.");
            }
        }

        Assert.True(offered, $"No fix of {id} is offered on its own page's code.");
    }

    [Theory, MemberData(nameof(BadCode))]
    public async Task Fix_all_is_fixing_one_by_one(string id, string code)
    {
        var project = Workbench.ProjectOf(("Bad.cs", code));
        foreach (var fix in Workbench.FixesOf(id))
        {
            foreach (var key in await KeysAsync(project, id))
            {
                var all = await Workbench.FixAllAsync(project, fix, key, await OfRuleAsync(project, id));
                Assert.Equal(await TextAsync(await OneByOneAsync(project, id, key)), await TextAsync(all));
            }
        }
    }

    [Theory, MemberData(nameof(BadCode))]
    public async Task Fix_all_leaves_nothing_for_a_second_fix_all(string id, string code)
    {
        foreach (var fix in Workbench.FixesOf(id))
        {
            var project = Workbench.ProjectOf(("Bad.cs", code));
            foreach (var key in await KeysAsync(project, id))
            {
                var once = await Workbench.FixAllAsync(project, fix, key, await OfRuleAsync(project, id));
                Assert.NotEqual(code, await TextAsync(once));
                Assert.DoesNotContain(key, await KeysAsync(once, id));
                var left = await OfRuleAsync(once, id);
                if (left.Length > 0)
                    Assert.Equal(await TextAsync(once), await TextAsync(await Workbench.FixAllAsync(once, fix, key, left)));
            }
        }
    }

    [Theory, MemberData(nameof(BadCode))]
    public async Task Fixes_write_the_line_ends_of_the_file(string id, string code)
    {
        foreach (var lineEnd in new[] { "\n", "\r\n" })
        {
            var project = Workbench.ProjectOf(("Bad.cs", code.ReplaceLineEndings(lineEnd)));
            foreach (var diagnostic in await OfRuleAsync(project, id))
            {
                foreach (var action in await Workbench.ActionsAsync(project, diagnostic))
                    AssertLineEnds(lineEnd, await TextAsync(await Workbench.ApplyAsync(project, action)));
            }

            foreach (var fix in Workbench.FixesOf(id))
            {
                foreach (var key in await KeysAsync(project, id))
                    AssertLineEnds(lineEnd, await TextAsync(await Workbench.FixAllAsync(project, fix, key, await OfRuleAsync(project, id))));
            }
        }
    }

    private static void AssertLineEnds(string lineEnd, string text) => Assert.Equal(text.ReplaceLineEndings(lineEnd), text);

    private static async Task<Project> OneByOneAsync(Project project, string id, string key)
    {
        // Every step fixes one diagnostic at the least, so there are no more steps than diagnostics.
        for (var left = (await OfRuleAsync(project, id)).Length; left > 0; left--)
        {
            var action = await FirstAsync(project, id, key);
            if (action is null)
                break;
            project = await Workbench.ApplyAsync(project, action);
        }

        return project;
    }

    private static async Task<Microsoft.CodeAnalysis.CodeActions.CodeAction?> FirstAsync(Project project, string id, string key)
    {
        foreach (var diagnostic in await OfRuleAsync(project, id))
        {
            if ((await Workbench.ActionsAsync(project, diagnostic)).FirstOrDefault(action => action.EquivalenceKey == key) is { } action)
                return action;
        }

        return null;
    }

    private static async Task<IEnumerable<string>> KeysAsync(Project project, string id)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var diagnostic in await OfRuleAsync(project, id))
            keys.UnionWith((await Workbench.ActionsAsync(project, diagnostic)).Select(static action => action.EquivalenceKey!));
        return keys;
    }

    private static async Task<ImmutableArray<Diagnostic>> OfRuleAsync(Project project, string id) =>
        [.. (await Workbench.AnalyzeAsync(project)).Where(diagnostic => diagnostic.Id == id)];

    private static async Task<string> TextAsync(Project project) => (await project.Documents.Single().GetTextAsync()).ToString();

    private static async Task<IEnumerable<string>> CommentsAsync(Project project) =>
        (await project.Documents.Single().GetSyntaxRootAsync())!
            .DescendantTrivia()
            .Select(static trivia => trivia.ToString())
            .Where(static text => text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("/*", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The code with a comment behind each line and a different one above each, so that none can be lost unseen.</summary>
    private static string Commented(string code)
    {
        if (code.Contains("\"\"\"", StringComparison.Ordinal))
            return code;

        var lines = code.TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 && !lines[i].Contains("//", StringComparison.Ordinal))
                lines[i] = $"// above {i}\n{lines[i]} // behind {i}";
        }

        return string.Join('\n', lines) + "\n";
    }
}
