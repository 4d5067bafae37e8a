using System.Globalization;

namespace Aitbc.Doctor;

/// <summary>What a check is, before it runs.</summary>
/// <param name="Id">AITBC, two digits of the playbook's section, two from 51 on.</param>
/// <param name="Title">The page's title: what is wrong when it fails, without a full stop.</param>
/// <param name="HelpLink">The generated constant <c>HelpLink.AITBCssnn</c>: it exists only when the room has a page.</param>
public sealed record CheckInfo(string Id, string Title, string HelpLink)
{
    /// <summary>The deadline of a check that states none.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(5);

    /// <summary>The deadline of a check that reads Python: the first one waits while all files are parsed.</summary>
    public static readonly TimeSpan PythonDeadline = TimeSpan.FromSeconds(30);

    /// <summary>What the check does to find out.</summary>
    public required CheckClass Class { get; init; }

    /// <summary>What to do next, where a finding says nothing of its own.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>Checks that must not have failed; this one is Blocked otherwise.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Checks that only run earlier.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>How long it may take.</summary>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>The playbook's section that the id tells.</summary>
    public int Section => int.Parse(Id.AsSpan(5, 2), CultureInfo.InvariantCulture);
}

/// <summary>The next step, and the command that takes it where there is one.</summary>
public sealed record Remedy(string Text, string? Command = null);

/// <summary>A place in the repository.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Column">From 1; 0 for the line as a whole.</param>
public sealed record Location(string Path, int Line = 0, int Column = 0)
{
    /// <inheritdoc/>
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => Path,
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}:{Column}"),
    };
}

/// <summary>Something that was seen. Only a <see cref="Redactor"/> makes one, so that none holds a secret.</summary>
public sealed record Evidence
{
    internal Evidence(string label, string text) => (Label, Text) = (label, text);

    /// <summary>What it is: "job", "pid", "value from".</summary>
    public string Label { get; }

    /// <summary>What it says, on one line.</summary>
    public string Text { get; }
}
