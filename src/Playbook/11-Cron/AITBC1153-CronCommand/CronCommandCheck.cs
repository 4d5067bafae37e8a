using System.Globalization;
using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Cron;

/// <summary>Playbook 11: scripts that cron starts are there, executable, and named absolutely or after a cd.</summary>
public sealed partial class CronCommandCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1153", "Cron cannot start the script", HelpLink.AITBC1153)
    {
        Class = CheckClass.Static,
        Remedy = new Remedy("Make the script executable and its path absolute, or cd to an absolute folder first.", "chmod +x <script>"),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var lines = Crontabs.Read(context, findings, out var scripts);
        var modes = lines.Count > 0 ? await ModesAsync(context, findings).ConfigureAwait(false) : null;
        foreach (var line in lines)
        {
            var command = new CronCommand(line);
            if (command.First is not { } first || CronCommand.Runs(first) is not { } runs)
                continue;

            var folder = command.FolderOf(first);
            (string, string)[] seen = [("entry", line.Text)];
            if (folder is not null && !IsAnchored(folder))
                findings.Fail($"cron starts in the home directory, so 'cd {folder}' leads from there: the folder has to be absolute", line.At, seen);
            else if (folder is null && IsRelative(runs.Program, runs.IsRead, line))
                findings.Fail($"cron starts in the home directory with a short PATH and does not find '{runs.Program}': the path has to be absolute, or a cd to come first", line.At, seen);
            else if (Resolve(runs.Program, folder) is { } path)
                Look(context, findings, scripts, modes, line, runs, path, seen);
        }

        return lines.Count == 0 && findings.Count == 0
            ? context.NotApplicable("no crontab, and no script that writes one")
            : findings.Result($"{lines.Count} cron entries");
    }

    private static void Look(
        CheckContext context, Findings findings, List<InstallScript> scripts, Dictionary<string, bool>? modes, CronLine line, (string Program, bool IsRead) runs, string path, (string, string)[] seen)
    {
        if (Checkout().Match(path) is not { Success: true } checkout)
            return;

        var relative = checkout.Groups[1].Value;
        if (context.Files.Find(relative) is { } file)
        {
            if (!runs.IsRead && modes is not null && modes.TryGetValue(file.Path, out var isExecutable) && !isExecutable && !MakesExecutable(scripts, path))
            {
                findings.Fail(
                    $"'{path}' is not executable in git, so cron cannot start it", line.At, seen,
                    new Remedy("Make it executable and commit that.", string.Create(CultureInfo.InvariantCulture, $"git update-index --chmod=+x {file.Path}")));
            }
        }
        else if (Makes(scripts, path))
        {
            if (!runs.IsRead && !MakesExecutable(scripts, path))
                findings.Fail($"'{path}' is written by a script of this repository that does not make it executable, so cron cannot start it", line.At, seen);
        }
        else if (context.Files.All.Any(other => other.Path.StartsWith(relative.Split('/')[0] + "/", StringComparison.Ordinal)))
        {
            var sibling = context.Files.All.FirstOrDefault(other => other.Name == Folders.NameOf(path));
            findings.Warn(
                $"'{path}' is not in this repository, and no script of it makes the file{(sibling is null ? "" : $"; {sibling.Path} has the same name")}", line.At, seen);
        }
    }

    private static bool IsAnchored(string path) => path is ['/' or '~' or '$' or '`', ..];

    private static bool IsRelative(string program, bool isRead, CronLine line) =>
        !IsAnchored(program)
        && (program.Contains('/', StringComparison.Ordinal) ? !program.Contains("://", StringComparison.Ordinal)
            : (isRead || !line.Table.Settings.ContainsKey("PATH")) && ScriptName().IsMatch(program));

    private static string? Resolve(string program, string? folder) =>
        program.Contains('$', StringComparison.Ordinal) || folder?.Contains('$', StringComparison.Ordinal) == true ? null
        : program.StartsWith('/') ? "/" + Folders.Join("", program)
        : folder is ['/', ..] && program.Contains('/', StringComparison.Ordinal) | ScriptName().IsMatch(program) ? "/" + Folders.Join(folder, program) : null;

    private static bool Makes(List<InstallScript> scripts, string path) => scripts.Exists(script => script.Commands.Any(command =>
        command.Redirects.Any(redirect => redirect.Operator is ">" or ">>" && script.Expand(redirect.Target.Text) == path)
        || (command.Words is [{ Text: "cp" or "mv" or "ln" or "install" or "tee" or "sudo" or "touch" or "curl" or "wget" }, ..] && command.Words.Skip(1).Any(word => script.Expand(word.Text) == path))));

    private static bool MakesExecutable(List<InstallScript> scripts, string path) => scripts.Exists(script => script.Commands.Any(command =>
        command.Words.Exists(static word => word.Text is "chmod" or "install")
        && command.Words.Exists(word => script.Expand(word.Text) is var text && (text == path || (text.EndsWith("/*.sh", StringComparison.Ordinal) && path.StartsWith(text[..^4], StringComparison.Ordinal))))));

    /// <summary>Whether git has each file as executable; null where nothing tells.</summary>
    private static async Task<Dictionary<string, bool>?> ModesAsync(CheckContext context, Findings findings)
    {
        if (!context.Git.IsRepository)
            return null;

        try
        {
            var output = await context.Git.RunAsync(["ls-files", "--stage", "-z"], context.Cancellation).ConfigureAwait(false);
            if (output.ExitCode == 0)
            {
                return output.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                    .Select(static entry => entry.Split('\t', 2))
                    .Where(static parts => parts.Length == 2 && parts[0].StartsWith("100", StringComparison.Ordinal))
                    .GroupBy(static parts => parts[1], StringComparer.Ordinal)
                    .ToDictionary(static group => group.Key, static group => group.First()[0].StartsWith("100755", StringComparison.Ordinal), StringComparer.Ordinal);
            }

            findings.Unknown($"git could not read the index, so whether scripts are executable is not known: {output.Err.Trim()}");
        }
        catch (ProgramMissingException exception)
        {
            findings.Unknown($"{exception.Message}, so whether scripts are executable is not known");
        }

        return null;
    }

    /// <summary>A path that a checkout is commonly put under, and what follows in it.</summary>
    [GeneratedRegex(@"^/(?:opt|srv)/[^/]+/(.+)$|^/home/[^/]+/[^/]+/(?<1>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Checkout();

    [GeneratedRegex(@"^[\w.-]+\.(sh|bash|py|pl|rb|js)$", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptName();
}
