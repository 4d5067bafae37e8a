using System.Diagnostics;

namespace Aitbc.Doctor.Tests;

/// <summary>A folder of a test's own with real files and, where asked for, real git. Gone with the test.</summary>
public sealed class TestRepository : IDisposable
{
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("aitbc-doctor-");

    public TestRepository() => Directory.CreateDirectory(Root);

    /// <summary>The inspected folder.</summary>
    public string Root => Path.Combine(_work.FullName, "repository");

    /// <summary>A folder beside it: caches, programs that stand for others, what links lead out to.</summary>
    public string Beside(string name) => Directory.CreateDirectory(Path.Combine(_work.FullName, name)).FullName;

    public string FullPath(string path) => Path.Combine(Root, path);

    public TestRepository With(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllText(FullPath(path), text);
        return this;
    }

    public TestRepository With(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath(path))!);
        File.WriteAllBytes(FullPath(path), bytes);
        return this;
    }

    /// <summary>Writes a shell script that can be run.</summary>
    public static string Script(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }

    /// <summary>Makes it a git repository with one commit of what is there.</summary>
    public TestRepository Committed()
    {
        Git("init", "--quiet", "--initial-branch=main");
        return Commit("first");
    }

    public TestRepository Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", message);
        return this;
    }

    /// <summary>Runs git, which must succeed; <paramref name="arguments"/> one by one.</summary>
    public string Git(params string[] arguments)
    {
        var (code, output) = TryGit(arguments);
        Assert.True(code == 0, $"git {string.Join(' ', arguments)}: {output}");
        return output;
    }

    public (int ExitCode, string Output) TryGit(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", Root, "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "git hangs");
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Runs one built-in check (and what it requires) and gives its result.</summary>
    /// <param name="environment">Variables beside those of the tests, which lose to these.</param>
    public async Task<CheckResult> CheckAsync(string id, params (string Name, string Value)[] environment)
    {
        var report = await RunAsync(request => request with { Ids = [id] }, environment);
        return report.Outcomes.Single(outcome => outcome.Info.Id == id).Result;
    }

    /// <summary>Runs the built-in checks.</summary>
    public Task<RunReport> RunAsync(Func<RunRequest, RunRequest>? adjust = null, params (string Name, string Value)[] environment)
    {
        var request = new RunRequest(Root);
        var variables = new Dictionary<string, string>(request.Environment);
        foreach (var (name, value) in environment)
            variables[name] = value;
        request = request with { Environment = variables };
        return new DoctorEngine(new CheckGraph(CheckCatalogue.All), TimeProvider.System).RunAsync(adjust?.Invoke(request) ?? request);
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            // A test may have made folders that nobody can list.
            foreach (var folder in Directory.EnumerateDirectories(Root))
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _work.Delete(recursive: true);
    }
}

/// <summary>A finding in short: what most tests compare.</summary>
public static class CheckResultExtensions
{
    /// <summary><c>Fail path:line</c> for each finding.</summary>
    public static IEnumerable<string> Places(this CheckResult result) =>
        result.Findings.Select(static finding => finding.Location is { } at ? $"{finding.Status} {at.Path}:{at.Line}" : $"{finding.Status}");
}
