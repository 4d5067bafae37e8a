using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Cron;

/// <summary>A line of a crontab that is neither blank nor a remark nor a setting.</summary>
/// <param name="IsSystem">A user stands between the times and the command: <c>/etc/crontab</c>, <c>/etc/cron.d</c>.</param>
/// <param name="Script">The script that installs it; null where the file is a crontab itself.</param>
internal sealed record CronLine(RepositoryFile File, int Line, string Text, bool IsSystem, CronTable Table, InstallScript? Script)
{
    /// <summary>Its place.</summary>
    public Location At => File.At(Line);

    /// <summary>The times; <c>@daily</c> and the like are one field.</summary>
    public string Times => string.Join(' ', Fields.Take(TimeFields));

    /// <summary>The user it runs as, where the line has one.</summary>
    public string? User => IsSystem ? Fields.ElementAtOrDefault(TimeFields) : null;

    /// <summary>What follows; empty where there is nothing.</summary>
    public string Command
    {
        get
        {
            var rest = Text.AsSpan().TrimStart(" \t");
            for (var i = 0; i < TimeFields + (IsSystem ? 1 : 0); i++)
            {
                var end = rest.IndexOfAny(' ', '\t');
                rest = end < 0 ? [] : rest[end..].TrimStart(" \t");
            }

            return rest.TrimEnd().ToString();
        }
    }

    /// <summary>How many fields tell the time.</summary>
    public int TimeFields => Text.AsSpan().TrimStart(" \t").StartsWith("@", StringComparison.Ordinal) ? 1 : 5;

    private string[] Fields => Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What holds for all lines of one crontab.</summary>
internal sealed class CronTable
{
    /// <summary>Settings before the entries: <c>MAILTO</c>, <c>PATH</c>.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);
}

/// <summary>A shell script that writes a crontab.</summary>
internal sealed class InstallScript(IReadOnlyList<ShellCommand> commands)
{
    /// <summary>Its commands.</summary>
    public IReadOnlyList<ShellCommand> Commands { get; } = commands;

    /// <summary>The text with variables of the script in their place, as far as all that is assigned to them is one literal.</summary>
    public string Expand(string text) => Crontabs.Variable().Replace(text, match =>
    {
        var name = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
        var values = Commands
            .SelectMany(static command => command.Words)
            .Where(word => word.Text.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(word => word.Text[(name.Length + 1)..])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return values is [{ Length: > 0 } value] && !value.Contains('$', StringComparison.Ordinal) && !value.Contains('`', StringComparison.Ordinal) ? value : match.Value;
    });
}

/// <summary>The crontabs of a repository: files that are one, and what scripts write into one.</summary>
internal static partial class Crontabs
{
    private const int DeepestNesting = 3;
    private const string Files = "{crontab,**/crontab,**/*.cron,**/*.crontab,**/cron.d/*,**/crontabs/*}";

    /// <summary>All lines; a line that only the run of a script makes is left out.</summary>
    /// <param name="scripts">The scripts that were looked at.</param>
    public static List<CronLine> Read(CheckContext context, Findings findings, out List<InstallScript> scripts)
    {
        var lines = new List<CronLine>();
        scripts = [];
        foreach (var file in context.Files.Match(Files).Where(static file => !IsPage(file)))
        {
            if (context.Files.TryReadText(file, findings, out var content) && !content.Text.StartsWith("#!", StringComparison.Ordinal))
                Add(lines, file, content.Text, 1, file.Path.Contains("cron.d/", StringComparison.Ordinal) || file.Path.EndsWith("etc/crontab", StringComparison.Ordinal), null);
        }

        foreach (var file in context.Files.All.Where(static file => !file.IsLink && (file.Name.EndsWith(".sh", StringComparison.Ordinal) || file.Name.EndsWith(".bash", StringComparison.Ordinal) || !file.Name.Contains('.', StringComparison.Ordinal))))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var isNamed = file.Name.Contains('.', StringComparison.Ordinal);
            if (!(isNamed ? context.Files.TryReadText(file, findings, out var content) : (content = context.Files.Read(file)).IsText)
                || content.Bytes.AsSpan().IndexOf("cron"u8) < 0
                || (!isNamed && !ShellLine().IsMatch(content.Text)))
            {
                continue;
            }

            var script = new InstallScript(Shell.Commands(content.Text));
            scripts.Add(script);
            Look(context, lines, file, script.Commands, script, 0);
        }

        return lines;
    }

