using System.Text;

namespace Aitbc.Doctor.Coordinator;

/// <summary>The modules that lines beginning in <c>import</c> or <c>from</c> name: cheap, and no more than a hint where to parse.</summary>
internal static class ImportLines
{
    /// <summary>Their first names.</summary>
    public static HashSet<string> Modules(byte[] text)
    {
        var modules = new HashSet<string>(StringComparer.Ordinal);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).TrimStart(" \t\uFEFF"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.StartsWith("from "u8))
            {
                Add(modules, line[5..]);
            }
            else if (line.StartsWith("import "u8))
            {
                line = line[7..];
                for (var comma = 0; comma >= 0; line = line[(comma + 1)..])
                {
                    comma = line.IndexOf((byte)',');
                    Add(modules, comma < 0 ? line : line[..comma]);
                    if (comma < 0)
                        break;
                }
            }
        }

        return modules;
    }

    private static void Add(HashSet<string> modules, ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] is (byte)'_' or >= 0x80))
            length++;
        if (length > 0)
            modules.Add(Encoding.UTF8.GetString(text[..length]));
    }
}
