namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>Our rules on our own product; test projects meet them in every build besides.</summary>
public class OwnSourceTests
{
    [Fact]
    public async Task Every_rule_is_silent_on_the_analyzers()
    {
        var files = SourceFiles.Under("src/Aitbc.Analyzers", "src/Playbook").Where(static path =>
            !path.EndsWith("CodeFix.cs", StringComparison.Ordinal)
            // The doctor's own build runs the rules on these.
            && !path.EndsWith("Check.cs", StringComparison.Ordinal) && !path.EndsWith(".Doctor.cs", StringComparison.Ordinal));
        var project = Workbench.ProjectOf(files.Select(SourceFiles.Read), []);
        Assert.Empty(await Workbench.AnalyzeAsync(project));
    }
}
