using Aitbc.Analyzers.Field.MSBuild;

namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>Which projects of a repository reference which, without the cycles that a tolerant reading can make.</summary>
internal sealed class ProjectGraph
{
    private readonly Dictionary<string, ProjectFile> byPath;
    private readonly Dictionary<string, ProjectFile> byPackage = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ProjectFile, List<ProjectFile>> closures = [];
    private readonly List<ProjectFile> ordered = [];

    public ProjectGraph(IReadOnlyList<ProjectFile> files, ReferenceCatalog catalog)
    {
        byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var id in file.PackageIds.Where(id => id.Length > 0 && !catalog.Knows(id)))
                byPackage.TryAdd(id, file);
        }
        var open = new HashSet<ProjectFile>();
        foreach (var file in files)
            Visit(file, open);
    }

    /// <summary>The projects, each after those it references.</summary>
    public IReadOnlyList<ProjectFile> Ordered => ordered;

    /// <summary>The projects that <paramref name="file"/> references, directly or not.</summary>
    public IReadOnlyList<ProjectFile> Closure(ProjectFile file) => closures[file];

    /// <summary>Tells whether a package id means a project of the repository.</summary>
    public bool IsProject(string package) => byPackage.ContainsKey(package);

    private void Visit(ProjectFile file, HashSet<ProjectFile> open)
    {
        if (closures.ContainsKey(file) || !open.Add(file))
            return;
        var closure = new List<ProjectFile>();
        foreach (var reference in References(file))
        {
            Visit(reference, open);
            if (closures.TryGetValue(reference, out var further))
                closure.AddRange([reference, .. further]);
        }
        closures[file] = [.. closure.Distinct().Where(project => project.AssemblyName != file.AssemblyName)];
        ordered.Add(file);
        open.Remove(file);
    }

    private IEnumerable<ProjectFile> References(ProjectFile file) => file.ProjectReferences.Select(path => byPath.GetValueOrDefault(path))
        .Concat(file.Packages.Select(package => package.Id).Concat(file.AssemblyReferences).Select(package => byPackage.GetValueOrDefault(package)))
        .OfType<ProjectFile>()
        .Where(reference => reference != file)
        .Distinct();
}
