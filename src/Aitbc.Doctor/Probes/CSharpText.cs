using System.Text;

namespace Aitbc.Doctor.Probes;

/// <summary>A C# file as text without its comments: enough to look for calls with literals, far cheaper than to parse it.</summary>
public sealed class CSharpText
{
    private readonly RepositoryFile _file;
    private readonly Lazy<string> _code;

    private CSharpText(RepositoryFile file, FileContent content) => (_file, _code) = (file, new Lazy<string>(() => WithoutComments(content.Text)));

    /// <summary>The text; comments are blanks, so that offsets stay.</summary>
    public string Code => _code.Value;

    /// <summary>It belongs to tests, by its folders or its name.</summary>
    public bool IsTest => _file.Path.Split('/').Any(static part => part.Contains("Test", StringComparison.Ordinal) || part is "test" or "tests");

    /// <summary>The C# files whose bytes hold the needle; what cannot be read is said as Unknown.</summary>
    public static IEnumerable<CSharpText> Containing(FileSnapshot files, string needle, Findings findings)
    {
        var bytes = Encoding.UTF8.GetBytes(needle);
        foreach (var file in files.All.Where(static file => file.Name.EndsWith(".cs", StringComparison.Ordinal)))
        {
            if (files.TryReadText(file, findings, out var content) && content.Bytes.AsSpan().IndexOf(bytes) >= 0)
                yield return new CSharpText(file, content);
        }
    }

    /// <summary>The place of an offset.</summary>
    public Location At(int offset)
    {
        var line = 1 + Code.AsSpan(0, offset).Count('\n');
        return _file.At(line, offset - Code.LastIndexOf('\n', Math.Max(offset - 1, 0), Math.Max(offset, 0)));
    }

    private static string WithoutComments(string text)
    {
        var code = text.ToCharArray();
        for (var i = 0; i < code.Length; i++)
        {
            var next = i + 1 < code.Length ? code[i + 1] : '\0';
            if (code[i] == '/' && next == '/')
            {
                for (; i < code.Length && code[i] != '\n'; i++)
                    code[i] = ' ';
            }
            else if (code[i] == '/' && next == '*')
            {
                var end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                for (end = end < 0 ? code.Length : end + 2; i < end; i++)
                    code[i] = code[i] == '\n' ? '\n' : ' ';
                i--;
            }
            else if (code[i] == '"')
            {
                i = EndOfString(text, i);
            }
            else if (code[i] == '\'')
            {
                i += next == '\\' ? 3 : 2;
            }
        }

        return new string(code);
    }

    /// <summary>The offset of the quote that ends a string: plain, verbatim or raw.</summary>
    private static int EndOfString(string text, int start)
    {
        var quotes = 1;
        while (start + quotes < text.Length && text[start + quotes] == '"')
            quotes++;
        if (quotes >= 3)
            return text.IndexOf(new string('"', quotes), start + quotes, StringComparison.Ordinal) is >= 0 and var close ? close + quotes - 1 : text.Length;
        if (quotes == 2)
            return start + 1;

        var isVerbatim = start > 0 && (text[start - 1] == '@' || (text[start - 1] == '$' && start > 1 && text[start - 2] == '@'));
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && !isVerbatim)
                i++;
            else if (text[i] == '"' && isVerbatim && i + 1 < text.Length && text[i + 1] == '"')
                i++;
            else if (text[i] == '"' || (text[i] == '\n' && !isVerbatim))
                return i;
        }

        return text.Length;
    }
}
