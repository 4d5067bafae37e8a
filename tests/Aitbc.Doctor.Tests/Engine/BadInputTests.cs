using System.Diagnostics;
using System.Text;

namespace Aitbc.Doctor.Tests.Engine;

/// <summary>All checks over input that is broken, missing, huge or hostile: a clear result each, never a crash, never a hang.</summary>
public sealed class BadInputTests : IDisposable
{
    /// <summary>One of each kind that some check reads.</summary>
    private static readonly string[] Kinds =
    [
        "pyproject.toml", "requirements.txt", "setup.cfg", "Pipfile", "cli/setup.py", "cli/a.py", "tests/conftest.py", "poetry.lock", ".env", "a.env.example",
        "systemd/aitbc-a.service", "docker-compose.yml", ".github/workflows/ci.yml", "crontab", "etc/cron.d/a", "scripts/install.sh", "ai-memory/daily/2026-03-18.md", "src/A.cs", "notes.txt",
    ];

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Empty_folder()
    {
        var report = await RunAsync();
        Assert.Equal(ExitCode.Ok, report.ExitCode);
        Assert.Empty(report.Obstacles);
    }

    [Fact]
    public async Task Neither_git_nor_python()
    {
        foreach (var kind in Kinds)
            _repository.With(kind, "");
        _repository.With("cli/a.py", "import sys\nsys.path.append('/home/oib')\n");
        Directory.CreateDirectory(_repository.FullPath(".git"));
        var report = await RunAsync(("PATH", _repository.Beside("empty")));
        Assert.Equal(ExitCode.Unknown, report.ExitCode);
        Assert.Contains(report.Obstacles, static obstacle => obstacle.Message.StartsWith("git is not on PATH", StringComparison.Ordinal));
        Assert.Contains(report.Obstacles, static obstacle => obstacle.Message.StartsWith("python3 is not on PATH", StringComparison.Ordinal) && obstacle.Ids.Contains("AITBC0156"));
    }

    [Fact]
    public async Task Repository_without_a_commit_and_one_whose_git_folder_is_nonsense()
    {
        _repository.With("a.txt", "a\n").Git("init", "--quiet");
        Assert.DoesNotContain((await RunAsync()).Outcomes, static outcome => outcome.Result.Status == Status.Fail);
        File.WriteAllText(_repository.FullPath(".git/HEAD"), "nonsense\0");
        File.WriteAllText(_repository.FullPath(".git/config"), "[core\n");
        var report = await RunAsync();
        Assert.DoesNotContain(report.Outcomes, static outcome => outcome.Result.Status == Status.Fail);
        Assert.Equal(ExitCode.Unknown, report.ExitCode);
    }

    [Fact]
    public async Task Files_of_a_gigabyte()
    {
        foreach (var kind in Kinds.Append("run.log").Append("logs/cron.log"))
        {
            _repository.With(kind, string.Concat(Enumerable.Repeat("redis fixture import from <<<<<<<\n", 300)));
            using var stream = new FileStream(_repository.FullPath(kind), FileMode.Append);
            stream.SetLength(1L << 30); // Sparse: nothing is written.
        }

        var before = Process.GetCurrentProcess().PrivateMemorySize64;
        var report = await RunAsync();
        Assert.Contains(report.Obstacles, static obstacle => obstacle.Location?.Path == "run.log" && obstacle.Message == "is larger than 4 MB and was not read");
        Assert.DoesNotContain(report.Outcomes, static outcome => outcome.Result.Status is Status.Fail or Status.Warn);
        Assert.True(Process.GetCurrentProcess().PrivateMemorySize64 - before < 300L << 20);
    }

    [Theory]
    [InlineData("invalid UTF-8")]
    [InlineData("binary")]
    [InlineData("UTF-16")]
    [InlineData("no end")]
    public async Task Text_that_is_none(string how)
    {
        byte[] bytes = how switch
        {
            "invalid UTF-8" => [.. "<<<<<<< a"u8, 0xE9, 0xFF, 0xC3, 0x28, .. "\nimport sys\n* * * * * x\nredis://h\n"u8],
            "binary" => [0, 1, 2, 3, 0xFF, 0],
            "UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("import redis\n")],
            _ => Encoding.UTF8.GetBytes("import " + new string('(', 100_000)),
        };
        foreach (var kind in Kinds)
            _repository.With(kind, bytes);
        await RunAsync();
    }

