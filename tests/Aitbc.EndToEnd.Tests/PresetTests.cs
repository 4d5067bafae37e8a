namespace Aitbc.EndToEnd.Tests;

/// <summary>AitbcAnalysisMode, from the command line and from the project; the user's own files win; wrong settings are said.</summary>
[Collection(nameof(PackedPackage))]
public class PresetTests(PackedPackage package)
{
    /// <summary>The rules that speak in a test project.</summary>
    private static readonly Rule[] Here = [.. Rule.Every.Where(static rule => rule.InTests)];

    [Fact]
    public async Task None_is_silent()
    {
        var build = await Consumer().BuildAsync("-p:AitbcAnalysisMode=None");
        build.Command.AssertSucceeded();
        Assert.Empty(build.Ids);
    }

    [Fact]
    public async Task Strict_stops_the_build_with_every_rule()
    {
        var build = await Consumer().BuildAsync("-p:AitbcAnalysisMode=Strict");
        Assert.NotEqual(0, build.Command.ExitCode);
        Assert.Equal(Here.Select(static rule => rule.Id), build.Ids);
        Assert.All(build.Findings.Where(static finding => finding.Id.StartsWith("AITBC", StringComparison.Ordinal)), static finding => Assert.Equal("error", finding.Level));
    }

    [Fact]
    public async Task Mode_of_the_project_counts_and_its_editorconfig_wins()
    {
        var project = Consumer("<AitbcAnalysisMode>strict</AitbcAnalysisMode>");
        project.Severity("suggestion", Here);
        var build = await project.BuildAsync();
        build.Command.AssertSucceeded();
        Assert.Equal(Here.Select(static rule => rule.Id), build.Ids);
    }

    [Fact]
    public async Task Severity_of_a_section_counts_in_the_recommended_preset()
    {
        var project = Consumer();
        project.EditorConfig("dotnet_analyzer_diagnostic.category-TestIsolation.severity = none");
        var build = await project.BuildAsync();
        build.Command.AssertSucceeded();
        Assert.Equal(Here.Select(static rule => rule.Id).Where(static id => !id.StartsWith("AITBC08", StringComparison.Ordinal)), build.Ids);
    }

    [Fact]
    public async Task Minimum_keeps_the_warnings()
    {
        var build = await Consumer().BuildAsync("-p:AitbcAnalysisMode=Minimum");
        build.Command.AssertSucceeded();
        Assert.Contains("AITBC0801", build.Ids);
    }

    [Fact]
    public async Task Unknown_mode_names_the_choices()
    {
        var build = await Consumer().BuildAsync("-p:AitbcAnalysisMode=Loud");
        Assert.NotEqual(0, build.Command.ExitCode);
        Assert.Contains("error AITBC0003: AitbcAnalysisMode is 'Loud'; set it to None, Minimum, Recommended or Strict.", build.Command.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_option_is_said_with_key_and_value()
    {
        var project = Consumer();
        project.EditorConfig("aitbc.allowed_ports = 80O6");
        var build = await project.BuildAsync();
        build.Command.AssertSucceeded();
        Assert.Contains("warning AITBC0001: 'aitbc.allowed_ports = 80O6' is ignored", build.Command.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compiler_that_is_too_old_is_said()
    {
        // The property is the SDK's own; an older SDK says 4.8 here.
        var build = await Consumer().BuildAsync("-p:CompilerApiVersion=roslyn4.8");
        Assert.Contains("warning AITBC0004: Aitbc.Analyzers needs Roslyn 4.11 and this compiler is 4.8", build.Command.Output, StringComparison.Ordinal);
    }

    private ConsumerProject Consumer(string properties = "", [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var project = new ConsumerProject(package, name);
        project.WriteProject(project.PackageReference + Rule.ReferencesOf(Here), properties: properties);
        foreach (var rule in Here)
            project.Write(rule.File, rule.Source);
        return project;
    }
}
