using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.ClaimBranches;

/// <summary>Playbook 15: a merge that nobody finished, in the index or in the text.</summary>
public sealed class ConflictMarkersCheck : Check
{
    private const int MarkerLength = 7;

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1552", "Merge conflict is not resolved", HelpLink.AITBC1552)
    {
        Class = CheckClass.Static,
        Deadline = TimeSpan.FromSeconds(15),
        Remedy = new Remedy("Edit the file, keep both sides where they are independent, then add it and run the tests again.", "git mergetool"),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var unmerged = await UnmergedAsync(context, findings).ConfigureAwait(false);
        var read = 0;
        foreach (var file in context.Files.All.Where(static file => !file.IsLink))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (!context.Files.TryGlance(file, "<<<<<<<"u8, findings, out var holds))
                continue;

            read++;
            if (!holds)
                continue;

            foreach (var (line, label) in Conflicts(context.Files.Read(file), file))
            {
                findings.Fail(
                    unmerged.Remove(file.Path) ? "Conflict is not resolved: the file is unmerged" : "Conflict marker was left in the file",
                    file.At(line, 1),
                    label.Length > 0 ? [("side", label)] : null);
            }
        }

        foreach (var path in unmerged)
            findings.Fail("File is unmerged: both sides changed it, or one side removed it", new Location(path));
        return findings.Result($"{read} text files");
    }

    /// <summary>What the index holds in several versions.</summary>
    private static async Task<SortedSet<string>> UnmergedAsync(CheckContext context, Findings findings)
    {
        var unmerged = new SortedSet<string>(StringComparer.Ordinal);
        if (!context.Git.IsRepository)
            return unmerged;

        try
        {
            var output = await context.Git.RunAsync(["ls-files", "--unmerged", "-z"], context.Cancellation).ConfigureAwait(false);
            if (output.ExitCode != 0)
                findings.Unknown($"git could not read the index: {output.Err}");
            foreach (var entry in output.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries))
                unmerged.Add(entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..]);
        }
        catch (ProgramMissingException exception)
        {
            findings.Unknown($"{exception.Message}, so unmerged entries were not looked for");
        }

        return unmerged;
    }

    /// <summary>
    /// Lines that open a conflict which closes further down. A row of equals signs alone underlines a heading, seven
    /// "greater than" alone quote a mail, and a page may show a conflict in a code block.
    /// </summary>
    private static IEnumerable<(int Line, string Label)> Conflicts(FileContent content, RepositoryFile file)
    {
        var isPage = file.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);
        var (number, opened, label, inBlock) = (0, 0, "", false);
        foreach (var line in content.Lines)
        {
            number++;
            if (isPage && IsFence(line))
                inBlock = !inBlock;
            if (inBlock)
                continue;

            if (IsMarker(line, '<'))
            {
                (opened, label) = (number, line[MarkerLength..].Trim());
            }
            else if (opened > 0 && IsMarker(line, '>'))
            {
                yield return (opened, label);
                opened = 0;
            }
        }
    }

    private static bool IsFence(string line) =>
        line.AsSpan().TrimStart().StartsWith("```", StringComparison.Ordinal) || line.AsSpan().TrimStart().StartsWith("~~~", StringComparison.Ordinal);

    // Seven, then a blank and a label: "<<<<<<< HEAD". Git writes a label on both.
    private static bool IsMarker(string line, char c) =>
        line.Length > MarkerLength + 1 && line[0] == c && line[MarkerLength] == ' ' && line.AsSpan(0, MarkerLength).IndexOfAnyExcept(c) < 0 && line[MarkerLength + 1] != ' ';
}
