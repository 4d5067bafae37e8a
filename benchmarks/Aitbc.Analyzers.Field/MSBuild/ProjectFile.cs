using System.Text;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>A package that a project names, in the version that it asks for.</summary>
internal sealed record PackageMention(string Id, string Version)
{
    /// <summary>The major version, unless the mention leaves it open.</summary>
    public int? Major => TargetFramework.ParseVersion(Version.TrimStart('[', '(', ' ')).Major is > 0 and var major ? major : null;
}

/// <summary>A .proto file that a project compiles.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="ImportFolders">Where it and what it imports is looked for.</param>
/// <param name="HasServices">Whether gRPC services are generated too.</param>
internal sealed record ProtobufSource(string Path, IReadOnlyList<string> ImportFolders, bool HasServices);

/// <summary>What a project says about its compilation.</summary>
internal sealed class ProjectFile
{
    private static readonly string[] IgnoredFolders = ["bin", "obj", "node_modules"];

    private readonly ProjectEvaluation evaluation;

    public ProjectFile(ProjectEvaluation evaluation, IReadOnlySet<string> projectFolders)
    {
        this.evaluation = evaluation;
        Name = System.IO.Path.GetFileNameWithoutExtension(Path);
        AssemblyName = evaluation.Properties["AssemblyName"];
        Sources = evaluation.Files("Compile", DefaultSources(projectFolders));
        PackageItems = [.. evaluation.Items("PackageReference"), .. evaluation.Items("GlobalPackageReference")];
        Packages = [.. MentionedPackages().DistinctBy(package => package.Id, StringComparer.OrdinalIgnoreCase)];
        var references = evaluation.Items("ProjectReference")
            .Where(item => !item.Metadata("ReferenceOutputAssembly").Equals("false", StringComparison.OrdinalIgnoreCase)
                && !item.Metadata("OutputItemType").Equals("Analyzer", StringComparison.OrdinalIgnoreCase))
            .ToLookup(item => FileGlob.Find(item.Specification, Folder).Any());
        ProjectReferences = [.. references[true].SelectMany(item => FileGlob.Find(item.Specification, Folder)).Distinct()];
        AssemblyReferences = [.. evaluation.Items("Reference").Select(item => item.Specification.Split(',')[0].Trim()),
            .. references[false].Select(item => System.IO.Path.GetFileNameWithoutExtension(PropertyFunctions.Slashes(item.Specification)))];
    }

    public string Path => evaluation.Path;

    public string Folder => evaluation.Folder;

    public string Name { get; }

    public string AssemblyName { get; }

    /// <summary>The names by which a package reference of the same repository can mean this project.</summary>
    public IEnumerable<string> PackageIds => [AssemblyName, Name, evaluation.Properties["PackageId"]];

    public IReadOnlyCollection<string> Sources { get; }

    public IReadOnlyList<PackageMention> Packages { get; }

    /// <summary>The simple names of the assemblies that the project references directly, as old-style projects do,
    /// and of referenced projects that are not in the tree.</summary>
    public IReadOnlyList<string> AssemblyReferences { get; }

    /// <summary>The packages that a referencing project gets too.</summary>
    public IEnumerable<PackageMention> FlowingPackages
    {
        get
        {
            var kept = PackageItems.Where(item => item.Metadata("PrivateAssets").Equals("all", StringComparison.OrdinalIgnoreCase))
                .Select(item => item.Specification).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Packages.Where(package => !kept.Contains(package.Id));
        }
    }

    public IReadOnlyList<string> ProjectReferences { get; }

    public bool IsExecutable => evaluation.Properties["OutputType"] is { Length: > 0 } type
        ? type.EndsWith("exe", StringComparison.OrdinalIgnoreCase)
        : IsSdk("Web") || IsSdk("Worker");

    public string Nullable => evaluation.Properties["Nullable"];

