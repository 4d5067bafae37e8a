using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Imports;

/// <summary>The rule's options for one file.</summary>
internal sealed class PathOptions(AnalyzerConfigOptions options)
{
    private readonly IReadOnlyList<string> _allowed = RuleOptions.AllowedAbsolutePaths.Read(options);
    private readonly IReadOnlyList<string> _interpreters = RuleOptions.AllowedInterpreters.Read(options);

    public bool IsAllowed(string path) => Matches(_allowed, path, isPrefix: true);

    public bool IsInterpreter(string path) => Matches(_interpreters, path, isPrefix: false);

    private static bool Matches(IReadOnlyList<string> patterns, string path, bool isPrefix)
    {
        if (patterns.Count == 0)
            return false;

        var normal = path.Replace('\\', '/');
        var comparison = normal.Length > 1 && normal[1] == ':' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (var pattern in patterns)
        {
            if (Matches(pattern.Replace('\\', '/'), normal, isPrefix, comparison))
                return true;
        }

        return false;
    }

    /// <summary><c>*</c> stands for any text within a segment at the end, and across segments elsewhere.</summary>
    private static bool Matches(string pattern, string path, bool isPrefix, StringComparison comparison)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            var directory = pattern.TrimEnd('/');
            return path.Equals(pattern, comparison)
                || path.Equals(directory, comparison)
                || (isPrefix && path.StartsWith(directory + "/", comparison));
        }

        var head = pattern.Substring(0, star);
        var tail = pattern.Substring(star + 1);
        if (!path.StartsWith(head, comparison))
            return false;
        if (tail.Length == 0)
            return isPrefix || path.IndexOf('/', head.Length) < 0;

        for (var i = head.Length; i <= path.Length; i++)
        {
            if (Matches(tail, path.Substring(i), isPrefix, comparison))
                return true;
        }

        return false;
    }
}
