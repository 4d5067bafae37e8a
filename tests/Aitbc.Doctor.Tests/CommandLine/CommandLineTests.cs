using System.Diagnostics;

namespace Aitbc.Doctor.Tests.CommandLine;

/// <summary>The program as its user meets it: a process, its output, its exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly string Program = typeof(Check).Assembly.Location;

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Finds_the_repository_around_the_current_folder_and_exits_with_what_it_found()
    {
        _repository.With("src/deep/a.txt", "a\n").With("b.txt", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n").Committed();
        var (code, output, errors) = await RunAsync(_repository.FullPath("src/deep"));
        Assert.Equal((ExitCode.Failed, ""), (code, errors));
        Assert.StartsWith("FAIL  AITBC1552  Merge conflict is not resolved\n  b.txt:1:1  ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_folder_is_ok()
    {
        var (code, output, errors) = await RunAsync(_repository.Root, "check", ".");
        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        Assert.Matches(@"^\d+ ok, \d+ not applicable\n$", output);
    }

    [Theory]
    [InlineData("check", "/there/is/no/such/folder")]
    [InlineData("check", "--section", "16")]
    [InlineData("check", "--section", "six")]
    [InlineData("check", "--check", "AITBC9999")]
    [InlineData("check", "--format", "pdf")]
    [InlineData("check", "--no-such-option")]
    [InlineData("explain", "AITBC9999")]
    public async Task Usage_is_2_with_a_word_on_the_error_stream(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(_repository.Root, arguments);
        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Sections_and_checks_choose()
    {
        _repository.With(".github/workflows/ci.yml", "jobs:\n  a:\n    steps: []\n").With("b.txt", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n");
        Assert.Equal(ExitCode.Ok, (await RunAsync(_repository.Root, "--section", "13")).Code);
        Assert.Equal(ExitCode.Failed, (await RunAsync(_repository.Root, "--section", "1;13,15")).Code);
        Assert.Equal(ExitCode.Failed, (await RunAsync(_repository.Root, "--check", "1351", "--strict")).Code);
        Assert.Equal(ExitCode.Failed, (await RunAsync(_repository.Root, "--check", "aitbc1552")).Code);
    }

    [Fact]
    public async Task Report_file_takes_its_format_from_its_name()
    {
        _repository.With(".github/workflows/ci.yml", "jobs:\n  a:\n    steps: []\n");
        foreach (var (name, start) in new[] { ("r.sarif", "{\n  \"$schema\""), ("sub/r.json", "{\n  \"schemaVersion\""), ("r.xml", "<testsuites"), ("r.txt", "WARN") })
        {
            var path = Path.Combine(_repository.Beside("reports"), name);
            Assert.Equal(ExitCode.Ok, (await RunAsync(_repository.Root, "--report", path)).Code);
            Assert.StartsWith(start, File.ReadAllText(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task List_and_explain_are_offline_and_plain()
    {
        var (code, output, _) = await RunAsync(_repository.Root, "list");
        Assert.Equal((ExitCode.Ok, CheckCatalogue.All.Count), (code, output.Split('\n').Length - 1));
        foreach (var id in Pages.Ids)
            Assert.StartsWith($"# {id}: ", Pages.Find(id), StringComparison.Ordinal);
        (code, output, _) = await RunAsync(_repository.Root, "explain", "AITBC0901");
        Assert.Equal((ExitCode.Ok, Pages.Find("AITBC0901")), (code, output));
    }

    [Fact]
    public async Task Interrupt_ends_at_once_with_130_and_no_orphan()
    {
        _repository.With("a.txt", "a\n").Committed();
        var pids = Path.Combine(_repository.Beside("pids"), "git");
        // A git that hangs, found on the user's PATH, stands for all that a check may wait for.
        var git = TestRepository.Script(Path.Combine(_repository.Beside("bin"), "git"), $"case \"$*\" in *ls-files*) echo $$ > '{pids}'; sleep 300;; esac");
        using var process = Start(_repository.Root, [("PATH", $"{Path.GetDirectoryName(git)}:{Environment.GetEnvironmentVariable("PATH")}")], []);
        await ProcessState.WrittenAsync(pids);
        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        // One second is what the doctor takes; the rest is a busy machine's, and far from git's 300.
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
        Assert.True(await ProcessState.EndsAsync(int.Parse(File.ReadAllText(pids), System.Globalization.CultureInfo.InvariantCulture)), "git lives on");
    }

    [Fact]
    public async Task Interrupt_while_python_parses_leaves_no_orphan()
    {
        for (var i = 0; i < 40; i++)
            _repository.With($"m{i}.py", "import sys\nsys.path.append('/home/oib')\n");
        var pids = Path.Combine(_repository.Beside("pids"), "python");
        var python = TestRepository.Script(Path.Combine(_repository.Beside("bin"), "python3"), $"echo $$ >> '{pids}'; exec sleep 300");
        using var process = Start(_repository.Root, [("PATH", $"{Path.GetDirectoryName(python)}:{Environment.GetEnvironmentVariable("PATH")}")], []);
        await ProcessState.WrittenAsync(pids);
        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
        foreach (var pid in File.ReadAllLines(pids))
            Assert.True(await ProcessState.EndsAsync(int.Parse(pid, System.Globalization.CultureInfo.InvariantCulture)), "python lives on");
    }

    [Fact]
    public async Task Whatever_may_not_be_read_is_named()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/usr/bin/setpriv"))
            return; // Root may read everything; only as somebody else is there anything that may not be read.

        _repository.With("open.txt", "a\n").With("closed.txt", "a\n").With("folder/x.txt", "x\n");
        File.SetUnixFileMode(_repository.FullPath("closed.txt"), UnixFileMode.None);
        File.SetUnixFileMode(_repository.FullPath("folder"), UnixFileMode.None);
        File.SetUnixFileMode(Path.GetDirectoryName(_repository.Root)!, (UnixFileMode)0b111_101_101);
        var host = Process.GetCurrentProcess().MainModule!.FileName;
        if (!Environment.IsPrivilegedProcess || !host.EndsWith("dotnet", StringComparison.Ordinal) || !await MayReadAsync(Program))
            return;

        var (code, output, _) = await RunAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", host, "exec", Program, "check", _repository.Root, "-c", "1552"], _repository.Root);
        Assert.Equal(ExitCode.Unknown, code);
        Assert.Contains("closed.txt  could not be read", output, StringComparison.Ordinal);
        Assert.Contains("folder  could not be listed (UnauthorizedAccessException) (any check)", output, StringComparison.Ordinal);
    }

    private static async Task<bool> MayReadAsync(string path) =>
        (await RunAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "test", "-r", path], "/")).Code == 0;

    private static Task<(int Code, string Output, string Errors)> RunAsync(string folder, params string[] arguments) =>
        FinishAsync(Start(folder, [("NO_COLOR", "1"), ("XDG_CACHE_HOME", Path.Combine(Path.GetTempPath(), "aitbc-doctor-test-cache"))], arguments));

    private static Task<(int Code, string Output, string Errors)> RunAsync(string program, string[] arguments, string folder) =>
        FinishAsync(Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!);

    private static async Task<(int Code, string Output, string Errors)> FinishAsync(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
    }

    private static Process Start(string folder, IEnumerable<(string Name, string Value)> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
