using Aitbc.Analyzers.Field.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Aitbc.Analyzers.Field.Fixing;

/// <summary>Compares a solution before and after a fix: compile errors and remaining diagnostics.</summary>
internal sealed class ProjectState(Solution original, AnalyzerSet analyzers)
{
    private readonly Dictionary<(ProjectId, DiagnosticSeverity), Dictionary<string, int>> wholeProjects = [];

    /// <summary>Finds the diagnostics of one rule in one document.</summary>
    public async Task<List<Diagnostic>> DiagnosticsIn(Document document, string rule)
    {
        var tree = (await document.GetSyntaxTreeAsync())!;
        var compilation = (await document.Project.GetCompilationAsync())!;
        var run = analyzers.Attach(document.Project, compilation, new HashSet<string> { rule });
        var model = compilation.GetSemanticModel(tree);
        var syntactic = await run.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None);
        var semantic = await run.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
        return [.. syntactic.Concat(semantic)
            .Where(diagnostic => diagnostic.Id == rule && diagnostic.Location.SourceTree == tree)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Lists error or warning ids, with the first message, that are more frequent in <paramref name="changed"/> than before.</summary>
    public async Task<List<string>> NewIn(Solution changed, DiagnosticSeverity severity)
    {
        var result = new List<string>();
        foreach (var change in changed.GetChanges(original).GetProjectChanges())
        {
            var documents = change.GetChangedDocuments().ToList();
            var local = !change.GetAddedDocuments().Any() && !change.GetRemovedDocuments().Any() && await AreBodiesOnly(changed, documents);
            var before = local
                ? await InDocuments(change.OldProject, documents, severity)
                : null;
            var after = local
                ? await InDocuments(change.NewProject, documents, severity)
                : CompileErrors.Of((await change.NewProject.GetCompilationAsync())!, severity);
            var known = before is null ? await WholeProject(change.OldProject, severity) : CompileErrors.Count(before);
            result.AddRange(after.GroupBy(error => error.Id)
                .Where(group => group.Count() > known.GetValueOrDefault(group.Key))
                .Select(group => Newest(group, before)));
        }
        return result;
    }

    /// <summary>Shows, of errors with one id, one whose message was not there before.</summary>
    private static string Newest(IEnumerable<Diagnostic> errors, List<Diagnostic>? before)
    {
        var known = before?.Select(CompileErrors.Describe).ToHashSet(StringComparer.Ordinal) ?? [];
        var shown = errors.OrderBy(error => known.Contains(CompileErrors.Describe(error))).First();
        return $"{CompileErrors.Describe(shown)} (line {shown.Location.GetLineSpan().StartLinePosition.Line + 1})";
    }

    /// <summary>Tells whether only method bodies differ, so that no other document can have new errors.</summary>
    private async Task<bool> AreBodiesOnly(Solution changed, IEnumerable<DocumentId> documents)
    {
        foreach (var id in documents)
        {
            var before = await original.GetDocument(id)!.GetSyntaxTreeAsync();
            var after = await changed.GetDocument(id)!.GetSyntaxTreeAsync();
            if (!SyntaxFactory.AreEquivalent(before, after, topLevel: true))
                return false;
        }
        return true;
    }

    private static async Task<List<Diagnostic>> InDocuments(Project project, IEnumerable<DocumentId> documents, DiagnosticSeverity severity)
    {
        var result = new List<Diagnostic>();
        foreach (var id in documents)
        {
            var model = (await project.GetDocument(id)!.GetSemanticModelAsync())!;
            result.AddRange(CompileErrors.Keep(model.GetDiagnostics(), severity));
        }
        return result;
    }

    private async Task<Dictionary<string, int>> WholeProject(Project project, DiagnosticSeverity severity)
    {
        if (!wholeProjects.TryGetValue((project.Id, severity), out var counts))
        {
            var compilation = (await project.GetCompilationAsync())!;
            wholeProjects[(project.Id, severity)] = counts = CompileErrors.Count(CompileErrors.Of(compilation, severity));
        }
        return counts;
    }
}
