namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>Tricky, legal code on which every rule stays silent. Every false positive that was ever seen ends here.</summary>
public class ValidCodeTests
{
    public static TheoryData<string> Files => [.. SourceFiles.Under("tests/ValidCode")];

    [Theory, MemberData(nameof(Files))]
    public async Task Every_rule_is_silent(string file)
    {
        var project = Workbench.ProjectOf(SourceFiles.Read(file));
        Assert.Empty(await Workbench.ErrorsAsync(project));
        Assert.Empty(await Workbench.AnalyzeAsync(project));
    }
}
