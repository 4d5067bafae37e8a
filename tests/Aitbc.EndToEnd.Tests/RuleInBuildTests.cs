namespace Aitbc.EndToEnd.Tests;

/// <summary>What a user does with a rule: reads it in the SARIF, makes it stop a build, silences it, applies its fix.</summary>
[Collection(nameof(PackedPackage))]
public class RuleInBuildTests(SharedBuilds builds) : IClassFixture<SharedBuilds>
{
    public static TheoryData<Rule> Rules => Rule.All;

    [Theory, MemberData(nameof(Rules))]
    public async Task Shown_with_id_location_and_help_link(Rule rule)
    {
        var shown = await builds.OnceAsync(rule, "shown", static (project, _) => project.BuildAsync());
        shown.Build.Command.AssertSucceeded();
        var finding = Assert.Single(shown.FindingsOf(rule));
        Assert.Equal(rule.Level, finding.Level);
        Assert.True(finding.Line > 1);
        Assert.Matches($@"^https://.+/{rule.Id}-\w+/README\.md$", finding.HelpUri);
    }

    [Theory, MemberData(nameof(Rules))]
    public async Task Stops_a_build_by_editorconfig_and_by_warnaserror(Rule rule)
    {
        AssertStopped(rule, await builds.OnceAsync(rule, "error", static (project, rules) =>
        {
            project.Severity("error", rules);
            return project.BuildAsync();
        }));
        AssertStopped(rule, await builds.OnceAsync(rule, "warnaserror", static (project, rules) =>
        {
            project.Severity("warning", rules);
            return project.BuildAsync($"-warnaserror:{string.Join(';', rules.Select(static rule => rule.Id))}");
        }));
    }

    [Theory, MemberData(nameof(Rules))]
    public async Task Silenced_by_editorconfig_pragma_and_attribute(Rule rule)
    {
        AssertSilent(rule, await builds.OnceAsync(rule, "none", static (project, rules) =>
        {
            project.Severity("none", rules);
            return project.BuildAsync();
        }));
        AssertSilent(rule, await builds.OnceAsync(rule, "pragma", static (project, rules) =>
        {
            project.Severity("warning", rules);
            foreach (var each in rules)
                project.Write(each.File, $"#pragma warning disable {each.Id}\n{each.Source}");
            return project.BuildAsync();
        }));
        AssertSilent(rule, await builds.OnceAsync(rule, "attribute", static (project, rules) =>
        {
            project.Severity("warning", rules);
            project.Write("Suppressions.cs", string.Join('\n', rules.Select(static each =>
                $"[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Any\", \"{each.Id}\", Justification = \"a test\", Scope = \"module\")]")));
            return project.BuildAsync();
        }));
    }

    public static TheoryData<Rule> RulesWithFix => Rule.WithFix;

    [Theory, MemberData(nameof(RulesWithFix))]
    public async Task Fixed_by_dotnet_format(Rule rule)
    {
        var formatted = await builds.OnceAsync(rule, "format", static async (project, rules) =>
        {
            (await project.BuildAsync()).Command.AssertSucceeded();
            string[] arguments = ["--severity", "info", "--diagnostics", .. rules.Where(static each => each.HasFix).Select(static each => each.Id)];
            var verify = await project.FormatAsync([.. arguments, "--verify-no-changes"]);
            Assert.True(verify.ExitCode == 2, verify.Output);
            project.Write("verify.txt", verify.Output);
            (await project.FormatAsync(arguments)).AssertSucceeded();
            return await project.BuildAsync();
        });
        Assert.Contains(rule.Id, formatted.Project.Read("verify.txt"), StringComparison.Ordinal);
        Assert.NotEqual(rule.Source, formatted.Project.Read(rule.File));
        AssertSilent(rule, formatted);
    }

    private static void AssertStopped(Rule rule, SharedBuild shared)
    {
        Assert.NotEqual(0, shared.Build.Command.ExitCode);
        Assert.Matches($@"\b{rule.Id}\.cs\(\d+,\d+\): error {rule.Id}:", shared.Build.Command.Output);
    }

    private static void AssertSilent(Rule rule, SharedBuild shared)
    {
        shared.Build.Command.AssertSucceeded();
        Assert.Empty(shared.FindingsOf(rule));
    }
}