    /// <summary>Whether a command writes what it reads into a crontab, and which kind; null for none.</summary>
    public static bool? WritesCrontab(ShellCommand command)
    {
        var words = command.Words.ConvertAll(static word => word.Text);
        if (words is ["sudo", ..])
            words.RemoveAt(0);
        if (words is ["crontab"] or ["crontab", "-"] or ["crontab", "-u", _, "-"] or ["crontab", "-u", _])
            return command.Feeds is null && !(words.Count == 1 && command.Input is null) || words.Contains("-") ? false : null;

        var target = words is ["tee", ..] ? words[^1] : command.Redirects.LastOrDefault(static redirect => redirect.Operator is ">" or ">>" or "1>" or "1>>")?.Target.Text;
        return target is "/etc/crontab" || target?.StartsWith("/etc/cron.d/", StringComparison.Ordinal) == true ? true
            : target?.StartsWith("/var/spool/cron/", StringComparison.Ordinal) == true ? false : null;
    }

    [GeneratedRegex(@"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})", RegexOptions.CultureInvariant)]
    public static partial Regex Variable();

    private static void Look(CheckContext context, List<CronLine> lines, RepositoryFile file, IReadOnlyList<ShellCommand> commands, InstallScript script, int depth)
    {
        foreach (var command in commands)
        {
            var isSystem = WritesCrontab(command);
            if (isSystem is { } system && command.Input is { } own)
                Add(lines, file, own.Text, own.Line, system, script);
            if ((isSystem ?? (command.Feeds is { } next ? WritesCrontab(next) : null)) is { } kind)
            {
                foreach (var (text, line) in Printed(command))
                    Add(lines, file, text, line, kind, script);
            }

            if (depth >= DeepestNesting)
                continue;

            // A script in quotes for ssh or a function, or in a here-document for ssh.
            foreach (var word in command.Words.Where(static word => word.IsQuoted && Nested().IsMatch(word.Text)))
                Look(context, lines, file, Shell.Commands(word.Text, word.Line), script, depth + 1);
            if (command.Input is { } input && command.Words is [{ Text: "ssh" or "bash" or "sh" or "sudo" }, ..])
                Look(context, lines, file, Shell.Commands(input.Text, input.Line), script, depth + 1);
        }
    }

    /// <summary>What <c>echo</c>, <c>printf</c> and <c>cat</c> print.</summary>
    private static IEnumerable<(string Text, int Line)> Printed(ShellCommand command)
    {
        switch (command.Words)
        {
            case [{ Text: "echo" }, .. var words]:
                var said = words.SkipWhile(static word => word.Text is "-e" or "-n" or "-en" or "-ne").ToList();
                if (said.Count > 0)
                    yield return (string.Join(' ', said.Select(static word => word.Text)).Replace("\\n", "\n", StringComparison.Ordinal), said[0].Line);
                break;
            case [{ Text: "printf" }, { } format, .. var values]:
                if (format.Text.Contains("%s", StringComparison.Ordinal))
                {
                    foreach (var value in values)
                        yield return (value.Text, value.Line);
                }
                else
                {
                    yield return (format.Text.Replace("%%", "%", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal), format.Line);
                }

                break;
            case [{ Text: "cat" or "tee" }, ..] when command.Input is { } input && WritesCrontab(command) is null:
                yield return (input.Text, input.Line);
                break;
        }
    }

    private static void Add(List<CronLine> lines, RepositoryFile file, string text, int first, bool isSystem, InstallScript? script)
    {
        var table = new CronTable();
        var number = first - 1;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] is '#' or '$' or '`')
                continue; // A line that begins with a variable is made when the script runs.
            if (Setting().Match(trimmed) is { Success: true } setting)
                table.Settings[setting.Groups[1].Value] = setting.Groups[2].Value.Trim('"', '\'');
            else
                lines.Add(new CronLine(file, number, trimmed, isSystem, table, script));
        }
    }

    private static bool IsPage(RepositoryFile file) => file.Name.StartsWith("README", StringComparison.OrdinalIgnoreCase) || file.Name is ".placeholder" or ".gitkeep";

    [GeneratedRegex(@"\A#!.*\b(ba|da|z|k)?sh\b", RegexOptions.CultureInvariant)]
    private static partial Regex ShellLine();

    [GeneratedRegex(@"crontab\s+-|/etc/cron", RegexOptions.CultureInvariant)]
    private static partial Regex Nested();

    [GeneratedRegex(@"^([A-Za-z_]\w*)\s*=\s*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
