using System.Text.Json;
using Aitbc.Analyzers.Field.MSBuild;

namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>One restored package and what it gives to a compilation.</summary>
internal sealed record PackageAsset(
    string Id,
    Version Version,
    string Folder,
    IReadOnlyList<string> Dependencies,
    IReadOnlyList<string> Assemblies,
    IReadOnlyList<string> Analyzers,
    IReadOnlyList<string> BuildFiles);

/// <summary>The packages of one restored project, read from its <c>project.assets.json</c>.</summary>
internal sealed class PackageGraph
{
    private readonly Dictionary<string, PackageAsset> packages = new(StringComparer.OrdinalIgnoreCase);

    public PackageGraph(string assetsFile)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(assetsFile));
        var folders = json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var libraries = json.RootElement.GetProperty("libraries");
        foreach (var target in json.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            if (!libraries.TryGetProperty(target.Name, out var library) || library.GetProperty("type").GetString() != "package")
                continue;
            var relative = library.GetProperty("path").GetString()!;
            var folder = folders.Select(root => Path.Combine(root, relative)).FirstOrDefault(Directory.Exists);
            if (folder is not null && target.Name.Split('/') is [var id, var version])
                packages[id] = Asset(id, TargetFramework.ParseVersion(version), folder, target.Value, library);
        }
    }

    /// <summary>Finds a package by its id, or null.</summary>
    public PackageAsset? this[string id] => packages.GetValueOrDefault(id);

    private static PackageAsset Asset(string id, Version version, string folder, JsonElement target, JsonElement library) => new(
        id,
        version,
        folder,
        Names(target, "dependencies"),
        [.. Names(target, "compile").Where(IsAssembly).Select(file => Path.Combine(folder, file))],
        [.. NewestAnalyzers(library.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)).Select(file => Path.Combine(folder, file))],
        [.. Names(target, "build").Select(file => Path.Combine(folder, file))]);

    private static List<string> Names(JsonElement parent, string property) =>
        parent.TryGetProperty(property, out var group) ? [.. group.EnumerateObject().Select(entry => entry.Name)] : [];

    private static bool IsAssembly(string file) => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    /// <summary>Picks the C# analyzers of the newest compiler that the package knows.</summary>
    private static IEnumerable<string> NewestAnalyzers(IEnumerable<string> files) => files
        .Where(file => file.StartsWith("analyzers/dotnet/", StringComparison.OrdinalIgnoreCase) && IsAssembly(file)
            && !file.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)
            && !file.Contains("/vb/", StringComparison.OrdinalIgnoreCase))
        .GroupBy(CompilerVersion)
        .OrderByDescending(group => group.Key)
        .Take(1)
        .SelectMany(group => group);

    private static Version CompilerVersion(string file)
    {
        var part = file.Split('/').FirstOrDefault(part => part.StartsWith("roslyn", StringComparison.OrdinalIgnoreCase));
        return part is not null && Version.TryParse(part["roslyn".Length..], out var version) ? version : new Version(0, 0);
    }
}
