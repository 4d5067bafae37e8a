namespace Aitbc.EndToEnd.Tests;

/// <summary>What a user does with one rule: reads it in the SARIF, makes it stop a build, silences it, applies its fix.</summary>
[Collection(nameof(PackedPackage))]
public class RuleInBuildTests(PackedPackage package)
{
    public static TheoryData<Rule> Rules => Rule.All;

    [Theory, MemberData(nameof(Rules))]
    public async Task Shown_with_id_location_and_help_link(Rule rule)
    {
        var build = await Consumer(rule).BuildAsync();
        build.Command.AssertSucceeded();
        build.AssertAnalyzersRan();
        var finding = Assert.Single(build.Findings, finding => finding.Id == rule.Id);
        Assert.Equal((rule.Level, "Bad.cs"), (finding.Level, finding.File));
        Assert.True(finding.Line > 1);
        Assert.Matches($@"^https://.+/{rule.Id}-\w+/README\.md$", finding.HelpUri);
    }

    [Theory, MemberData(nameof(Rules))]
    public async Task Stops_a_build_by_editorconfig_and_by_warnaserror(Rule rule)
    {
        var project = Consumer(rule);
        project.EditorConfig($"dotnet_diagnostic.{rule.Id}.severity = error");
        AssertStopped(await project.BuildAsync(), rule);
        project.EditorConfig($"dotnet_diagnostic.{rule.Id}.severity = warning");
        AssertStopped(await project.BuildAsync($"-warnaserror:{rule.Id}"), rule);
    }

    [Theory, MemberData(nameof(Rules))]
    public async Task Silenced_by_editorconfig_pragma_and_attribute(Rule rule)
    {
        var project = Consumer(rule);
        project.EditorConfig($"dotnet_diagnostic.{rule.Id}.severity = none");
        await AssertSilentAsync(project, rule);

        project.EditorConfig($"dotnet_diagnostic.{rule.Id}.severity = warning");
        project.Write("Bad.cs", $"#pragma warning disable {rule.Id}\n{rule.Source}");
        await AssertSilentAsync(project, rule);

        project.Write("Bad.cs", rule.Source);
        project.Write("Suppressions.cs",
            $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Any\", \"{rule.Id}\", Justification = \"a test\", Scope = \"module\")]");
        await AssertSilentAsync(project, rule);
    }

    public static TheoryData<Rule> RulesWithFix => Rule.WithFix;

    [Theory, MemberData(nameof(RulesWithFix))]
    public async Task Fixed_by_dotnet_format(Rule rule)
    {
        var project = Consumer(rule);
        (await project.BuildAsync()).Command.AssertSucceeded();
        var verify = await project.FormatAsync("--diagnostics", rule.Id, "--severity", "info", "--verify-no-changes");
        Assert.True(verify.ExitCode == 2 && verify.Output.Contains(rule.Id, StringComparison.Ordinal), verify.Output);

        (await project.FormatAsync("--diagnostics", rule.Id, "--severity", "info")).AssertSucceeded();
        Assert.NotEqual(rule.Source, project.Read("Bad.cs"));
        await AssertSilentAsync(project, rule);
    }

    private ConsumerProject Consumer(Rule rule, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var project = new ConsumerProject(package, $"{name}.{rule.Id}");
        project.WriteProject(project.PackageReference
            + (rule.NeedsTestFramework ? ConsumerProject.Reference("MSTest.TestFramework") : "")
            + (rule.Package is { } library ? ConsumerProject.Reference(library) : ""));
        project.Write("Bad.cs", rule.Source);
        return project;
    }

    private static void AssertStopped(BuildResult build, Rule rule)
    {
        Assert.NotEqual(0, build.Command.ExitCode);
        Assert.Contains($"error {rule.Id}:", build.Command.Output, StringComparison.Ordinal);
    }

    private static async Task AssertSilentAsync(ConsumerProject project, Rule rule)
    {
        var build = await project.BuildAsync();
        build.Command.AssertSucceeded();
        build.AssertAnalyzersRan();
        Assert.DoesNotContain(build.Findings, finding => finding.Id == rule.Id);
    }
}
