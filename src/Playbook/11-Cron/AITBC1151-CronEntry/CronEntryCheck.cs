using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;
using Cronos;

namespace Aitbc.Doctor.Cron;

/// <summary>Playbook 11: entries that cron does not take, takes otherwise than meant, or never fires.</summary>
public sealed partial class CronEntryCheck : Check
{
    private static readonly string[] FieldNames = ["minute", "hour", "day of the month", "month", "day of the week"];

    private static readonly HashSet<string> Nicknames = new(StringComparer.OrdinalIgnoreCase)
    {
        "@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly",
    };

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1151", "Cron entry does not work", HelpLink.AITBC1151)
    {
        Class = CheckClass.Static,
        Remedy = new Remedy("Write five time fields (minute, hour, day, month, weekday), a user in /etc/cron.d only, then the command; see what is installed.", "crontab -l"),
    };

    /// <inheritdoc/>
    public override Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var lines = Crontabs.Read(context, findings, out var scripts);
        foreach (var line in lines)
            Look(context, findings, line);
        foreach (var file in lines.Where(static line => line.Script is null).Select(static line => line.File).Distinct())
        {
            if (context.Files.Read(file).Text is { Length: > 0 } text && text[^1] != '\n')
                findings.Fail("The crontab's last line has no line end: cron takes no such file", file.At(text.Count(static c => c == '\n') + 1));
        }

        return Task.FromResult(lines.Count == 0 && findings.Count == 0
            ? context.NotApplicable("no crontab, and no script that writes one")
            : findings.Result($"{lines.Count} cron entries; {scripts.Count} scripts speak of cron"));
    }

    private static void Look(CheckContext context, Findings findings, CronLine line)
    {
        (string, string)[] seen = [("entry", line.Text)];
        if (Problem(context, line) is { } problem)
        {
            findings.Fail(problem, line.At, seen);
            return;
        }

        if (UnescapedPercent().IsMatch(line.Command))
            findings.Fail("The command has a % without a backslash: cron ends the command there, and hands it the rest as input", line.At, seen, new Remedy(@"Write \% for each % of the command."));
        if (line.Script is { } script && DiesWithoutCrontab(script, line.Line))
        {
            findings.Warn(
                "Under set -e this entry is not installed where the user has no crontab yet: crontab -l fails, and the group ends before the entry is printed",
                line.At, seen, new Remedy("Write (crontab -l 2>/dev/null || true; echo ...) | crontab -."));
        }
    }

    private static string? Problem(CheckContext context, CronLine line)
    {
        var fields = line.Times.Split(' ');
        if (line.TimeFields == 1)
        {
            if (!Nicknames.Contains(fields[0]))
                return $"cron knows no '{fields[0]}'";
        }
        else
        {
            if (fields.Length < 5 || !Array.TrueForAll(fields[..4], static field => LikeAField().IsMatch(field)))
                return "This is no cron entry: five time fields and a command are one";
            for (var i = 0; i < 5; i++)
            {
                if (!IsOpen(fields[i]) && !IsField(fields[i], i))
                    return $"The field {FieldNames[i]} is '{fields[i]}', which cron does not take";
            }

            if (!Array.Exists(fields, IsOpen) && !Fires(fields, context.Clock.GetUtcNow().UtcDateTime))
                return $"The entry never fires: no date has '{line.Times}'";
        }

        var first = line.User ?? line.Command.Split(' ')[0];
        if (line.TimeFields == 5 && SixthField().IsMatch(first))
            return $"The entry has six time fields, and cron has five: '{first}' would be the {(line.IsSystem ? "user" : "command")}";
        if (line.IsSystem && (first.Length == 0 || first.Contains('/', StringComparison.Ordinal) || first.EndsWith(".sh", StringComparison.Ordinal)))
            return $"An entry of /etc/cron.d or /etc/crontab names a user before its command: '{first}' would be the user";
        if (!line.IsSystem && first is "root" or "www-data" or "nobody")
            return $"A user's own crontab has no user field: '{first}' would be the command";
        return line.Command.Length == 0 ? "The entry has times and no command" : null;
    }

    // Cronos takes more than cron does (L, W, #, ?), and cron's own extensions that it lacks (~) are none of our business.
    private static bool IsField(string field, int index)
    {
        if (field.Contains('~', StringComparison.Ordinal))
            return true;
        var names = index switch { 3 => Months(), 4 => Days(), _ => null };
        if (NamesOrLetters().Matches(field).Any(match => names?.IsMatch(match.Value) != true) || field.IndexOfAny(['?', '#']) >= 0)
            return false;

        var parts = new[] { "*", "*", "*", "*", "*" };
        parts[index] = field;
        return CronExpression.TryParse(string.Join(' ', parts), CronFormat.Standard, out _);
    }

    /// <summary>Where both days are restricted, either is enough for cron; for Cronos both must hold.</summary>
    private static bool Fires(string[] fields, DateTime now)
    {
        if (Array.Exists(fields, static field => field.Contains('~', StringComparison.Ordinal)))
            return true;

        string[][] ways = fields[2][0] == '*' || fields[4][0] == '*'
            ? [fields]
            : [[.. fields[..4], "*"], [.. fields[..2], "*", .. fields[3..]]];
        return Array.Exists(ways, way => CronExpression.Parse(string.Join(' ', way), CronFormat.Standard).GetNextOccurrence(now, inclusive: true) is not null);
    }

    private static bool IsOpen(string field) => field.AsSpan().IndexOfAny('$', '`') >= 0 || field is ['{' or '<', ..];

    /// <summary>Whether the group that prints the entry begins with a <c>crontab -l</c> whose failure ends it.</summary>
    private static bool DiesWithoutCrontab(InstallScript script, int line)
    {
        var exits = false;
        for (var i = 0; i < script.Commands.Count; i++)
        {
            var words = script.Commands[i].ToString();
            if (ErrorsExit().IsMatch(words))
                exits = true;
            else if (words is "set +e" or "set +o errexit")
                exits = false;
            else if (exits && words is "crontab -l" or "sudo crontab -l" && script.Commands[i] is { Feeds: not null, End: ";" or "\n" } lists && lists.Line <= line
                && script.Commands.Skip(i + 1).TakeWhile(next => next.Feeds == lists.Feeds).Any(next => next.Line == line))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"^set\s+(-\w*e\w*|.*-o errexit)", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorsExit();

    [GeneratedRegex(@"(?<!\\)%", RegexOptions.CultureInvariant)]
    private static partial Regex UnescapedPercent();

    [GeneratedRegex(@"^[\d*$`{<?~]|^[A-Za-z]{1,3}([-,/#\d]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex LikeAField();

    [GeneratedRegex(@"^(\*(/\d+)?|\?|\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex SixthField();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex NamesOrLetters();

    [GeneratedRegex("^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Months();

    [GeneratedRegex("^(sun|mon|tue|wed|thu|fri|sat)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Days();
}
