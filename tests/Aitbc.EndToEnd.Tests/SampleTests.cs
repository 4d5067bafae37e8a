using System.Text.RegularExpressions;

namespace Aitbc.EndToEnd.Tests;

/// <summary>The flawed sample as its owner would mend it: install the package, apply all fixes, build.</summary>
[Collection(nameof(PackedPackage))]
public partial class SampleTests(PackedPackage package)
{
    [Fact]
    public async Task All_fixes_on_Before_build_and_leave_only_what_has_no_fix()
    {
        var project = CopyOf("Before");
        var before = await project.BuildAsync();
        before.Command.AssertSucceeded();
        before.AssertAnalyzersRan();
        var shown = Shown(before.Command.Output);
        Assert.Equal(Rule.Every.Select(static rule => rule.Id), shown.Select(static line => line.Id).Distinct().Order());

        (await project.FormatAsync(["--severity", "info", "--diagnostics", .. Rule.Every.Select(static rule => rule.Id)])).AssertSucceeded();
        var after = await project.BuildAsync();
        after.Command.AssertSucceeded();
        var left = WithFix(Shown(after.Command.Output));
        // Constants that other files use, state that other types share: what is left has no fix that surely keeps behaviour.
        var mendable = WithFix(shown);
        Assert.True(left.Count <= mendable.Count / 4, $"{left.Count} of {mendable.Count} are left:\n{string.Join('\n', left)}");
    }

    [Fact]
    public async Task After_has_nothing_to_mend()
    {
        var build = await CopyOf("After").BuildAsync();
        build.Command.AssertSucceeded();
        build.AssertAnalyzersRan();
        Assert.Empty(Shown(build.Command.Output));
    }

    /// <summary>The sample outside the repository, with the packed package where the repository refers to its projects.</summary>
    private ConsumerProject CopyOf(string sample)
    {
        var project = new ConsumerProject(package, sample, sample + ".sln");
        var source = Path.Combine(Baked.RepositoryRoot, "samples", sample);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
                continue;

            var target = Path.Combine(project.Folder, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        var props = project.Read("Directory.Build.props");
        project.Write("Directory.Build.props", ItemGroup().Replace(props, ""));
        var versions = project.Read("Directory.Packages.props");
        project.Write("Directory.Packages.props", versions.Replace(
            "</Project>",
            $"""<ItemGroup><GlobalPackageReference Include="{PackedPackage.Id}" Version="{package.Version}" /></ItemGroup></Project>""",
            StringComparison.Ordinal));
        return project;
    }

    private static List<(string Id, string Place)> WithFix(IEnumerable<(string Id, string Place)> shown) =>
        [.. shown.Where(static line => Rule.Every.Any(rule => rule.Id == line.Id && rule.HasFix))];

    private static List<(string Id, string Place)> Shown(string output) =>
        [.. Diagnostic().Matches(output).Select(static match => (match.Groups["id"].Value, match.Groups["place"].Value)).Distinct()];

    [GeneratedRegex(@"(?<place>[\w.]+\.cs\(\d+,\d+\)): \w+ (?<id>AITBC\d{4}):")]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@"<ItemGroup>.*?</ItemGroup>", RegexOptions.Singleline)]
    private static partial Regex ItemGroup();
}
