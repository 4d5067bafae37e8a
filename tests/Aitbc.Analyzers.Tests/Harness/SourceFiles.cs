namespace Aitbc.Analyzers.Tests;

/// <summary>C# files of this repository that the tests feed to the rules.</summary>
internal static class SourceFiles
{
    public static IEnumerable<string> Under(params string[] folders) => folders
        .Select(static folder => Path.Combine(References.RepositoryRoot, folder))
        .Where(Directory.Exists)
        .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(static path => Path.GetRelativePath(References.RepositoryRoot, path));

    public static (string Path, string Text) Read(string relative) =>
        (relative, File.ReadAllText(Path.Combine(References.RepositoryRoot, relative)));
}
