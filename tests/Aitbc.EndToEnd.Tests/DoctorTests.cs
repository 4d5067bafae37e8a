using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Aitbc.EndToEnd.Tests;

/// <summary>The target AitbcDoctor out of the packed package, in real builds of a solution with three projects.</summary>
[Collection(nameof(PackedPackage))]
public partial class DoctorTests(PackedPackage package)
{
    private const string Conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> claim/42\n";

    [Theory]
    [InlineData("nodes")]
    [InlineData("one-node", "-m:1")]
    [InlineData("graph", "-graph")]
    [InlineData("multi-threaded", "-mt")]
    public async Task Runs_once_for_a_solution_with_file_line_and_code(string name, params string[] arguments)
    {
        var solution = Solution(name);
        var build = await solution.PlainBuildAsync(["-t:AitbcDoctor", .. arguments]);
        Assert.NotEqual(0, build.ExitCode);
        // Each line stands twice in the output: where it happens, and in the summary.
        Assert.Equal(
            ["notes.txt(1,1): error AITBC1552", "ci.yml(3,3): warning AITBC1351"],
            Message().Matches(build.Output[..build.Output.IndexOf("Build FAILED", StringComparison.Ordinal)]).Select(static match => match.Value).OrderDescending());
        // The target asks the doctor and compiles nothing.
        Assert.False(Directory.Exists(Path.Combine(solution.Folder, "A", "bin")));
    }

