using System.Reflection;
using Aitbc.Analyzers.Field.MSBuild;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>What a project compiles against beside other projects.</summary>
internal sealed record ReferenceSet(
    IReadOnlyList<MetadataReference> Assemblies,
    IReadOnlyList<AnalyzerReference> Generators,
    IReadOnlyList<string> BuildFiles,
    string TestFramework);

/// <summary>Finds reference assemblies: those of the installed .NET and ASP.NET Core, and those of restored packages.</summary>
internal sealed class ReferenceCatalog
{
    private static readonly (string Assembly, string Name)[] TestFrameworks =
    [
        ("xunit.core", "xunit2"), ("xunit.v3.core", "xunit3"), ("nunit.framework", "nunit"),
        ("MSTest.TestFramework", "mstest"), ("Microsoft.VisualStudio.TestPlatform.TestFramework", "mstest"), ("TUnit.Core", "tunit"),
    ];

    /// <summary>Generators that a build leaves out unless a project asks for them: they intercept calls.</summary>
    private static readonly HashSet<string> Interceptors = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.AspNetCore.Http.RequestDelegateGenerator.dll",
        "Microsoft.Extensions.Configuration.Binder.SourceGeneration.dll",
        "Microsoft.Extensions.Validation.ValidationsGenerator.dll",
    };

    private readonly List<PackageGraph> graphs;
    private readonly Dictionary<string, MetadataReference> references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AnalyzerReference?> generators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Version> versions = new(StringComparer.Ordinal);
    private readonly PluginLoader loader = new(shared: false);
    private readonly List<string> frameworkAssemblies = [];
    private readonly List<string> frameworkGenerators = [];

    public ReferenceCatalog(string referencesFolder)
    {
        graphs = [.. Directory.EnumerateDirectories(referencesFolder)
            .Select(folder => Path.Combine(folder, "obj", "project.assets.json"))
            .Where(File.Exists).Order(StringComparer.Ordinal).Select(file => new PackageGraph(file))];
        if (graphs.Count == 0)
            throw new DirectoryNotFoundException($"No restored project below {referencesFolder}: run 'dotnet restore' on each of them first.");
        foreach (var pack in new[] { "Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref" })
        {
            var folder = PackFolder(pack);
            frameworkAssemblies.AddRange(Directory.EnumerateFiles(Directory.EnumerateDirectories(Path.Combine(folder, "ref")).Max()!, "*.dll"));
            frameworkGenerators.AddRange(Directory.EnumerateFiles(Path.Combine(folder, "analyzers", "dotnet", "cs"), "*.dll"));
        }
    }

    /// <summary>Tells whether a package was restored in any version.</summary>
    public bool Knows(string package) => graphs.Exists(graph => graph[package] is not null);

    /// <summary>Finds the folder of a restored package in its newest version, or null.</summary>
    public string? FolderOf(string package) => graphs.Select(graph => graph[package]).OfType<PackageAsset>().MaxBy(asset => asset.Version)?.Folder;

    /// <summary>Collects the references of a project.</summary>
    /// <param name="own">The packages that the project itself names.</param>
    /// <param name="inherited">Those that its project references bring.</param>
    /// <param name="excluded">Simple names of assemblies that the repository compiles itself.</param>
    public ReferenceSet Resolve(IReadOnlyCollection<PackageMention> own, IEnumerable<PackageMention> inherited, IReadOnlySet<string> excluded)
    {
        var all = own.Concat(inherited).ToList();
        var conflict = TestFrameworkConflict.Of(Ids(own), Ids(all));
        var closure = Closure(all, conflict);
        var newest = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in frameworkAssemblies.Concat(closure.SelectMany(package => package.Assemblies)))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!excluded.Contains(name) && (!newest.TryGetValue(name, out var known) || VersionOf(path) > VersionOf(known)))
                newest[name] = path;
        }
        return new ReferenceSet(
            [.. newest.Values.Select(Reference)],
            [.. frameworkGenerators.Concat(closure.SelectMany(package => package.Analyzers)).DistinctBy(Path.GetFileName)
                .Where(path => !Interceptors.Contains(Path.GetFileName(path)))
                .Select(Generator).OfType<AnalyzerReference>()],
            [.. closure.SelectMany(package => package.BuildFiles).Distinct()],
            TestFrameworkOf([.. newest.Keys, .. excluded]));
    }

    private static string TestFrameworkOf(IReadOnlyCollection<string> assemblies) => string.Join('+', TestFrameworks
        .Where(framework => assemblies.Contains(framework.Assembly, StringComparer.OrdinalIgnoreCase)).Select(framework => framework.Name));

    private List<string> Ids(IEnumerable<PackageMention> mentions) => [.. Closure(mentions, TestFrameworkConflict.None).Select(package => package.Id)];

    private List<PackageAsset> Closure(IEnumerable<PackageMention> mentions, TestFrameworkConflict conflict)
    {
        var result = new Dictionary<string, PackageAsset>(StringComparer.OrdinalIgnoreCase);
        foreach (var mention in mentions)
        {
            if (GraphFor(mention) is { } graph)
                Add(mention.Id, graph);
        }
        return [.. result.Values];

        void Add(string id, PackageGraph graph)
        {
            if (conflict.Excludes(id) || graph[id] is not { } package || !result.TryAdd(id, package))
                return;
            foreach (var dependency in package.Dependencies)
                Add(dependency, graph);
        }
    }

    /// <summary>Picks the graph whose major version of the package is nearest to the one that is asked for.</summary>
    private PackageGraph? GraphFor(PackageMention mention)
    {
        var candidates = graphs.Where(graph => graph[mention.Id] is not null);
        return mention.Major is not { } major
            ? candidates.MaxBy(graph => graph[mention.Id]!.Version)
            : candidates.OrderBy(graph => Math.Abs(graph[mention.Id]!.Version.Major - major))
                .ThenByDescending(graph => graph[mention.Id]!.Version)
                .FirstOrDefault();
    }

    /// <summary>Reads an assembly once for all projects.</summary>
    public MetadataReference Reference(string path)
    {
        if (!references.TryGetValue(path, out var reference))
            references[path] = reference = MetadataReference.CreateFromFile(path);
        return reference;
    }

    private AnalyzerFileReference? Generator(string path)
    {
        if (!generators.TryGetValue(path, out var known))
        {
            var reference = new AnalyzerFileReference(path, loader);
            generators[path] = known = reference.GetGenerators(LanguageNames.CSharp).IsEmpty ? null : reference;
        }
        return (AnalyzerFileReference?)known;
    }

    private Version VersionOf(string path)
    {
        if (!versions.TryGetValue(path, out var version))
            versions[path] = version = AssemblyName.GetAssemblyName(path).Version ?? new Version(0, 0);
        return version;
    }

    private static string PackFolder(string pack)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", pack));
        return Directory.EnumerateDirectories(packs)
            .Where(folder => Path.GetFileName(folder).StartsWith("10.", StringComparison.Ordinal))
            .MaxBy(folder => TargetFramework.ParseVersion(Path.GetFileName(folder)))
            ?? throw new DirectoryNotFoundException($"The .NET SDK has no {pack} for .NET 10.");
    }
}
