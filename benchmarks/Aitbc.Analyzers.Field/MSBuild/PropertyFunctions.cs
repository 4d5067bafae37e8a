using System.Globalization;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>The property functions that project files of a corpus use to decide what is compiled.</summary>
internal static class PropertyFunctions
{
    public static string Static(string name, string[] arguments, PropertyExpander properties) => (name, arguments) switch
    {
        ("GetPathOfFileAbove", [var file]) => FileAbove(file, properties["MSBuildThisFileDirectory"]),
        ("GetPathOfFileAbove", [var file, var folder]) => FileAbove(file, folder),
        ("GetDirectoryNameOfFileAbove", [var folder, var file]) => Path.GetDirectoryName(FileAbove(file, folder)) ?? "",
        ("NormalizePath" or "GetFullPath", _) => FullPath(arguments, properties),
        ("NormalizeDirectory", _) => WithSlash(FullPath(arguments, properties)),
        ("EnsureTrailingSlash", [var folder]) => WithSlash(folder),
        ("Combine", _) => Path.Combine([.. arguments.Select(Slashes)]),
        ("GetDirectoryName", [var path]) => Path.GetDirectoryName(Slashes(path)) ?? "",
        ("GetFileName", [var path]) => Path.GetFileName(Slashes(path)),
        ("GetFileNameWithoutExtension", [var path]) => Path.GetFileNameWithoutExtension(Slashes(path)),
        ("Exists", [var path]) => Text(Path.Exists(Slashes(path))),
        ("IsOSPlatform", [var platform]) => Text(platform.Equals("Linux", StringComparison.OrdinalIgnoreCase)),
        ("IsOSUnixLike" or "IsLinux", _) => "true",
        ("IsNullOrEmpty" or "IsNullOrWhiteSpace", [var text]) => Text(string.IsNullOrWhiteSpace(text)),
        ("ValueOrDefault", [var value, var fallback]) => value.Length > 0 ? value : fallback,
        ("GetTargetFrameworkIdentifier", [var moniker]) => TargetFramework.Parse(moniker).Identifier,
        ("GetTargetFrameworkVersion", [var moniker, ..]) => TargetFramework.Parse(moniker).Version.ToString(2),
        ("IsTargetFrameworkCompatible", [var target, var candidate]) =>
            Text(TargetFramework.Parse(target).IsCompatibleWith(TargetFramework.Parse(candidate))),
        ("VersionGreaterThanOrEquals", [var left, var right]) => Text(Compare(left, right) >= 0),
        ("VersionGreaterThan", [var left, var right]) => Text(Compare(left, right) > 0),
        ("VersionLessThanOrEquals", [var left, var right]) => Text(Compare(left, right) <= 0),
        ("VersionLessThan", [var left, var right]) => Text(Compare(left, right) < 0),
        ("VersionEquals", [var left, var right]) => Text(Compare(left, right) == 0),
        _ => "",
    };

    public static string Instance(string value, string name, string[] arguments) => (name, arguments) switch
    {
        ("StartsWith", [var text, ..]) => Text(value.StartsWith(text, StringComparison.OrdinalIgnoreCase)),
        ("EndsWith", [var text, ..]) => Text(value.EndsWith(text, StringComparison.OrdinalIgnoreCase)),
        ("Contains", [var text, ..]) => Text(value.Contains(text, StringComparison.OrdinalIgnoreCase)),
        ("Equals", [var text, ..]) => Text(value.Equals(text, StringComparison.OrdinalIgnoreCase)),
        ("Replace", [var old, var replacement]) when old.Length > 0 => value.Replace(old, replacement, StringComparison.Ordinal),
        ("Substring", [var start]) when Number(start) is var from && from <= value.Length => value[from..],
        ("Substring", [var start, var length]) when Number(start) is var from && Number(length) is var count
            && from + count <= value.Length => value.Substring(from, count),
        ("TrimStart", [var set]) => value.TrimStart(set.ToCharArray()),
        ("TrimEnd", [var set]) => value.TrimEnd(set.ToCharArray()),
        ("Trim", _) => value.Trim(),
        ("ToLower" or "ToLowerInvariant", _) => value.ToLowerInvariant(),
        ("ToUpper" or "ToUpperInvariant", _) => value.ToUpperInvariant(),
        ("Length", _) => value.Length.ToString(CultureInfo.InvariantCulture),
        ("IndexOf", [var text]) => value.IndexOf(text, StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture),
        ("ToString", _) => value,
        _ => "",
    };

    /// <summary>Turns the separators of project files into this system's.</summary>
    public static string Slashes(string path) => path.Replace('\\', Path.DirectorySeparatorChar);

    /// <summary>Orders two versions or numbers; what is neither counts as lowest.</summary>
    public static int Compare(string left, string right) => TargetFramework.ParseVersion(left).CompareTo(TargetFramework.ParseVersion(right));

    private static string FileAbove(string file, string folder)
    {
        for (var current = Slashes(folder); !string.IsNullOrEmpty(current); current = Path.GetDirectoryName(current))
        {
            if (Path.Combine(current, file) is var path && File.Exists(path))
                return path;
        }
        return "";
    }

    private static string FullPath(string[] parts, PropertyExpander properties) =>
        Path.GetFullPath(Path.Combine([.. parts.Select(Slashes)]), properties["MSBuildProjectDirectory"]);

    private static string WithSlash(string folder) =>
        folder.Length == 0 || folder[^1] is '/' or '\\' ? folder : folder + Path.DirectorySeparatorChar;

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Math.Max(number, 0) : 0;

    private static string Text(bool value) => value ? "true" : "false";
}
