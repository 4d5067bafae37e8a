namespace Aitbc.Doctor.Tests.Cron;

public sealed class CronCommandCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("/opt/aitbc/scripts/run.sh")]
    [InlineData("cd /opt/aitbc && ./scripts/run.sh")]
    [InlineData("cd /opt/aitbc/scripts && ../scripts/run.sh")]
    [InlineData("/usr/bin/python3 /opt/aitbc/scripts/plain.py")]
    [InlineData("bash /opt/aitbc/scripts/plain.sh")]
    [InlineData("flock -n /tmp/x.lock /opt/aitbc/scripts/run.sh")]
    [InlineData("env A=b /home/oib/aitbc/scripts/run.sh")]
    [InlineData("$HOME/aitbc/scripts/run.sh")]
    [InlineData("~/scripts/run.sh")]
    [InlineData("$SCRIPTS/run.sh")]
    [InlineData("/usr/local/bin/backup.sh")]
    [InlineData("/opt/backup/bin/agent")]
    [InlineData("curl -fsS http://localhost:8000/health")]
    [InlineData("docker compose -f scripts/compose.yml up")]
    [InlineData("python3 -m aitbc.task")]
    public async Task Command_that_cron_can_start_is_ok(string command)
    {
        Tree().With("crontab", $"0 0 * * * {command}\n");
        Assert.Empty((await _repository.CheckAsync("AITBC1153")).Places());
    }

    [Theory]
    [InlineData("scripts/run.sh", "Fail", "does not find 'scripts/run.sh'")]
    [InlineData("./run.sh", "Fail", "does not find './run.sh'")]
    [InlineData("run.sh --all", "Fail", "does not find 'run.sh'")]
    [InlineData("python3 scripts/plain.py", "Fail", "does not find 'scripts/plain.py'")]
    [InlineData("A=b bash run.sh", "Fail", "does not find 'run.sh'")]
    [InlineData("cd scripts && ./run.sh", "Fail", "'cd scripts' leads from there")]
    [InlineData("/opt/aitbc/scripts/plain.sh", "Fail", "is not executable in git")]
    [InlineData("cd /opt/aitbc && ./scripts/plain.sh", "Fail", "is not executable in git")]
    [InlineData("/opt/aitbc/scripts/gone.sh", "Warn", "is not in this repository")]
    [InlineData("python3 /opt/aitbc/scripts/gone.py", "Warn", "is not in this repository")]
    [InlineData("/opt/aitbc/scripts/old/run.sh", "Warn", "scripts/run.sh has the same name")]
    public async Task Command_that_cron_cannot_start_is_named(string command, string status, string message)
    {
        Tree().With("crontab", $"# jobs\n0 0 * * * {command}\n");
        var result = await _repository.CheckAsync("AITBC1153");
        Assert.Equal([$"{status} crontab:2"], result.Places());
        Assert.Contains(message, result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chmod +x \"$DIR/made.sh\"\n")]
    [InlineData("chmod 755 /opt/aitbc/scripts/*.sh\n")]
    [InlineData("", "Fail scripts/install.sh:6")]
    public async Task Script_that_another_one_writes_has_to_be_made_executable(string chmod, params string[] expected)
    {
        Tree().With("scripts/install.sh", $"#!/bin/bash\nDIR=/opt/aitbc/scripts\ncat > \"$DIR/made.sh\" <<'EOF'\necho\nEOF\n(crontab -l; echo \"0 0 * * * $DIR/made.sh\") | crontab -\n{chmod}");
        Assert.Equal(expected, (await _repository.CheckAsync("AITBC1153")).Places());
    }

    [Fact]
    public async Task Path_of_the_crontab_finds_a_bare_script()
    {
        Tree().With("crontab", "PATH=/opt/aitbc/scripts:/usr/bin:/bin\n0 0 * * * run.sh\n");
        Assert.Empty((await _repository.CheckAsync("AITBC1153")).Places());
    }

    [Fact]
    public async Task Without_git_what_is_executable_is_unknown()
    {
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC1153")).Status);
        Tree().With("crontab", "0 0 * * * /opt/aitbc/scripts/plain.sh\n");
        var result = await _repository.CheckAsync("AITBC1153", ("PATH", _repository.Beside("empty")));
        Assert.Equal((Status.Unknown, "git is not on PATH, so whether scripts are executable is not known"), (result.Status, result.Findings.Single().Message));
        File.WriteAllText(_repository.FullPath(".git/index"), "nonsense");
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1153")).Status);
    }

    private TestRepository Tree()
    {
        _repository.With("scripts/run.sh", "#!/bin/sh\n").With("scripts/plain.sh", "#!/bin/sh\n").With("scripts/plain.py", "pass\n").Committed();
        _repository.Git("update-index", "--chmod=+x", "scripts/run.sh");
        return _repository;
    }
}
