namespace Aitbc.Doctor.Tests.Cron;

public sealed class CronEntryCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("*/5 * * * * /opt/x.sh")]
    [InlineData("0 9-17/2 1,15 jan-mar MON-FRI /opt/x.sh")]
    [InlineData("  0\t0 * *\t7   /opt/x.sh  ")]
    [InlineData("@daily /opt/x.sh")]
    [InlineData("@reboot sleep 60 && /opt/x.sh")]
    [InlineData("0 0 30 2 1 /opt/x.sh")]
    [InlineData("0 0 29 2 * /opt/x.sh")]
    [InlineData("0~59 3 * * * /opt/x.sh")]
    [InlineData("0 0 * * * date +\\%F >> /x")]
    [InlineData("$MINUTE 3 * * * /opt/x.sh")]
    [InlineData("# 99 99 remark")]
    [InlineData("MAILTO=ops@example.org\nPATH = /usr/bin:/bin\n0 0 * * * x")]
    public async Task Entry_that_cron_takes_is_ok(string text)
    {
        _repository.With("deploy/crontab", text + "\n");
        Assert.Empty((await _repository.CheckAsync("AITBC1151")).Places());
    }

    [Theory]
    [InlineData("61 * * * * /opt/x.sh", "The field minute is '61'")]
    [InlineData("*/5 24 * * * /opt/x.sh", "The field hour is '24'")]
    [InlineData("0 0 0 * * /opt/x.sh", "The field day of the month is '0'")]
    [InlineData("0 0 L * * /opt/x.sh", "The field day of the month is 'L'")]
    [InlineData("0 0 ? * MON /opt/x.sh", "The field day of the month is '?'")]
    [InlineData("0 0 * * MON#1 /opt/x.sh", "The field day of the week is 'MON#1'")]
    [InlineData("0 0 * foo * /opt/x.sh", "The field month is 'foo'")]
    [InlineData("*/0 * * * * /opt/x.sh", "The field minute is '*/0'")]
    [InlineData("0 0 30 2 * /opt/x.sh", "The entry never fires")]
    [InlineData("0 0 31 4,6,9,11 * /opt/x.sh", "The entry never fires")]
    [InlineData("0 */5 * * * * /opt/x.sh", "The entry has six time fields")]
    [InlineData("@dayly /opt/x.sh", "cron knows no '@dayly'")]
    [InlineData("0 0 * * *", "The entry has times and no command")]
    [InlineData("run the script daily", "This is no cron entry")]
    [InlineData("0 0 * * * root /opt/x.sh", "A user's own crontab has no user field")]
    [InlineData("0 0 * * * tar czf /backup/$(date +%F).tgz /opt", "The command has a % without a backslash")]
    public async Task Entry_that_does_not_work_is_named(string text, string message)
    {
        _repository.With("deploy/crontab", $"# jobs\n{text}\n");
        var result = await _repository.CheckAsync("AITBC1151");
        Assert.Equal(["Fail deploy/crontab:2"], result.Places());
        Assert.StartsWith(message, result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 * * * root /opt/x.sh\n")]
    [InlineData("@daily aitbc /opt/x.sh\n")]
    [InlineData("0 0 * * * /opt/x.sh\n", "Fail etc/cron.d/jobs:1")]
    [InlineData("0 0 * * * root\n", "Fail etc/cron.d/jobs:1")]
    [InlineData("0 0 * * * root /opt/x.sh", "Fail etc/cron.d/jobs:1")]
    public async Task System_format_has_a_user_and_a_line_end(string text, params string[] expected)
    {
        _repository.With("etc/cron.d/jobs", text);
        Assert.Equal(expected, (await _repository.CheckAsync("AITBC1151")).Places());
    }

    [Theory]
    [InlineData("(crontab -l 2>/dev/null; echo \"BAD\") | crontab -", 2)]
    [InlineData("echo 'BAD' | crontab -", 2)]
    [InlineData("echo -e \"# remark\\nBAD\" | sudo crontab -u aitbc -", 3)]
    [InlineData("printf '%s\\n' \"0 0 * * * ok\" \"BAD\" | crontab -", 2)]
    [InlineData("printf 'BAD\\n' | crontab -", 2)]
    [InlineData("crontab - <<EOF\n# remark\nBAD\nEOF", 4)]
    [InlineData("crontab <<'EOF'\nBAD\nEOF", 3)]
    [InlineData("cat <<EOF | crontab -\nBAD\nEOF", 3)]
    [InlineData("cat > /etc/cron.d/aitbc << EOF\nBAD\nEOF", 3)]
    [InlineData("echo \"BAD\" | sudo tee -a /etc/crontab", 2)]
    [InlineData("echo \"BAD\" >> /etc/cron.d/aitbc", 2)]
    [InlineData("ssh node '(crontab -l 2>/dev/null; echo \"BAD\") | crontab -'", 2)]
    [InlineData("run \"first\" \"\n  cat > /etc/cron.d/aitbc << EOF\nBAD\nEOF\n\"", 4)]
    [InlineData("ssh node <<'EOF'\necho 'BAD' | crontab -\nEOF", 3)]
    [InlineData("add() { (crontab -l; echo \"BAD\") | crontab -; }", 2)]
    public async Task Line_that_a_script_installs_is_found(string script, int line)
    {
        _repository.With("scripts/install.sh", "#!/bin/bash\n" + script.Replace("BAD", "99 * * * * root /opt/x.sh", StringComparison.Ordinal) + "\n");
        Assert.Equal([$"Fail scripts/install.sh:{line}"], (await _repository.CheckAsync("AITBC1151")).Places());
    }

    [Theory]
    [InlineData("echo '99 * * * * x'")]
    [InlineData("echo '99 * * * * x' | crontab.py -")]
    [InlineData("for i in 1 2 3; do x=$((5 * 8 * 2)); done; crontab -l")]
    [InlineData("crontab -l | grep '99 * * * * x'")]
    [InlineData("schedule() { (crontab -l; echo \"$when $command\") | crontab -; }")]
    [InlineData("# echo '99 * * * * x' | crontab -")]
    [InlineData("crontab -r")]
    public async Task What_installs_no_entry_is_none_of_it(string script)
    {
        _repository.With("scripts/install.sh", $"#!/bin/bash\n{script}\n");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC1151")).Status);
    }

    [Theory]
    [InlineData("set -euo pipefail\n(crontab -l 2>/dev/null; echo \"ENTRY\") | crontab -", "Warn install:3")]
    [InlineData("set -o errexit\n(\n crontab -l\n echo \"ENTRY\"\n) | crontab -", "Warn install:5")]
    [InlineData("set -e\n(crontab -l 2>/dev/null || true; echo \"ENTRY\") | crontab -")]
    [InlineData("set -u\n(crontab -l 2>/dev/null; echo \"ENTRY\") | crontab -")]
    [InlineData("set -e\nset +e\n(crontab -l 2>/dev/null; echo \"ENTRY\") | crontab -")]
    [InlineData("set -e\n(echo \"ENTRY\"; crontab -l) | crontab -")]
    public async Task Entry_behind_a_list_that_may_fail_is_named_under_set_e(string script, params string[] expected)
    {
        _repository.With("install", "#!/usr/bin/env bash\n" + script.Replace("ENTRY", "0 0 * * * /opt/x.sh", StringComparison.Ordinal) + "\n");
        Assert.Equal(expected, (await _repository.CheckAsync("AITBC1151")).Places());
    }

    [Fact]
    public async Task Nothing_of_cron_is_not_applicable_and_an_unreadable_crontab_unknown()
    {
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC1151")).Status);
        _repository.With("crontab", new string('x', 5_000_000));
        var result = await _repository.CheckAsync("AITBC1151");
        Assert.Equal((Status.Unknown, "Unknown crontab:0"), (result.Status, result.Places().Single()));
    }
}
