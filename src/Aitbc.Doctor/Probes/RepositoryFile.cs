using System.Text;

namespace Aitbc.Doctor.Probes;

/// <summary>A file of the inspected folder.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="IsIgnored">git ignores it: an <c>.env</c> file, a database, a log.</param>
/// <param name="IsLink">It is a link; a target inside the folder also stands under its own name.</param>
public sealed record RepositoryFile(string Path, long Size, bool IsIgnored, bool IsLink = false)
{
    /// <summary>The name without folders.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder, <c>""</c> for the root's own.</summary>
    public string Folder => Path.LastIndexOf('/') is >= 0 and var slash ? Path[..slash] : "";

    /// <summary>A place in it.</summary>
    public Location At(int line = 0, int column = 0) => new(Path, line, column);
}

/// <summary>What reading a file came to.</summary>
public enum ContentKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Text with bytes that are no UTF-8; they read as U+FFFD.</summary>
    InvalidUtf8,

    /// <summary>Not text.</summary>
    Binary,

    /// <summary>Larger than the snapshot reads.</summary>
    TooLarge,

    /// <summary>It cannot be read, or leads out of the folder.</summary>
    Unreadable,
}

/// <summary>A file's content, read once.</summary>
/// <param name="Bytes">Empty where it was not read.</param>
/// <param name="Problem">Why there is no text, for the reader.</param>
public sealed record FileContent(ContentKind Kind, byte[] Bytes, string? Problem = null)
{
    private readonly WeakReference<string?> _text = new(null);

    /// <summary>There is text to look at.</summary>
    public bool IsText => Kind is ContentKind.Text or ContentKind.InvalidUtf8;

    /// <summary>The text, without byte order mark; empty where there is none.</summary>
    public string Text
    {
        get
        {
            if (!IsText)
                return "";
            if (_text.TryGetTarget(out var text))
                return text;

            text = Decode();
            _text.SetTarget(text);
            return text;
        }
    }

    /// <summary>The text's lines, without their ends.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            using var reader = new StringReader(Text);
            while (reader.ReadLine() is { } line)
                yield return line;
        }
    }

    private string Decode() => Bytes.AsSpan() switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        var all => Encoding.UTF8.GetString(all),
    };
}