    [Theory]
    [InlineData("pyproject.toml", "[project\n", "is no valid TOML")]
    [InlineData("pyproject.toml", "project = 1\ntool = [2]\n", null)]
    [InlineData("pyproject.toml", "[project]\ndependencies = 'aiohttp'\nname = 7\n[tool]\npoetry = 3\n", null)]
    [InlineData("Pipfile", "packages = 1\n", null)]
    [InlineData("setup.cfg", "[options\ninstall_requires\n  =\n ===", null)]
    [InlineData("requirements.txt", "-r \n==\n@\n;;\n-e .\n\\", null)]
    [InlineData("docker-compose.yml", "services: [\n", "is no valid YAML")]
    [InlineData("docker-compose.yml", "services: 1\n", null)]
    [InlineData("docker-compose.yml", "services:\n  a: [x]\n  b:\n    environment: x\n    ports: x\n  c:\n    ports: [1, null, {published: []}, 'x:y:z', '']\n    environment: [1, '=', null]\n", null)]
    [InlineData(".github/workflows/ci.yml", "jobs: &a [*a]\n", null)]
    [InlineData(".github/workflows/ci.yml", "jobs:\n  a: 1\n  b:\n    steps: x\n", null)]
    [InlineData("crontab", "* * *\n99 99 99 99 99 x\n@never x\n*/0 * * * * x\n%%%\n", null)]
    [InlineData("systemd/aitbc-a.service", "Environment\n=x\n[Service\nEnvironment=\"A=1\nExecStart=\\\n\\\n\\", null)]
    [InlineData(".env", "=\nA\nREDIS_URL=\nPORT='\n \0\n", null)]
    [InlineData("cli/setup.py", "from setuptools import setup\nsetup(install_requires=x, **y)\nsetup(*z)\n", null)]
    [InlineData("src/A.cs", "/* redis \" ' @\"\"\" $\"{", null)]
    [InlineData("tests/conftest.py", "import pytest\n@pytest.fixture\ndef f(): ...\n@pytest.fixture(*a, **b)\nasync def g(*a, **k): yield\n", null)]
    public async Task Broken(string path, string text, string? problem)
    {
        _repository.With(path, text);
        var report = await RunAsync();
        if (problem is not null)
            Assert.Contains(report.Obstacles, obstacle => obstacle.Location?.Path == path && obstacle.Message.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_in_circles_and_out_of_the_folder()
    {
        var outside = _repository.Beside("outside");
        File.WriteAllText(Path.Combine(outside, "x.py"), "import sys\nsys.path.append('/home/oib')\n");
        foreach (var kind in Kinds)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_repository.FullPath(kind))!);
            var back = _repository.FullPath($"back/{kind.Replace('/', '-')}");
            Directory.CreateDirectory(Path.GetDirectoryName(back)!);
            File.CreateSymbolicLink(_repository.FullPath(kind), back);
            File.CreateSymbolicLink(back, _repository.FullPath(kind));
        }

        File.CreateSymbolicLink(_repository.FullPath("out.py"), Path.Combine(outside, "x.py"));
        Directory.CreateSymbolicLink(_repository.FullPath("cli/loop"), _repository.Root);
        Directory.CreateSymbolicLink(_repository.FullPath("venv"), "venv");
        Directory.CreateSymbolicLink(_repository.FullPath("apps"), outside);
        var report = await RunAsync();
        Assert.DoesNotContain(report.Outcomes, static outcome => outcome.Result.Status is Status.Fail or Status.Warn);
    }

    [Fact]
    public async Task Files_that_may_not_be_read()
    {
        var locks = new List<FileStream>();
        try
        {
            foreach (var kind in Kinds)
            {
                _repository.With(kind, "import sys\n");
                // As on Windows: another program holds it. Unlike permissions this also binds root.
                locks.Add(new FileStream(_repository.FullPath(kind), FileMode.Open, FileAccess.ReadWrite, FileShare.None));
            }

            var report = await RunAsync();
            Assert.Equal(Kinds.Order(StringComparer.Ordinal), report.Obstacles.Select(static obstacle => obstacle.Location!.Path).Distinct().Order(StringComparer.Ordinal));
            Assert.DoesNotContain(report.Outcomes, static outcome => outcome.Result.Status is Status.Fail or Status.Warn);
        }
        finally
        {
            locks.ForEach(static one => one.Dispose());
        }
    }

    [Fact]
    public async Task Folders_without_end()
    {
        var path = string.Join('/', Enumerable.Repeat("d", 200));
        Directory.CreateDirectory(_repository.FullPath(path));
        await RunAsync();
    }

    [Fact]
    public async Task Python_that_hangs_is_given_up_and_ended()
    {
        var pids = Path.Combine(_repository.Beside("pids"), "python");
        var python = TestRepository.Script(Path.Combine(_repository.Beside("bin"), "python3"), $"echo $$ > '{pids}'; sleep 300");
        _repository.With("cli/a.py", "import sys\nsys.path.append('/home/oib')\n");
        var report = await _repository.RunAsync(static request => request with { Deadline = TimeSpan.FromSeconds(2) }, ("PATH", $"{Path.GetDirectoryName(python)}:{Environment.GetEnvironmentVariable("PATH")}"));
        Assert.Equal(ExitCode.Unknown, report.ExitCode);
        Assert.Contains(report.Obstacles, static obstacle => obstacle.Ids.Contains("AITBC0156"));
        Assert.True(await ProcessState.EndsAsync(int.Parse(File.ReadAllText(pids), System.Globalization.CultureInfo.InvariantCulture)), "python lives on");
    }

    /// <summary>Runs all checks; whatever they say, none of them broke off or was late, and nothing was written.</summary>
    private async Task<RunReport> RunAsync(params (string, string)[] environment)
    {
        var before = Listing();
        var report = await _repository.RunAsync(null, [("VIRTUAL_ENV", ""), .. environment]).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.DoesNotContain(report.Outcomes, static outcome =>
            outcome.Result.Summary.StartsWith("broke off", StringComparison.Ordinal) || outcome.Result.Summary.StartsWith("gave no answer", StringComparison.Ordinal) || outcome.Result.Summary.StartsWith("did not end", StringComparison.Ordinal));
        Assert.Equal(before, Listing());
        return report;

        string Listing() => string.Join('\n', new DirectoryInfo(_repository.Root)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.None })
            .Where(static entry => entry.LinkTarget is null).Select(static entry => $"{entry.FullName} {entry.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));
    }
}
