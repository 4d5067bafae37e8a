using System.Reflection;
using System.Text.RegularExpressions;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>
/// A rule about test code knows every test framework: it reports the same code in each, and what its fix writes there
/// compiles and is silent. Each such rule has a file in <c>tests/EveryFramework</c>, whose README says how it is made.
/// </summary>
public partial class EveryFrameworkTests
{
    private static readonly Library[] TestLibraries = [.. FrameworkCode.Frameworks.Select(static framework => framework.Library)];

    public static TheoryData<string, FrameworkCode> TestRules
    {
        get
        {
            var data = new TheoryData<string, FrameworkCode>();
            foreach (var room in Room.All.Where(static room => room.Examples("Bad").Any(IsTestCode)))
            {
                foreach (var framework in FrameworkCode.Frameworks)
                    data.Add(room.Id, framework);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(TestRules))]
    public async Task Reports_and_fixes(string id, FrameworkCode framework)
    {
        var project = Workbench.ProjectOf([("Tests.cs", In(framework, SourceFiles.Read($"tests/EveryFramework/{id}.cs").Text))], [framework.Library]);
        Assert.Empty(await Workbench.ErrorsAsync(project));
        var reported = await Workbench.AnalyzeAsync(project);
        Assert.Equal([id], reported.Select(static diagnostic => diagnostic.Id).Distinct());
        foreach (var diagnostic in reported)
        {
            foreach (var action in await Workbench.ActionsAsync(project, diagnostic))
            {
                var changed = await Workbench.ApplyAsync(project, action);
                Assert.Empty(await Workbench.ErrorsAsync(changed));
                Assert.True((await Workbench.AnalyzeAsync(changed)).Length < reported.Length, $"'{action.Title}' leaves the diagnostic.");
            }
        }
    }

    internal static bool IsTestCode(string example) => Workbench.LibrariesOf(example).Intersect(TestLibraries).Any();

    private static string In(FrameworkCode framework, string template) => Placeholder().Replace(
        template,
        match => (string)typeof(FrameworkCode).GetProperty(match.Groups[1].Value, BindingFlags.Public | BindingFlags.Instance)!.GetValue(framework)!);

    [GeneratedRegex(@"\$(\w+)\$")]
    private static partial Regex Placeholder();
}
