using System.Globalization;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.ClaimBranches;

/// <summary>Playbook 15: tells which files will conflict before main is pulled into the branch.</summary>
public sealed class MergesCleanlyCheck : Check
{
    private const int MostExplained = 20;

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1551", "Main does not merge cleanly into this branch", HelpLink.AITBC1551)
    {
        Class = CheckClass.Static,
        Deadline = TimeSpan.FromSeconds(20),
        Remedy = new Remedy("Merge main, keep both sides where they are independent, run the tests again and push; consider a rebase."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        if (!context.Git.IsRepository)
            return context.NotApplicable("no git repository");

        try
        {
            return await LookAsync(context).ConfigureAwait(false);
        }
        catch (ProgramMissingException exception)
        {
            return context.Unknown($"{exception.Message}, so the merge could not be predicted");
        }
    }

    private static async Task<CheckResult> LookAsync(CheckContext context)
    {
        if (await CommitAsync(context, "HEAD").ConfigureAwait(false) is not { } head)
            return context.NotApplicable("no commit yet");
        foreach (var (name, what) in new[] { ("MERGE_HEAD", "merge"), ("REBASE_HEAD", "rebase"), ("CHERRY_PICK_HEAD", "cherry-pick") })
        {
            if (await CommitAsync(context, name).ConfigureAwait(false) is not null)
                return context.NotApplicable($"a {what} is under way; AITBC1552 looks at what is left to resolve");
        }

        if (await MainAsync(context).ConfigureAwait(false) is not { } main)
            return context.NotApplicable("no branch main or master beside this one");

        var bases = await RunAsync(context, "merge-base", head, main.Commit).ConfigureAwait(false);
        if (bases.ExitCode > 1)
            return context.Unknown($"git could not compare with {main.Name}: {FirstLine(bases.Err)}");

        var findings = context.Findings();
        if (bases.Out.Trim() is not { Length: > 0 } ancestor)
        {
            if ((await RunAsync(context, "rev-parse", "--is-shallow-repository").ConfigureAwait(false)).Out.Trim() == "true")
                return context.Unknown($"the clone is shallow and does not hold the commit that this branch and {main.Name} share; git fetch --unshallow brings it");
            findings.Fail($"This branch and {main.Name} share no commit: git refuses to merge unrelated histories", null, Seen(main, head),
                new Remedy($"The history of {main.Name} was replaced, or this is another repository: start a branch from {main.Name} and cherry-pick this one's commits."));
            return findings.Result(main.Name);
        }

        var behind = (await RunAsync(context, "rev-list", "--count", $"{head}..{main.Commit}").ConfigureAwait(false)).Out.Trim();
        var summary = $"{main.Name} as last fetched ({main.Commit[..9]}, {behind} commits ahead of this branch)";
        if (ancestor == main.Commit || ancestor == head)
            return findings.Result(summary);

        var merge = await context.Git.PredictMergeAsync(head, main.Commit, context.Cancellation).ConfigureAwait(false);
        if (merge.ExitCode is not (0 or 1))
            return context.Unknown($"git could not predict the merge (merge-tree --write-tree came with git 2.38): {FirstLine(merge.Err)}");
        if (merge.Truncated)
            return context.Unknown("git's answer about the merge was too long");

        var explained = 0;
        foreach (var (path, kinds) in merge.ExitCode == 0 ? [] : Conflicts(merge.Out))
        {
            var seen = Seen(main, head);
            if (explained++ < MostExplained)
                seen.Add(("changed there by", (await RunAsync(context, "log", "-1", "--format=%h %an: %s", $"{head}..{main.Commit}", "--", path).ConfigureAwait(false)).Out.Trim()));
            findings.Fail($"Will conflict when {main.Name} is merged ({string.Join(", ", kinds)}): both branches changed it", new Location(path), seen);
        }

        if (merge.ExitCode == 1 && findings.Count == 0)
            findings.Fail($"{main.Name} does not merge cleanly into this branch", null, Seen(main, head));
        return findings.Result(summary);
    }

    /// <summary>Main as the forge has it; where no remote is known, the local one, unless it is this branch.</summary>
    private static async Task<(string Name, string Commit)?> MainAsync(CheckContext context)
    {
        var refs = await RunAsync(context, "for-each-ref", "--format=%(refname)%00%(symref)%00%(HEAD)", "refs/remotes", "refs/heads").ConfigureAwait(false);
        var known = refs.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\0')).Where(static parts => parts.Length == 3).ToList();
        var best = known
            .Select(static parts => (Name: parts[1].Length > 0 ? parts[1] : parts[0], Rank: Rank(parts[0], parts[1], parts[2] == "*")))
            .Where(static candidate => candidate.Rank < int.MaxValue)
            .OrderBy(static candidate => candidate.Rank)
            .ThenBy(static candidate => candidate.Name, StringComparer.Ordinal);
        foreach (var (name, _) in best)
        {
            // A remote's HEAD may point at a branch that was never fetched.
            if (await CommitAsync(context, name).ConfigureAwait(false) is { } commit)
                return (name["refs/".Length..][(name.IndexOf('/', "refs/".Length) + 1 - "refs/".Length)..], commit);
        }

        return null;
    }

    private static int Rank(string name, string target, bool isCurrent)
    {
        var isMain = name.EndsWith("/main", StringComparison.Ordinal);
        if (name.StartsWith("refs/heads/", StringComparison.Ordinal))
            return isCurrent ? int.MaxValue : name switch { "refs/heads/main" => 20, "refs/heads/master" => 21, _ => int.MaxValue };

        // refs/remotes/<remote>/<branch>; "feature/main" is no main.
        if (name.Count(static c => c == '/') != 3)
            return int.MaxValue;
        var remote = name.StartsWith("refs/remotes/origin/", StringComparison.Ordinal) ? 0 : 10;
        if (name.EndsWith("/HEAD", StringComparison.Ordinal))
            return target.Length > 0 ? remote : int.MaxValue;
        return isMain ? remote + 1 : name.EndsWith("/master", StringComparison.Ordinal) ? remote + 2 : int.MaxValue;
    }

    /// <summary>
    /// The conflicting paths of <c>merge-tree -z</c>: the tree, the entries in several versions, an empty field, then
    /// messages of a count, so many paths, a kind and a text.
    /// </summary>
    private static SortedDictionary<string, SortedSet<string>> Conflicts(string output)
    {
        var conflicts = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var fields = output.Split('\0');
        var at = 1;
        for (; at < fields.Length && fields[at].Length > 0; at++)
            Kinds(fields[at][(fields[at].IndexOf('\t', StringComparison.Ordinal) + 1)..]);
        at++;
        while (at < fields.Length && int.TryParse(fields[at], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && at + count + 2 < fields.Length)
        {
            var kind = fields[at + count + 1];
            if (kind.StartsWith("CONFLICT (", StringComparison.Ordinal) && count > 0 && conflicts.TryGetValue(fields[at + 1], out var kinds))
                kinds.Add(kind["CONFLICT (".Length..].TrimEnd(')'));
            at += count + 3;
        }

        foreach (var kinds in conflicts.Values.Where(static kinds => kinds.Count == 0))
            kinds.Add("renamed or moved");
        return conflicts;

        SortedSet<string> Kinds(string path) => conflicts.TryGetValue(path, out var kinds) ? kinds : conflicts[path] = new SortedSet<string>(StringComparer.Ordinal);
    }

    private static List<(string Label, string Text)> Seen((string Name, string Commit) main, string head) =>
        [(main.Name, main.Commit[..9]), ("HEAD", head[..9])];

    private static async Task<string?> CommitAsync(CheckContext context, string name)
    {
        var output = await RunAsync(context, "rev-parse", "--verify", "--quiet", name + "^{commit}").ConfigureAwait(false);
        return output.ExitCode == 0 ? output.Out.Trim() : null;
    }

    private static Task<ProcessOutput> RunAsync(CheckContext context, params string[] arguments) => context.Git.RunAsync(arguments, context.Cancellation);

    private static string FirstLine(string text) => text.Trim().Split('\n')[0];
}
