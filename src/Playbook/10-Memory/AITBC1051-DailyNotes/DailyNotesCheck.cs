using System.Globalization;
using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Memory;

/// <summary>Playbook 10: one note a day, to which agents append and in which they change nothing.</summary>
public sealed partial class DailyNotesCheck : Check
{
    private const string Folder = "ai-memory/daily/";
    private const string MostCommits = "2000";

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1051", "Daily note is not append-only", HelpLink.AITBC1051)
    {
        Class = CheckClass.Static,
        Deadline = TimeSpan.FromSeconds(15),
        Remedy = new Remedy("Keep one file a day, YYYY-MM-DD.md; append entries at its end, and change none that stands there."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var files = context.Files.Match(Folder + "**").Where(static file => !IsAboutNotes(file.Path[Folder.Length..])).ToList();
        if (files.Count == 0)
            return context.NotApplicable($"no note in {Folder}");

        var findings = context.Findings();
        var notes = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!DateOnly.TryParseExact(file.Path[Folder.Length..], "yyyy-MM-dd'.md'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                findings.Fail($"A daily note is named YYYY-MM-DD.md, one file a day; '{file.Path[Folder.Length..]}' is not", file.At());
                continue;
            }

            // A day more, for the time zones.
            if (day > DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime).AddDays(1))
                findings.Warn("The note's day has not come yet", file.At());
            if (!context.Files.TryReadText(file, findings, out var content))
                continue;

            notes[file.Path] = [.. content.Lines.Select(static line => line.Trim())];
            LookAtEntries(findings, file, content, day);
        }

