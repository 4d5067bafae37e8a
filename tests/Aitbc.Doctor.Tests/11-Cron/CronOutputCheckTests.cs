namespace Aitbc.Doctor.Tests.Cron;

public sealed class CronOutputCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("/opt/x.sh >> /var/log/x.log 2>&1")]
    [InlineData("cd /opt && ./x.sh > /var/log/x.log 2>&1")]
    [InlineData("/opt/x.sh &>> /var/log/x.log")]
    [InlineData("/opt/x.sh >> out.log 2>> err.log")]
    [InlineData("/opt/x.sh > /dev/null 2>> err.log")]
    [InlineData("/opt/x.sh 2>&1 | logger -t x")]
    [InlineData("/opt/x.sh 2>&1 | /usr/bin/logger -t x")]
    [InlineData("(a; b) >> /var/log/x.log 2>&1")]
    [InlineData("{ a; b; } >> /var/log/x.log 2>&1")]
    [InlineData("a >> /x.log 2>&1; sleep 5")]
    [InlineData("a \"with > sign\" >> /x.log 2>&1 # remark")]
    [InlineData("sleep 5")]
    public async Task Output_that_goes_to_a_log_is_ok(string command)
    {
        _repository.With("crontab", $"0 0 * * * {command}\n");
        Assert.Empty((await _repository.CheckAsync("AITBC1154")).Places());
    }

    [Theory]
    [InlineData("/opt/x.sh", "goes to no log")]
    [InlineData("cd /opt && ./x.sh", "goes to no log")]
    [InlineData("/opt/x.sh \"a >> b 2>&1\"", "goes to no log")]
    [InlineData("/opt/x.sh | grep error", "goes to no log")]
    [InlineData("/opt/x.sh >/dev/null", "is thrown away")]
    [InlineData("/opt/x.sh >/dev/null 2>&1", "is thrown away")]
    [InlineData("/opt/x.sh &>/dev/null", "is thrown away")]
    [InlineData("/opt/x.sh >> /x.log", "errors are not in its log")]
    [InlineData("/opt/x.sh 2>&1 >> /x.log", "errors are not in its log")]
    [InlineData("/opt/x.sh >> /x.log 2>/dev/null", "errors are thrown away")]
    [InlineData("/opt/x.sh 2>/dev/null", "errors are thrown away")]
    [InlineData("a >> /x.log 2>&1; b", "goes to no log")]
    public async Task Output_that_is_lost_is_named(string command, string message)
    {
        _repository.With("crontab", $"# jobs\n0 0 * * * {command}\n");
        var result = await _repository.CheckAsync("AITBC1154");
        Assert.Equal(["Warn crontab:2"], result.Places());
        Assert.Contains(message, result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_to_somebody_is_enough_and_to_nobody_is_not()
    {
        _repository.With("crontab", "MAILTO=ops@example.org\n0 0 * * * x\n").With("b.cron", "MAILTO=\"\"\n0 0 * * * x\n");
        Assert.Equal(["Warn b.cron:2"], (await _repository.CheckAsync("AITBC1154")).Places());
    }

    [Fact]
    public async Task Entries_of_scripts_and_of_the_system_count()
    {
        _repository
            .With("install.sh", "#!/bin/sh\n(crontab -l; echo \"*/5 * * * * $CHECK all >> /x.log 2>&1\"; echo \"0 0 * * * $CHECK\") | crontab -\n")
            .With("etc/cron.d/x", "0 0 * * * root /opt/x.sh\n");
        Assert.Equal(["Warn etc/cron.d/x:1", "Warn install.sh:2"], (await _repository.CheckAsync("AITBC1154")).Places());
    }

    [Fact]
    public async Task Nothing_of_cron_is_not_applicable_and_an_unreadable_crontab_unknown()
    {
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC1154")).Status);
        _repository.With("crontab", new string('x', 5_000_000));
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1154")).Status);
    }
}
