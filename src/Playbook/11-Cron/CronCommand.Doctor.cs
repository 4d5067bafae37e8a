using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Cron;

/// <summary>The command of a cron entry, taken apart.</summary>
internal sealed class CronCommand
{
    // They say and change nothing that a reader of the log would miss.
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "cd", "sleep", "test", "[", "[[", "true", ":", "export", "source", ".", "set", "umask", "exit" };

    private static readonly HashSet<string> Interpreters = new(StringComparer.Ordinal) { "bash", "sh", "dash", "zsh", "python", "python3", "node", "perl", "ruby", "dotnet" };

    private readonly IReadOnlyList<ShellCommand> _commands;

    public CronCommand(CronLine line)
    {
        // A % ends the command for cron; one with a backslash is just that.
        var text = line.Command.Replace("\\%", "%", StringComparison.Ordinal);
        _commands = Shell.Commands(line.Script is { } script ? script.Expand(text) : text, line.Line);
    }

    /// <summary>The last command that may say something, with what follows it in a pipe; null where there is none.</summary>
    public ShellCommand? Last => _commands.LastOrDefault(static command => command.Words.Count > 0 && !Silent.Contains(NameOf(command)));

    /// <summary>The first such command.</summary>
    public ShellCommand? First => _commands.FirstOrDefault(static command => command.Words.Count > 0 && !Silent.Contains(NameOf(command)));

    /// <summary>Redirections of a whole group: <c>(a; b) &gt;&gt; log</c>.</summary>
    public IEnumerable<ShellRedirect> OfGroup => _commands.Where(static command => command.Words.Count == 0).SelectMany(static command => command.Redirects);

    /// <summary>Where the commands before one have gone with <c>cd</c>; null where they stay in the home directory.</summary>
    public string? FolderOf(ShellCommand command) => _commands
        .TakeWhile(before => before != command)
        .Where(static before => before.Words is [{ Text: "cd" }, _, ..])
        .Select(static before => before.Words[1].Text)
        .LastOrDefault();

    /// <summary>What a command really runs behind <c>env</c>, <c>flock</c> and the like, and whether an interpreter reads it.</summary>
    public static (string Program, bool IsRead)? Runs(ShellCommand command)
    {
        var words = command.Words.ConvertAll(static word => word.Text);
        while (words.Count > 0)
        {
            var name = Folders.NameOf(words[0]);
            if (words[0].Contains('=', StringComparison.Ordinal) || name is "env" or "nohup" or "time" or "exec" or "chronic")
            {
                words.RemoveAt(0);
            }
            else if (name is "nice" or "ionice" or "flock" or "timeout" or "sudo" or "su" or "runuser" or "systemd-run")
            {
                // Their options take values; only a path that follows is surely the program.
                var at = words.FindIndex(1, static word => word.StartsWith('/') && !word.EndsWith(".lock", StringComparison.Ordinal) && !word.StartsWith("/tmp/", StringComparison.Ordinal)
                    && !word.StartsWith("/var/", StringComparison.Ordinal) && !word.StartsWith("/run/", StringComparison.Ordinal));
                if (at < 0)
                    return null;
                words.RemoveRange(0, at);
            }
            else if (Interpreters.Contains(name))
            {
                return words.Count > 1 && words[1] is [not '-', ..] ? (words[1], true) : null;
            }
            else
            {
                return (words[0], false);
            }
        }

        return null;
    }

    private static string NameOf(ShellCommand command) =>
        command.Words.Find(static word => !word.Text.Contains('=', StringComparison.Ordinal)) is { } word ? Folders.NameOf(word.Text) : "true";
}
