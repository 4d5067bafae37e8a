using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Imports;

/// <summary>An absolute path that stands in a source.</summary>
internal static partial class AbsolutePath
{
    /// <summary>It lies in somebody's home: on another machine it is not there.</summary>
    public static bool IsPersonal(string path) => Home().IsMatch(path);

    /// <summary>What of the repository the path's end names, or null: <c>/home/a/aitbc/apps/x</c> is <c>apps/x</c>. One name alone tells nothing: it may be the checkout's own.</summary>
    public static string? InRepository(FileSnapshot files, string path)
    {
        var parts = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var end = string.Join('/', parts[i..]);
            if (files.Exists(end))
                return end;
        }

        return null;
    }

    [GeneratedRegex(@"^(?:/home/[^/]+|/Users/[^/]+|/root|[A-Za-z]:[\\/]Users[\\/][^\\/]+)(?:[\\/]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Home();
}
