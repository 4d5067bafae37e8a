using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Aitbc.Analyzers.Field.Corpus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Field.Analysis;

/// <summary>An exception of an analyzer: how often it came, and what the compiler said of it the first time.</summary>
internal sealed record AnalyzerCrash(int Count, string Report);

/// <summary>The analyzers and code fixes under test.</summary>
internal sealed class AnalyzerSet
{
    private readonly PluginLoader loader = new(shared: true);
    private readonly HashSet<string> ids;
    private readonly ConcurrentDictionary<string, AnalyzerCrash> crashes = new(StringComparer.Ordinal);

    public AnalyzerSet(FieldOptions options)
    {
        foreach (var path in options.Analyzers.Concat(options.Fixes))
            loader.AddDependencyLocation(path);
        var all = options.Analyzers.SelectMany(path => new AnalyzerFileReference(path, loader).GetAnalyzers(LanguageNames.CSharp)).ToList();
        Analyzers = [.. all.Where(analyzer => options.Rules.Count == 0 || analyzer.SupportedDiagnostics.Any(rule => options.Rules.Contains(rule.Id)))];
        Descriptors = [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Where(rule => options.Rules.Count == 0 || options.Rules.Contains(rule.Id)).DistinctBy(rule => rule.Id)];
        ids = Descriptors.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        Fixes = [.. options.Fixes.SelectMany(FixesOf).Where(fix => fix.FixableDiagnosticIds.Any(ids.Contains))];
    }

    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; }

    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    public ImmutableArray<CodeFixProvider> Fixes { get; }

    /// <summary>Severities that turn every rule on, each with its own default.</summary>
    public ImmutableDictionary<string, ReportDiagnostic> Severities => Descriptors.Where(rule => !rule.IsEnabledByDefault)
        .ToImmutableDictionary(rule => rule.Id, rule => rule.DefaultSeverity switch
        {
            DiagnosticSeverity.Error => ReportDiagnostic.Error,
            DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
            DiagnosticSeverity.Info => ReportDiagnostic.Info,
            _ => ReportDiagnostic.Hidden,
        });

    /// <summary>The different exceptions that analyzers threw.</summary>
    public IReadOnlyCollection<AnalyzerCrash> Crashes => [.. crashes.Values];

    public IEnumerable<CodeFixProvider> FixesFor(string id) => Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id));

    public bool IsFixable(string id) => FixesFor(id).Any();

    /// <summary>Prepares a run of the analyzers over a project, or of those only that report <paramref name="rules"/>.</summary>
    public CompilationWithAnalyzers Attach(Project project, Compilation compilation, IReadOnlySet<string>? rules = null) => compilation.WithAnalyzers(
        rules is null ? Analyzers : [.. Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rules.Contains(rule.Id)))],
        new CompilationWithAnalyzersOptions(project.AnalyzerOptions, OnCrash, concurrentAnalysis: true, logAnalyzerExecutionTime: true));

    /// <summary>Keeps the diagnostics of the rules under test that lie in documents of <paramref name="project"/> itself.</summary>
    public IEnumerable<(Diagnostic Diagnostic, Document Document)> InDocuments(Project project, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Where(diagnostic => ids.Contains(diagnostic.Id) && diagnostic.Location.IsInSource))
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is { FilePath: { } path } document && File.Exists(path))
                yield return (diagnostic, document);
        }
    }

    private void OnCrash(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic)
    {
        if (exception is OperationCanceledException)
            return;
        var origin = exception.StackTrace?.Split('\n')[0];
        crashes.AddOrUpdate(
            $"{analyzer.GetType()} {exception.GetType()} {origin}",
            _ => new AnalyzerCrash(1, diagnostic.GetMessage(CultureInfo.InvariantCulture)),
            (_, crash) => crash with { Count = crash.Count + 1 });
    }

    private IEnumerable<CodeFixProvider> FixesOf(string path) => loader.LoadFromPath(path).GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider))
            && Attribute.GetCustomAttribute(type, typeof(ExportCodeFixProviderAttribute)) is ExportCodeFixProviderAttribute export
            && export.Languages.Contains(LanguageNames.CSharp))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!);
}
