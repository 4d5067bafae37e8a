using System.Text;
using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Probes;

/// <summary>A path pattern: <c>*</c> and <c>?</c> within a folder's name, <c>**/</c> over folders, <c>{a,b}</c> for either.</summary>
public sealed class Glob(string pattern)
{
    private readonly Regex _regex = new(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Whether a path relative to the root matches.</summary>
    public bool IsMatch(string path) => _regex.IsMatch(path);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder("^");
        var choices = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '*' && pattern.AsSpan(i).StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (c == '*' && pattern.AsSpan(i).StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                choices += c switch { '{' => 1, '}' => -1, _ => 0 };
                regex.Append(c switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    '{' => "(?:",
                    '}' => ")",
                    ',' when choices > 0 => "|",
                    _ => Regex.Escape(c.ToString()),
                });
            }
        }

        return regex.Append('$').ToString();
    }
}
