using System.Text;

namespace Aitbc.Doctor.Imports;

/// <summary>A line that begins in a relative import.</summary>
/// <param name="Names">What it imports; null where the line alone does not tell.</param>
internal readonly record struct RelativeImport(int Level, string Module, string[]? Names);

/// <summary>The relative imports of a file as its lines spell them: cheap, and no more than a hint which files to parse.</summary>
internal static class RelativeImports
{
    /// <summary>The lines, and whether the text may hold others: in a string, or behind another statement.</summary>
    public static (List<RelativeImport> Lines, bool MayHoldMore) Of(ReadOnlySpan<byte> text)
    {
        var lines = new List<RelativeImport>();
        var mentions = 0;
        for (var at = text.IndexOf("from"u8); at >= 0;)
        {
            var rest = text[(at + 4)..];
            var blanks = rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
            if (blanks >= 0 && rest[blanks] == (byte)'.')
            {
                mentions++;
                var start = text[..at].LastIndexOf((byte)'\n') + 1;
                var end = rest.IndexOf((byte)'\n');
                if (text[start..at].IndexOfAnyExcept((byte)' ', (byte)'\t') < 0 && Read(end < 0 ? rest[blanks..] : rest[blanks..end]) is { } line)
                    lines.Add(line);
            }

            var next = rest.IndexOf("from"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return (lines, mentions > lines.Count);
    }

    private static RelativeImport? Read(ReadOnlySpan<byte> line)
    {
        var level = line.IndexOfAnyExcept((byte)'.');
        if (level < 0)
            return null;

        line = line[level..].TrimStart((byte)' ');
        var length = line.IndexOfAny(" \t"u8);
        if (length < 0)
            return null;

        var module = Encoding.UTF8.GetString(line[..length]);
        line = line[length..].TrimStart(" \t"u8);
        if (module == "import")
            module = "";
        else if (!line.StartsWith("import"u8))
            return null;
        else
            return new RelativeImport(level, module, null);

        var comment = line.IndexOf((byte)'#');
        var names = Encoding.UTF8.GetString(comment < 0 ? line : line[..comment]).Trim();
        return new RelativeImport(level, module, names.AsSpan().IndexOfAny("()\\;") >= 0
            ? null
            : [.. names.Split(',').Select(static name => name.Trim().Split(' ')[0])]);
    }
}
