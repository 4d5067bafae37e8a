using System.Text;
using System.Text.RegularExpressions;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>Finds the files that an item specification such as <c>..\Shared\**\*.cs</c> names.</summary>
internal static class FileGlob
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    public static IEnumerable<string> Find(string specification, string folder)
    {
        var path = PropertyFunctions.Slashes(specification);
        if (path.Contains("@(", StringComparison.Ordinal) || path.Contains("%(", StringComparison.Ordinal))
            return [];
        path = Path.GetFullPath(Path.Combine(folder, path));
        var wildcard = path.AsSpan().IndexOfAny('*', '?');
        if (wildcard < 0)
            return File.Exists(path) ? [path] : [];
        var start = path[..wildcard];
        start = start[..(start.LastIndexOf(Path.DirectorySeparatorChar) + 1)];
        if (!Directory.Exists(start))
            return [];
        var matches = Matcher(path);
        var options = path.Contains("**", StringComparison.Ordinal) || path[wildcard..].Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Everything
            : new EnumerationOptions();
        return Directory.EnumerateFiles(start, "*", options).Where(file => matches.IsMatch(file));
    }

    /// <summary>Tells which full paths the specification stands for.</summary>
    public static Regex Matcher(string fullPath)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < fullPath.Length; i++)
        {
            if (fullPath[i] == '*' && i + 1 < fullPath.Length && fullPath[i + 1] == '*')
            {
                var slash = i + 2 < fullPath.Length && fullPath[i + 2] == Path.DirectorySeparatorChar;
                pattern.Append(slash ? "(.*/)?" : ".*");
                i += slash ? 2 : 1;
            }
            else
            {
                pattern.Append(fullPath[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var other => Regex.Escape(other.ToString()),
                });
            }
        }
        return new Regex(pattern.Append('$').ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
