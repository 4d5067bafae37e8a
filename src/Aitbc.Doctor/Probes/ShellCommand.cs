namespace Aitbc.Doctor.Probes;

/// <summary>A word of a shell command: without its quotes, variables as they are written.</summary>
/// <param name="IsQuoted">Some of it stood in quotes.</param>
public sealed record ShellWord(string Text, bool IsQuoted, int Line);

/// <summary>Text that a script hands to a command's input.</summary>
public sealed record HereDocument(string Text, int Line);

/// <summary>A redirection: <c>&gt;&gt;</c> and its file, <c>2&gt;&amp;</c> and <c>1</c>.</summary>
public sealed record ShellRedirect(string Operator, ShellWord Target);

/// <summary>One simple command of a script.</summary>
public sealed class ShellCommand(int line)
{
    /// <summary>Where it begins, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Its words, assignments before it included.</summary>
    public List<ShellWord> Words { get; } = [];

    /// <summary>Its redirections.</summary>
    public List<ShellRedirect> Redirects { get; } = [];

    /// <summary>The text that is its input.</summary>
    public HereDocument? Input { get; internal set; }

    /// <summary>The command that a pipe hands its output to.</summary>
    public ShellCommand? Feeds { get; internal set; }

    /// <summary>What ended it: <c>;</c>, <c>&amp;&amp;</c>, <c>|</c>, or a line's end.</summary>
    public string End { get; internal set; } = "";

    /// <summary>The words with one blank between them.</summary>
    public override string ToString() => string.Join(' ', Words.Select(static word => word.Text));
}