        if (context.Git.IsRepository)
            await LookAtHistoryAsync(context, findings, notes).ConfigureAwait(false);
        return findings.Result($"{notes.Count} daily notes");
    }

    /// <summary>An entry begins with its date, and says who wrote it.</summary>
    private static void LookAtEntries(Findings findings, RepositoryFile file, FileContent content, DateOnly day)
    {
        var (number, dated, hasAgent, entries, hasText) = (0, 0, false, 0, false);
        foreach (var line in content.Lines)
        {
            number++;
            hasText |= line.AsSpan().Trim().Length > 0;
            if (Key().Match(line) is not { Success: true } key)
                continue;

            if (!key.Groups[1].ValueSpan.Equals("date", StringComparison.OrdinalIgnoreCase))
            {
                hasAgent = true;
                continue;
            }

            Close();
            (dated, hasAgent) = (number, false);
            entries++;
            if (Date().Match(line) is { Success: true } date && date.Value != day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                findings.Warn($"The entry is of {date.Value} and stands in the note of {day:yyyy-MM-dd}", file.At(number));
        }

        Close();
        if (entries == 0 && hasText)
            findings.Warn("The note has no entry that begins with date: and names its agent:, so nobody knows whose words these are", file.At());

        void Close()
        {
            if (dated > 0 && !hasAgent)
                findings.Warn("The entry does not say which agent: wrote it", file.At(dated));
        }
    }

    private static async Task LookAtHistoryAsync(CheckContext context, Findings findings, Dictionary<string, HashSet<string>> notes)
    {
        string[] diff = ["--patch", "--unified=1", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--relative", "--src-prefix=a/", "--dst-prefix=b/"];
        try
        {
            if ((await context.Git.RunAsync(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], context.Cancellation).ConfigureAwait(false)).ExitCode != 0)
                return;

            var log = await context.Git.RunAsync(["log", "--no-merges", "--no-show-signature", "--max-count=" + MostCommits, "--format=%x01%h %an, %as", .. diff, "HEAD", "--", Folder], context.Cancellation).ConfigureAwait(false);
            var work = await context.Git.RunAsync(["diff", .. diff, "HEAD", "--", Folder], context.Cancellation).ConfigureAwait(false);
            if (log.ExitCode != 0 || work.ExitCode != 0 || log.Truncated || work.Truncated)
                findings.Unknown($"git could not tell the notes' history: {(log.Err + work.Err).Trim()}");
            var changes = Changes(log.Out).Concat(Changes("\u0001not committed yet\n" + work.Out)).ToList();
            // What an edit wrote in place of a line goes again when the line is put back.
            var edits = changes.SelectMany(static change => change.Replacing.Select(line => (change.Path, line))).ToHashSet();
            foreach (var change in changes)
                Judge(findings, notes, edits, change);
        }
        catch (ProgramMissingException exception)
        {
            findings.Unknown($"{exception.Message}, so whether notes were only appended to is not known");
        }
    }

    private static void Judge(Findings findings, Dictionary<string, HashSet<string>> notes, HashSet<(string Path, string Line)> edits, Change change)
    {
        // A note that is gone as a whole was put away, and a line that stands there again was restored.
        if (!notes.TryGetValue(change.Path, out var lines))
            return;

        var lost = change.Removed.Where(line => line.Length > 0 && !lines.Contains(line) && !edits.Contains((change.Path, line))).ToList();
        (string, string)[] seen = [("commit", change.Commit), ("first line", lost.FirstOrDefault() ?? "")];
        if (lost.Count > 0)
        {
            findings.Fail(
                $"{lost.Count} lines of the note were changed or removed ({change.Commit}), and notes are only appended to", new Location(change.Path), seen,
                new Remedy("Put the lines back, and say what is new in an entry at the end."));
        }
        else if (change.Inserts)
        {
            findings.Warn($"An entry was put in before others ({change.Commit}): two agents who do that conflict, where two who append need only keep both", new Location(change.Path), seen[..1]);
        }
    }

    /// <summary>What each commit did to each note, from <c>git log -p -U1</c>.</summary>
    private static IEnumerable<Change> Changes(string log)
    {
        var (commit, change) = ("", (Change?)null);
        string? unended = null;
        var (added, removed, inHunk) = (false, false, false);
        foreach (var line in log.Split('\n'))
        {
            if (line is ['\u0001', ..] || line.StartsWith("diff --git ", StringComparison.Ordinal))
            {
                if (change is not null)
                    yield return change;
                change = null;
                inHunk = false;
                if (line[0] == '\u0001')
                    commit = line[1..];
            }
            else if (!inHunk && line.StartsWith("+++ b/", StringComparison.Ordinal))
            {
                change = new Change(commit, line["+++ b/".Length..].TrimEnd('\t'));
            }
            else if (line.StartsWith("@@ ", StringComparison.Ordinal))
            {
                (inHunk, added, removed, unended) = (true, false, false, null);
            }
            else if (inHunk && change is not null && line.Length > 0)
            {
                var text = line[1..].Trim();
                switch (line[0])
                {
                    case '-':
                        change.Removed.Add(text);
                        unended = text;
                        removed = true;
                        break;
                    case '+':
                        // The old last line had no end, and got one by what was appended.
                        if (unended == text && change.Removed.Count > 0)
                        {
                            change.Removed.RemoveAt(change.Removed.Count - 1);
                            removed = false;
                        }
                        else
                        {
                            added = true;
                            if (removed)
                                change.Replacing.Add(text);
                        }

                        unended = null;
                        break;
                    case ' ':
                        change.Inserts |= added && !removed && text.Length > 0;
                        break;
                }
            }
        }

        if (change is not null)
            yield return change;
    }

    private static bool IsAboutNotes(string name) =>
        name.StartsWith("README", StringComparison.OrdinalIgnoreCase) || name is [ '.' or '_', ..] || name.StartsWith("TEMPLATE", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[\s>#*-]*(date|agent)\b[\s\w]{0,20}\**\s*:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Key();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    private sealed record Change(string Commit, string Path)
    {
        public List<string> Removed { get; } = [];

        public List<string> Replacing { get; } = [];

        public bool Inserts { get; set; }
    }
}
