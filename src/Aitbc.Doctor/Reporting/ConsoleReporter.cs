using System.Globalization;

namespace Aitbc.Doctor.Reporting;

/// <summary>What a piece of text is, for a console that can show it.</summary>
internal enum Tone
{
    Plain,
    Quiet,
    Good,
    Warning,
    Bad,
    Strong,
}

/// <summary>Where the console report goes.</summary>
internal interface IReportConsole
{
    void Write(string text, Tone tone = Tone.Plain);
}

/// <summary>Text without colour: no terminal, <c>NO_COLOR</c>, or CI.</summary>
internal sealed class PlainConsole(TextWriter output) : IReportConsole
{
    public void Write(string text, Tone tone = Tone.Plain) => output.Write(text);
}

/// <summary>The report for people: the causes first, each with why and what next; what is well in one line.</summary>
internal static class ConsoleReporter
{
    private const int MostShown = 10;

    public static void Write(RunReport report, IReportConsole console, bool all)
    {
        foreach (var status in new[] { Status.Fail, Status.Warn })
        {
            foreach (var outcome in report.Outcomes.Where(outcome => outcome.Result.Findings.Any(finding => finding.Status == status)))
                Cause(report, outcome, status, console, all);
        }

        Obstacles(report, console, all);
        Summary(report, console);
    }

    private static void Cause(RunReport report, CheckOutcome outcome, Status status, IReportConsole console, bool all)
    {
        var findings = outcome.Result.Findings.Where(finding => finding.Status == status).ToList();
        var (word, tone) = status == Status.Fail ? ("FAIL", Tone.Bad) : ("WARN", Tone.Warning);
        console.Write(word, tone);
        console.Write($"  {outcome.Info.Id}  ");
        console.Write(outcome.Info.Title + "\n", Tone.Strong);
        foreach (var finding in findings.Take(all ? int.MaxValue : MostShown))
        {
            console.Write(finding.Location is { } at ? $"  {at}  " : "  ", Tone.Strong);
            console.Write(finding.Message + "\n");
            foreach (var seen in finding.Evidence)
                console.Write($"      {seen.Label}: {seen.Text}\n", Tone.Quiet);
            if (finding.Remedy != outcome.Info.Remedy)
                Next(finding.Remedy, "      ", console);
        }

        if (!all && findings.Count > MostShown)
            console.Write($"  and {findings.Count - MostShown} more (--all)\n", Tone.Quiet);
        if (Section.Find(outcome.Info.Section) is { } section)
            console.Write($"  why   {section.Number}. {section.Title}: {section.Symptom}\n", Tone.Quiet);
        if (findings.Exists(finding => finding.Remedy == outcome.Info.Remedy))
            Next(outcome.Info.Remedy, "  ", console);
        var blocked = report.BlockedUnder(outcome.Info.Id).Select(static other => other.Info.Id).ToList();
        if (status == Status.Fail && blocked.Count > 0)
            console.Write($"  holds up {string.Join(", ", blocked)}\n");
        console.Write("\n");
    }

    private static void Next(Remedy remedy, string indent, IReportConsole console)
    {
        console.Write($"{indent}next  {remedy.Text}\n");
        if (remedy.Command is { } command)
            console.Write($"{indent}      $ {command}\n", Tone.Strong);
    }

    private static void Obstacles(RunReport report, IReportConsole console, bool all)
    {
        var obstacles = report.Obstacles;
        if (obstacles.Count == 0)
            return;

        console.Write("UNKNOWN", Tone.Warning);
        console.Write("  could not be looked at\n");
        foreach (var obstacle in obstacles.Take(all ? int.MaxValue : MostShown))
        {
            console.Write(obstacle.Location is { } at ? $"  {at}  " : "  ", Tone.Strong);
            console.Write($"{obstacle.Message} ({obstacle.By})\n");
        }

        if (!all && obstacles.Count > MostShown)
            console.Write($"  and {obstacles.Count - MostShown} more (--all)\n", Tone.Quiet);
        console.Write("\n");
    }

    private static void Summary(RunReport report, IReportConsole console)
    {
        var parts = new[]
        {
            (Status.Fail, "failed"), (Status.Warn, "warned"), (Status.Unknown, "unknown"), (Status.Blocked, "held up"),
            (Status.Ok, "ok"), (Status.NotApplicable, "not applicable"), (Status.Skipped, "skipped"),
        }
            .Select(pair => (Count: report.Count(pair.Item1), Word: pair.Item2))
            .Where(static pair => pair.Count > 0)
            .Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Count} {pair.Word}"));
        var text = string.Join(", ", parts);
        console.Write($"{(text.Length > 0 ? text : "no check was asked for")}{(report.Cancelled ? " (cancelled)" : "")}\n", report.ExitCode == ExitCode.Ok ? Tone.Good : Tone.Plain);
    }
}
