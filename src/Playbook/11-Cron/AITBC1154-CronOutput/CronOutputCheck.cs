using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Cron;

/// <summary>Playbook 11: what a cron job says, and why it fails, goes to a log.</summary>
public sealed class CronOutputCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1154", "Cron job's output is lost", HelpLink.AITBC1154)
    {
        Class = CheckClass.Static,
        Remedy = new Remedy("Send both streams to a log: end the command with >> /var/log/name.log 2>&1."),
    };

    /// <inheritdoc/>
    public override Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var lines = Crontabs.Read(context, findings, out _);
        foreach (var line in lines.Where(static line => line.Command.Length > 0))
        {
            var command = new CronCommand(line);
            if (command.Last is not { } last || line.Table.Settings.GetValueOrDefault("MAILTO") is { Length: > 0 })
                continue;

            // In "a | b" the last one is b, and what it says counts; a logger says nothing.
            if (last.Words[0].Text is "logger" or "systemd-cat" or "tee" or "mail" or "cronolog" || Folders.NameOf(last.Words[0].Text) is "logger" or "systemd-cat" or "chronic" or "cronic")
                continue;

            if (Problem([.. last.Redirects, .. command.OfGroup]) is { } problem)
                findings.Warn(problem, line.At, [("entry", line.Text)]);
        }

        return Task.FromResult(lines.Count == 0 && findings.Count == 0
            ? context.NotApplicable("no crontab, and no script that writes one")
            : findings.Result($"{lines.Count} cron entries"));
    }

    private static string? Problem(IReadOnlyList<ShellRedirect> redirects)
    {
        string? output = null, errors = null;
        foreach (var (sign, target) in redirects.Select(static redirect => (redirect.Operator, redirect.Target.Text)))
        {
            switch (sign)
            {
                case ">" or ">>" or "1>" or "1>>" or ">|":
                    output = target;
                    break;
                case "2>" or "2>>":
                    errors = target;
                    break;
                case "&>" or "&>>":
                    output = errors = target;
                    break;
                case ">&" when target != "2":
                    output = errors = target;
                    break;
                case ">&" or "1>&":
                    output = errors;
                    break;
                case "2>&":
                    errors = target == "1" ? output : target;
                    break;
            }
        }

        return (output, errors) switch
        {
            (null, null) => "What this cron job says goes to no log: cron mails it, and without a mail system it is gone",
            (null, "/dev/null") => "The cron job's errors are thrown away",
            ("/dev/null", null or "/dev/null") => "What this cron job says is thrown away: when it fails, nothing tells why",
            (not null and not "/dev/null", null) => "The cron job's errors are not in its log: only its output is redirected",
            (not null and not "/dev/null", "/dev/null") => "The cron job's errors are thrown away",
            _ => null,
        };
    }
}
