using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Tests;

/// <summary>
/// All rules at once over given files, for the tests that range over every rule. A file's first line may name the
/// libraries that it refers to: <c>// frameworks: XunitV2, Redis</c>.
/// </summary>
internal static class Workbench
{
    private const string LibrariesMarker = "// frameworks:";

    /// <summary>A project of these files in a workspace of its own.</summary>
    public static Project ProjectOf(params (string Path, string Text)[] files)
    {
        var libraries = files.SelectMany(static file => LibrariesOf(file.Text)).Distinct();
        return ProjectOf(files, libraries);
    }

    public static Project ProjectOf(IEnumerable<(string Path, string Text)> files, IEnumerable<Library> libraries)
    {
        var sources = files.ToList();
        var isProgram = sources.Any(static file => HasTopLevelStatements(file.Text));
        var project = new AdhocWorkspace()
            .AddProject("Code", LanguageNames.CSharp)
            .WithParseOptions(new CSharpParseOptions(References.Language))
            .WithCompilationOptions(new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable))
            .AddMetadataReferences(References.Framework)
            .AddMetadataReferences(libraries.SelectMany(static library => References.Of(library)));
        foreach (var (path, text) in sources)
            project = project.AddDocument(Path.GetFileName(path), SourceText.From(text), filePath: path).Project;
        return project;
    }

    public static IEnumerable<Library> LibrariesOf(string text)
    {
        var line = text.Split('\n', 2)[0].Trim();
        return line.StartsWith(LibrariesMarker, StringComparison.Ordinal)
            ? line[LibrariesMarker.Length..].Split(',').Select(static name => Enum.Parse<Library>(name.Trim()))
            : [];
    }

    /// <summary>The compile errors of the project.</summary>
    public static async Task<ImmutableArray<Diagnostic>> ErrorsAsync(Project project) =>
        [.. (await project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];

    /// <summary>What all rules, or those given, report, in the order of the files. An exception in a rule fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Project project, params DiagnosticAnalyzer[] analyzers)
    {
        Exception? thrown = null;
        var diagnostics = await (await AnalyzingAsync(project, exception => thrown ??= exception, analyzers)).GetAnalyzerDiagnosticsAsync();
        return thrown is null
            ? [.. diagnostics.OrderBy(static d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static d => d.Location.SourceSpan.Start)]
            : throw new InvalidOperationException("A rule threw.", thrown);
    }

    /// <summary>The project's compilation with all rules, or those given, each switched on whatever its default is.</summary>
    public static async Task<CompilationWithAnalyzers> AnalyzingAsync(Project project, Action<Exception> thrown, params DiagnosticAnalyzer[] analyzers)
    {
        var compilation = (await project.GetCompilationAsync())!;
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            RuleCatalogue.Descriptors.Select(static descriptor => KeyValuePair.Create(descriptor.Id, ReportDiagnostic.Warn)).DistinctBy(static pair => pair.Key)));
        return compilation.WithAnalyzers(
            analyzers.Length == 0 ? RuleCatalogue.Analyzers : [.. analyzers],
            new CompilationWithAnalyzersOptions(
                project.AnalyzerOptions,
                onAnalyzerException: (exception, _, _) => thrown(exception),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));
    }

    /// <summary>The actions that the rule's fixes offer for this diagnostic.</summary>
    public static async Task<ImmutableArray<CodeAction>> ActionsAsync(Project project, Diagnostic diagnostic)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        if (project.GetDocument(diagnostic.Location.SourceTree) is not { } document)
            return [];

        foreach (var fix in FixesOf(diagnostic.Id))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        return actions.ToImmutable();
    }

    public static IEnumerable<CodeFixProvider> FixesOf(string id) => RuleCatalogue.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id));

    /// <summary>The project after this action.</summary>
    public static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(default);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>The project after fix-all of one equivalence key over the whole project.</summary>
    public static async Task<Project> FixAllAsync(Project project, CodeFixProvider fix, string key, ImmutableArray<Diagnostic> diagnostics)
    {
        var document = project.GetDocument(diagnostics[0].Location.SourceTree)!;
        var context = new FixAllContext(document, fix, FixAllScope.Project, key, fix.FixableDiagnosticIds, new Given(diagnostics), default);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        return action is null ? project : await ApplyAsync(project, action);
    }

    private static bool HasTopLevelStatements(string text) =>
        CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot().Members.Any(static member => member is GlobalStatementSyntax);

    private sealed class Given(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
