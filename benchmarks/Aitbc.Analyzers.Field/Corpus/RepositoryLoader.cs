using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Aitbc.Analyzers.Field.MSBuild;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Field.Corpus;

/// <summary>A repository as a Roslyn solution, its projects in order of their references.</summary>
internal sealed record LoadedRepository(string Name, string Root, Solution Solution, IReadOnlyList<CorpusProject> Projects);

/// <summary>Turns the work tree of a repository into a solution without building anything.</summary>
/// <param name="catalog">Where references come from.</param>
/// <param name="severities">The compilation's severities; rules that are off by default are turned on here.</param>
/// <param name="options">The .editorconfig values that every file gets.</param>
internal sealed partial class RepositoryLoader(
    ReferenceCatalog catalog,
    ImmutableDictionary<string, ReportDiagnostic> severities,
    IReadOnlyDictionary<string, string> options)
{
    private readonly ProtobufCompiler protobuf = new(catalog.FolderOf("Grpc.Tools"));

    private const string ImplicitDocument = "Implicit.g.cs";

    /// <summary>Loads the repository in <paramref name="folder"/>; the caller drops the result before the next one.</summary>
    public LoadedRepository Load(string folder)
    {
        var root = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        var files = Discover(root);
        var ids = files.ToDictionary(file => file.Path, file => ProjectId.CreateNewId(file.Name), StringComparer.Ordinal);
        var graph = new ProjectGraph(files, catalog);
        var solution = new AdhocWorkspace().CurrentSolution;
        var projects = new List<CorpusProject>();
        foreach (var file in graph.Ordered)
        {
            var dependencies = graph.Closure(file);
            var references = catalog.Resolve(
                [.. file.Packages, .. file.AssemblyReferences.Where(catalog.Knows).Select(name => new PackageMention(name, ""))],
                dependencies.SelectMany(dependency => dependency.FlowingPackages),
                dependencies.Append(file).Select(project => project.AssemblyName).ToHashSet(StringComparer.OrdinalIgnoreCase));
            var info = Describe(file, ids[file.Path], references, root)
                .WithProjectReferences(dependencies.Select(dependency => new ProjectReference(ids[dependency.Path])));
            solution = solution.AddProject(info);
            var missing = file.Packages.Select(package => package.Id).Where(package => !catalog.Knows(package) && !graph.IsProject(package));
            projects.Add(new CorpusProject(info.Id, file, references.TestFramework, [.. missing]));
        }
        return new LoadedRepository(Path.GetFileName(root), root, solution, projects);
    }

    /// <summary>Tells from texts alone whether a repository has a source file that matches, so that others need not be loaded.</summary>
    public static bool HasSource(string folder, Regex? text) => text is null
        || Files(new DirectoryInfo(folder), "*.cs").Any(path => text.IsMatch(File.ReadAllText(path)));

    private static List<ProjectFile> Discover(string root)
    {
        var paths = Files(new DirectoryInfo(root), "*.csproj").Order(StringComparer.Ordinal).ToList();
        var folders = paths.Select(path => Path.GetDirectoryName(path)!).ToHashSet(StringComparer.Ordinal);
        var evaluator = new ProjectEvaluator(root);
        return [.. paths.Select(path => new ProjectFile(evaluator.Evaluate(path), folders))];
    }

    private static IEnumerable<string> Files(DirectoryInfo folder, string pattern) => folder.EnumerateFiles(pattern).Select(file => file.FullName)
        .Concat(folder.EnumerateDirectories()
            .Where(child => child.LinkTarget is null && child.Name[0] != '.' && child.Name is not ("bin" or "obj" or "node_modules"))
            .SelectMany(child => Files(child, pattern)));

    private ProjectInfo Describe(ProjectFile file, ProjectId id, ReferenceSet references, string root)
    {
        file.Import(references.BuildFiles);
        var texts = file.Sources.Select(path => (path, text: Read(path))).ToList();
        var friends = texts.SelectMany(source => Friend().Matches(source.text.ToString()).Select(match => match.Groups["name"].Value));
        var generated = protobuf.Compile(file).Append((ImplicitDocument, SourceText.From(file.ImplicitSource(friends), Encoding.UTF8)));
        var documents = texts.Select(source => Document(id, source.path, Path.GetRelativePath(root, source.path), source.text))
            .Concat(generated.Select(source => Document(id, Path.Combine(file.Folder, "obj", source.Item1), source.Item1, source.Item2)));
        var kind = file.IsExecutable ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: Nullable(file.Nullable))
            .WithSpecificDiagnosticOptions(severities)
            .WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default);
        return ProjectInfo.Create(id, VersionStamp.Default, file.Name, file.AssemblyName, LanguageNames.CSharp,
                filePath: file.Path,
                compilationOptions: compilation,
                parseOptions: new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: file.Symbols.Where(SyntaxFacts.IsValidIdentifier)),
                documents: documents,
                metadataReferences: references.Assemblies.Concat(file.AssemblyFiles().Select(catalog.Reference)),
                analyzerReferences: references.Generators)
            .WithAnalyzerConfigDocuments([Document(id, "/field.globalconfig", "field.globalconfig", Configuration())]);
    }

    private SourceText Configuration() => SourceText.From(
        "is_global = true\n" + string.Concat(options.Select(option => $"{option.Key} = {option.Value}\n")), Encoding.UTF8);

    private static DocumentInfo Document(ProjectId project, string path, string name, SourceText text) => DocumentInfo.Create(
        DocumentId.CreateNewId(project, name), name, filePath: path,
        loader: TextLoader.From(TextAndVersion.Create(text, VersionStamp.Default, path)));

    private static SourceText Read(string path)
    {
        using var stream = File.OpenRead(path);
        return SourceText.From(stream);
    }

    private static NullableContextOptions Nullable(string value) =>
        Enum.TryParse<NullableContextOptions>(value, ignoreCase: true, out var parsed) ? parsed : NullableContextOptions.Disable;

    /// <summary>Friend assemblies are declared again without their keys, because nothing is signed here.</summary>
    [GeneratedRegex("""InternalsVisibleTo(Attribute)?\s*\(\s*\$?@?"(?<name>[^",{]+)""")]
    private static partial Regex Friend();
}