    public IEnumerable<string> Symbols => TargetFramework.Symbols.Concat(evaluation.Properties["DefineConstants"]
        .Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries)
        .Where(symbol => !symbol.Contains('(', StringComparison.Ordinal)));

    private IEnumerable<ProjectItem> PackageItems { get; }

    /// <summary>Imports the build files of the project's packages, which can add usings and references.</summary>
    public void Import(IEnumerable<string> packageFiles)
    {
        foreach (var file in packageFiles)
            evaluation.Import(file);
    }

    /// <summary>Lists the assemblies that are referenced by path, as the build files of some packages do.</summary>
    public IEnumerable<string> AssemblyFiles() => evaluation.Items("Reference")
        .Select(item => PropertyFunctions.Slashes(Expanded(item, "HintPath")))
        .Where(path => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        .Select(path => System.IO.Path.GetFullPath(path, Folder))
        .Where(File.Exists);

    /// <summary>Lists the .proto files that the project compiles.</summary>
    public IReadOnlyList<ProtobufSource> Protobufs() => [.. evaluation.Items("Protobuf")
        .Where(item => !Expanded(item, "ProtoCompile").Equals("false", StringComparison.OrdinalIgnoreCase))
        .SelectMany(item => FileGlob.Find(item.Specification, Folder).Select(path => new ProtobufSource(path,
            [
                .. Expanded(item, "ProtoRoot").Split(';', StringSplitOptions.RemoveEmptyEntries)
                    .Concat(Expanded(item, "AdditionalImportDirs").Split(';', StringSplitOptions.RemoveEmptyEntries))
                    .Select(folder => System.IO.Path.GetFullPath(PropertyFunctions.Slashes(folder.Trim()), Folder)),
                path.StartsWith(Folder + "/", StringComparison.Ordinal) ? Folder : System.IO.Path.GetDirectoryName(path)!,
            ],
            !Expanded(item, "GrpcServices").Equals("none", StringComparison.OrdinalIgnoreCase))))
        .DistinctBy(source => source.Path)];

    /// <summary>Writes the source that a build would generate: global usings and friend assemblies.</summary>
    /// <param name="friends">Friend assemblies that the project's own source names.</param>
    public string ImplicitSource(IEnumerable<string> friends)
    {
        var source = new StringBuilder("// <auto-generated/>\n");
        foreach (var line in ImplicitUsings().Select(name => $"global using global::{name};").Concat(ExplicitUsings()).Distinct())
            source.Append(line).Append('\n');
        foreach (var friend in Friends().Concat(friends).Distinct())
            source.Append("[assembly: global::System.Runtime.CompilerServices.InternalsVisibleTo(\"").Append(friend).Append("\")]\n");
        return source.ToString();
    }

    private bool IsSdk(string suffix) => evaluation.Sdks.Any(sdk => sdk.EndsWith("Sdk." + suffix, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<PackageMention> MentionedPackages()
    {
        var central = evaluation.Items("PackageVersion").GroupBy(item => item.Specification, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => Expanded(group.Last(), "Version"), StringComparer.OrdinalIgnoreCase);
        var packages = PackageItems.Select(item => new PackageMention(item.Specification,
                Expanded(item, "VersionOverride") is { Length: > 0 } exact ? exact
                : Expanded(item, "Version") is { Length: > 0 } own ? own
                : central.GetValueOrDefault(item.Specification, "")))
            .Concat(evaluation.Sdks.Select(sdk => new PackageMention(PackageOfSdk(sdk), "")));
        if (evaluation.Document(System.IO.Path.Combine(Folder, "packages.config")) is { } list)
            packages = packages.Concat(list.Elements()
                .Select(package => new PackageMention((string?)package.Attribute("id") ?? "", (string?)package.Attribute("version") ?? "")));
        return packages.Where(package => package.Id.Length > 0);
    }

    /// <summary>Names the package that a project SDK adds by itself.</summary>
    private string PackageOfSdk(string sdk) => sdk switch
    {
        "MSTest.Sdk" => "MSTest.TestFramework",
        "Microsoft.DotNet.Arcade.Sdk" when Name.EndsWith("Tests", StringComparison.Ordinal) => evaluation.Properties["TestRunnerName"] switch
        {
            "MSTest" => "MSTest.TestFramework",
            "NUnit" => "NUnit",
            "XUnitV3" => "xunit.v3",
            _ => "xunit",
        },
        _ => "",
    };

    private string Expanded(ProjectItem item, string metadata) => evaluation.Properties.Expand(item.Metadata(metadata)).Trim();

    private IEnumerable<string> DefaultSources(IReadOnlySet<string> projectFolders)
    {
        var disabled = evaluation.Properties["EnableDefaultCompileItems"].Equals("false", StringComparison.OrdinalIgnoreCase)
            || evaluation.Properties["EnableDefaultItems"].Equals("false", StringComparison.OrdinalIgnoreCase);
        return evaluation.Sdks.Count == 0 || disabled ? [] : SourcesBelow(Folder, projectFolders);
    }

    private static IEnumerable<string> SourcesBelow(string folder, IReadOnlySet<string> projectFolders)
    {
        var below = Directory.EnumerateDirectories(folder)
            .Where(child => !projectFolders.Contains(child) && new DirectoryInfo(child) is { LinkTarget: null, Name: var name }
                && name[0] != '.' && !IgnoredFolders.Contains(name));
        return Directory.EnumerateFiles(folder, "*.cs").Concat(below.SelectMany(child => SourcesBelow(child, projectFolders)));
    }

    private IEnumerable<string> ImplicitUsings()
    {
        if (!evaluation.Properties.IsTrue("ImplicitUsings"))
            return [];
        IEnumerable<string> names = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];
        string[] hosting = ["Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging"];
        if (IsSdk("Web"))
            names = names.Concat(["System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", .. hosting]);
        else if (IsSdk("Worker"))
            names = names.Concat(hosting);
        var removed = evaluation.Removed("Using");
        return names.Where(name => !removed.Contains(name));
    }

    private IEnumerable<string> ExplicitUsings() => evaluation.Items("Using").Select(item => item switch
    {
        _ when item.Metadata("Alias") is { Length: > 0 } alias => $"global using {alias} = global::{item.Specification};",
        _ when item.Metadata("Static").Equals("true", StringComparison.OrdinalIgnoreCase) => $"global using static global::{item.Specification};",
        _ => $"global using global::{item.Specification};",
    });

    /// <summary>Lists the friends that items name, without keys: nothing of a corpus is signed here.</summary>
    private IEnumerable<string> Friends() => evaluation.Items("InternalsVisibleTo").Select(item => item.Specification)
        .Concat(evaluation.Items("AssemblyAttribute")
            .Where(item => item.Specification.Contains("InternalsVisibleTo", StringComparison.Ordinal))
            .Select(item => evaluation.Properties.Expand(item.Metadata("_Parameter1"))))
        .Select(friend => friend.Split(',')[0].Trim())
        .Where(friend => friend.Length > 0 && !friend.Contains('%', StringComparison.Ordinal));
}