    [Fact]
    public async Task Sections_strict_and_report_are_properties()
    {
        var solution = Solution("properties");
        var build = await solution.PlainBuildAsync("-t:AitbcDoctor", "-p:AitbcDoctorSections=\"13;14\"", "-p:AitbcDoctorReport=out/doctor.sarif");
        build.AssertSucceeded();
        Assert.Contains("warning AITBC1351", build.Output, StringComparison.Ordinal);
        Assert.Contains("\"AITBC1351\"", solution.Read("out/doctor.sarif"), StringComparison.Ordinal);

        build = await solution.PlainBuildAsync("-t:AitbcDoctor", "-p:AitbcDoctorChecks=1351", "-p:AitbcDoctorStrict=true");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error AITBC1351", build.Output, StringComparison.Ordinal);

        build = await solution.PlainBuildAsync("-t:AitbcDoctor", "-p:AitbcDoctorSections=77");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error AITBC0002", build.Output, StringComparison.Ordinal);
        Assert.Contains("'77' is no section of the playbook", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Static_checks_on_build_run_when_a_file_has_changed_and_never_unasked()
    {
        var solution = Solution("on-build");
        File.Delete(Path.Combine(solution.Folder, "notes.txt"));
        var unasked = await solution.PlainBuildAsync();
        unasked.AssertSucceeded();
        Assert.DoesNotContain("AITBC1351", unasked.Output, StringComparison.Ordinal);

        Assert.True(await SpeaksAsync(), "first build");
        Assert.False(await SpeaksAsync(), "nothing has changed");
        solution.Write("A/New.cs", "class New;");
        Assert.True(await SpeaksAsync(), "a file is new");
        Assert.False(await SpeaksAsync(), "nothing has changed");
        File.Delete(Path.Combine(solution.Folder, "A", "New.cs"));
        Assert.True(await SpeaksAsync(), "a file is gone");
        Directory.CreateDirectory(Path.Combine(solution.Folder, ".venv", "lib", "python3.13", "site-packages", "x-1.0.dist-info"));
        solution.Write(".venv/lib/python3.13/site-packages/x-1.0.dist-info/METADATA", "Name: x\n");
        Assert.True(await SpeaksAsync(), "a package is installed");
        Assert.False(await SpeaksAsync(), "nothing has changed");

        solution.Write("notes.txt", Conflict);
        for (var i = 0; i < 2; i++)
        {
            // A failure is said again until it is mended.
            var failed = await solution.PlainBuildAsync("-p:AitbcDoctorOnBuild=static");
            Assert.NotEqual(0, failed.ExitCode);
            Assert.Contains("error AITBC1552", failed.Output, StringComparison.Ordinal);
        }

        async Task<bool> SpeaksAsync()
        {
            var build = await solution.PlainBuildAsync("-p:AitbcDoctorOnBuild=static");
            build.AssertSucceeded();
            return build.Output.Contains("warning AITBC1351", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cancelled_build_leaves_no_orphan()
    {
        var solution = Solution("cancel");
        (await solution.PlainBuildAsync("-t:Restore")).AssertSucceeded();
        // A git that hangs, before the real one on PATH.
        var bin = Directory.CreateDirectory(Path.Combine(solution.Folder, "..", "cancel-bin")).FullName;
        var (git, pids) = (Path.Combine(bin, "git"), Path.Combine(bin, "pid"));
        File.WriteAllText(git, $"#!/bin/sh\ncase \"$*\" in *ls-files*) echo $$ > '{pids}'; sleep 300;; esac\n");
        if (OperatingSystem.IsWindows())
            return;

        File.SetUnixFileMode(git, (UnixFileMode)0b111_101_101);
        using var build = solution.StartBuild([("PATH", $"{bin}:{Environment.GetEnvironmentVariable("PATH")}")], "A/A.csproj", "-t:AitbcDoctor", "--no-restore");
        var waited = Stopwatch.StartNew();
        while (!File.Exists(pids) || File.ReadAllText(pids).Length == 0)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1) && !build.HasExited, "the doctor never asked git");
            await Task.Delay(20);
        }

        using var interrupt = Process.Start("kill", ["-INT", build.Id.ToString(CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await build.WaitForExitAsync(limit.Token);
        Assert.NotEqual(0, build.ExitCode);
        for (var i = 0; i < 100 && Lives(); i++)
            await Task.Delay(20);
        Assert.False(Lives(), "git lives on");

        // An ended process that nobody has waited for yet is a zombie: it is gone all the same.
        bool Lives() => Path.Combine("/proc", File.ReadAllText(pids).Trim(), "stat") is var stat && File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z", StringComparison.Ordinal);
    }

    /// <summary>Two libraries and a multi-targeted one in a git repository with one warning and one failure to find.</summary>
    private ConsumerProject Solution(string name)
    {
        var solution = new ConsumerProject(package, "doctor-" + name, "S.slnx");
        solution.Write("Directory.Build.props", $"<Project><ItemGroup>{solution.PackageReference}</ItemGroup></Project>");
        solution.Write("S.slnx", """<Solution><Project Path="A/A.csproj" /><Project Path="B/B.csproj" /><Project Path="C/C.csproj" /></Solution>""");
        foreach (var (project, frameworks) in new[] { ("A", "<TargetFramework>net10.0"), ("B", "<TargetFramework>net10.0"), ("C", "<TargetFrameworks>net10.0;netstandard2.0") })
        {
            Directory.CreateDirectory(Path.Combine(solution.Folder, project));
            solution.Write($"{project}/{project}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>{frameworks}</{frameworks[1..].Split('>')[0]}><NuGetAudit>false</NuGetAudit></PropertyGroup>
                </Project>
                """);
            solution.Write($"{project}/Class.cs", $"public class {project}Class {{ }}");
        }

        Directory.CreateDirectory(Path.Combine(solution.Folder, ".github", "workflows"));
        solution.Write(".github/workflows/ci.yml", "on: push\njobs:\n  test:\n    steps:\n      - run: pytest\n");
        solution.Write("notes.txt", Conflict);
        // As git itself makes it; the doctor only asks.
        using var git = Process.Start("git", ["-C", solution.Folder, "init", "--quiet"]);
        Assert.True(git.WaitForExit(TimeSpan.FromSeconds(30)), "git init hangs");
        return solution;
    }

    [GeneratedRegex(@"[\w.]+\(\d+,\d+\): (error|warning) AITBC\d{4}")]
    private static partial Regex Message();
}
