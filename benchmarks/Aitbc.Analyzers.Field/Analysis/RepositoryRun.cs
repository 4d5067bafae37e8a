using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Aitbc.Analyzers.Field.Corpus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Field.Analysis;

/// <summary>How large a repository is, how well it binds, and what the analyzers found in it.</summary>
internal sealed class RepositoryRun(string name)
{
    private readonly HashSet<string> seenFiles = new(StringComparer.Ordinal);

    public string Name => name;

    public int Projects { get; private set; }

    public int Files => seenFiles.Count;

    /// <summary>Lines compiled; a file that two projects share counts twice, as its errors do.</summary>
    public BindingQuality All { get; } = new();

    /// <summary>The same for projects that see a test framework.</summary>
    public BindingQuality Tests { get; } = new();

    public Dictionary<string, int> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>The share of each project in the errors.</summary>
    public Dictionary<string, int> ErrorProjects { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Missing { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, TimeSpan> Times { get; } = new(StringComparer.Ordinal);

    public List<Hit> Hits { get; } = [];

    public TimeSpan Duration { get; private set; }

    /// <summary>Compiles and analyzes the projects of a repository that the options choose.</summary>
    public static async Task<RepositoryRun> Run(LoadedRepository repository, AnalyzerSet analyzers, FieldOptions options)
    {
        var run = new RepositoryRun(repository.Name);
        var clock = Stopwatch.StartNew();
        foreach (var project in repository.Projects.Where(project => project.File.Sources.Count > 0
            && project.File.Path.Contains(options.Project, StringComparison.OrdinalIgnoreCase)))
            await run.Add(repository, project, analyzers, options);
        var distinct = run.Hits.DistinctBy(hit => hit.Identity)
            .OrderBy(hit => hit.File, StringComparer.Ordinal).ThenBy(hit => hit.Line).ThenBy(hit => hit.Column)
            .ThenBy(hit => hit.Rule, StringComparer.Ordinal).ToList();
        run.Hits.Clear();
        run.Hits.AddRange(distinct);
        run.Duration = clock.Elapsed;
        return run;
    }

    private async Task Add(LoadedRepository repository, CorpusProject corpusProject, AnalyzerSet analyzers, FieldOptions options)
    {
        var project = repository.Solution.GetProject(corpusProject.Id)!;
        var documents = await Documents(project, options.Files);
        if (documents.Count == 0)
            return;
        var compilation = (await project.GetCompilationAsync())!;
        Projects++;
        foreach (var package in corpusProject.Missing)
            Missing[package] = Missing.GetValueOrDefault(package) + 1;
        var errors = options.HitsOnly ? [] : CompileErrors.Of(compilation).ToList();
        foreach (var error in errors.GroupBy(CompileErrors.Describe))
            Errors[error.Key] = Errors.GetValueOrDefault(error.Key) + error.Count();
        if (errors.Count > 0)
            ErrorProjects[Path.GetRelativePath(repository.Root, project.FilePath!)] = errors.Count;
        var lines = 0;
        foreach (var document in documents)
        {
            lines += (await document.GetTextAsync()).Lines.Count;
            seenFiles.Add(document.FilePath!);
        }
        All.Add(lines, errors.Count);
        if (corpusProject.TestFramework.Length > 0)
            Tests.Add(lines, errors.Count);
        if (!analyzers.Analyzers.IsEmpty)
            await Analyze(repository, project, compilation, analyzers, options.Files is null ? null : documents);
    }

    private static async Task<List<Document>> Documents(Project project, Regex? pattern)
    {
        var result = new List<Document>();
        foreach (var document in project.Documents.Where(document => File.Exists(document.FilePath)))
        {
            if (pattern is null || pattern.IsMatch((await document.GetTextAsync()).ToString()))
                result.Add(document);
        }
        return result;
    }

    /// <summary>Analyzes a whole compilation, or only <paramref name="documents"/>, each as an editor does.</summary>
    private async Task Analyze(
        LoadedRepository repository, Project project, Compilation compilation, AnalyzerSet analyzers, List<Document>? documents)
    {
        var run = analyzers.Attach(project, compilation);
        var diagnostics = documents is null
            ? await run.GetAnalyzerDiagnosticsAsync(CancellationToken.None)
            : await InEach(documents, run);
        foreach (var (diagnostic, document) in analyzers.InDocuments(project, diagnostics))
            Hits.Add(Hit.Create(diagnostic, await document.GetTextAsync(), repository.Name, repository.Root, project));
        foreach (var analyzer in analyzers.Analyzers)
        {
            var rules = string.Join(' ', analyzer.SupportedDiagnostics.Select(rule => rule.Id).Distinct().Take(3));
            var telemetry = await run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
            Times[rules] = Times.GetValueOrDefault(rules) + telemetry.ExecutionTime;
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> InEach(List<Document> documents, CompilationWithAnalyzers run)
    {
        var result = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var document in documents)
        {
            var model = (await document.GetSemanticModelAsync())!;
            result.AddRange(await run.GetAnalyzerSyntaxDiagnosticsAsync(model.SyntaxTree, CancellationToken.None));
            result.AddRange(await run.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None));
        }
        return result.ToImmutable();
    }
}

/// <summary>Compile errors per lines: how far the analyzers' symbols can be trusted.</summary>
internal sealed class BindingQuality
{
    public int Projects { get; private set; }

    public int Clean { get; private set; }

    public int Lines { get; private set; }

    public int Errors { get; private set; }

    public double PerThousandLines => Lines == 0 ? 0 : 1000.0 * Errors / Lines;

    public void Add(int lines, int errors)
    {
        Projects++;
        Clean += errors == 0 ? 1 : 0;
        Lines += lines;
        Errors += errors;
    }

    public void Add(BindingQuality other)
    {
        Projects += other.Projects;
        Clean += other.Clean;
        Lines += other.Lines;
        Errors += other.Errors;
    }
}
