using System.Diagnostics;

namespace Aitbc.EndToEnd.Tests;

/// <summary>aitbc-doctor packed and installed as a dotnet tool: it lists, explains any id offline, and checks.</summary>
public sealed class DoctorToolTests : IDisposable
{
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("aitbc-e2e-tool-");

    public void Dispose() => _work.Delete(recursive: true);

    [Fact]
    public async Task Installs_lists_explains_and_checks()
    {
        var (feed, tools) = (Path.Combine(_work.FullName, "feed"), Path.Combine(_work.FullName, "tools"));
        var version = $"0.1.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        // --no-build: the solution has just built it.
        (await Dotnet.RunAsync(Path.Combine(Baked.RepositoryRoot, "src", "Aitbc.Doctor"), null, "pack", "--no-build", "--no-restore", "-c", Baked.Configuration, "-o", feed, $"-p:PackageVersion={version}")).AssertSucceeded();
        // Everything that the tool needs is in its package: no other source is asked.
        File.WriteAllText(Path.Combine(_work.FullName, "nuget.config"), $"<configuration><packageSources><clear /><add key=\"feed\" value=\"{feed}\" /></packageSources></configuration>");
        (await Dotnet.RunAsync(_work.FullName, null, "tool", "install", "Aitbc.Doctor", "--tool-path", tools, "--version", version, "--configfile", Path.Combine(_work.FullName, "nuget.config"))).AssertSucceeded();

        var (code, output) = await RunAsync(tools, "list");
        Assert.Equal(0, code);
        Assert.Contains("AITBC0254  Static", output, StringComparison.Ordinal);

        // Every page that the repository has: rules', checks' and sections'.
        var rooms = Directory.EnumerateFiles(Path.Combine(Baked.RepositoryRoot, "src", "Playbook"), "README.md", SearchOption.AllDirectories)
            .Select(static page => (Page: page, Name: Path.GetFileName(Path.GetDirectoryName(page))!)).Where(static room => room.Name.StartsWith("AITBC", StringComparison.Ordinal)).ToList();
        Assert.Contains(rooms, static room => room.Name.StartsWith("AITBC0901", StringComparison.Ordinal));
        foreach (var (page, name) in rooms)
        {
            (code, output) = await RunAsync(tools, "explain", name[..9]);
            Assert.Equal((0, File.ReadAllText(page).ReplaceLineEndings("\n")), (code, output.ReplaceLineEndings("\n")));
        }

        var repository = Directory.CreateDirectory(Path.Combine(_work.FullName, "repository")).FullName;
        File.WriteAllText(Path.Combine(repository, "notes.txt"), "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> claim/42\n");
        (code, output) = await RunAsync(tools, "check", repository, "--format", "msbuild");
        Assert.Equal(1, code);
        Assert.StartsWith($"{Path.Combine(repository, "notes.txt")}(1,1): error AITBC1552: ", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(string tools, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(tools, OperatingSystem.IsWindows() ? "aitbc-doctor.exe" : "aitbc-doctor"), arguments) { RedirectStandardOutput = true };
        // A proxy that nobody serves: whoever asked the network would fail.
        start.Environment["HTTPS_PROXY"] = start.Environment["HTTP_PROXY"] = "http://127.0.0.1:1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, output);
    }
}
