using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// AITBC0805 (playbook section 08: shared resources): test code makes a file, directory or database of a fixed name that
/// another test uses as well, or that the next run meets.
/// </summary>
/// <remarks>
/// Looks at the calls of a handful of APIs. Only when one of them makes something of a fixed name in test code, the rest
/// of the class and the files that spell the same name are read.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedFileAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0805";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Tests share a fixed file or database",
        "'{0}' has the same name in each test and run{1}; give each test its own, of unique name under the temp directory",
        RuleCategory.TestIsolation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A file, directory or database of a fixed name is shared by all who name it: tests that run side by side overwrite each other's, and the next run meets what this one left.",
        helpLinkUri: HelpLink.AITBC0805);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } testCode || FileApis.Create(types) is not { } apis)
            return;

        var paths = new FixedPaths(types);
        var uses = new FileUses(types, apis, paths);
        var judge = new FileJudge(testCode, uses);
        context.RegisterOperationBlockStartAction(start =>
        {
            var block = new Block(testCode, apis, paths, judge);
            start.RegisterOperationAction(block.Visit, OperationKind.Invocation, OperationKind.ObjectCreation);
            start.RegisterOperationBlockEndAction(block.Report);
        });
    }

    /// <summary>One member; reports at its end, since the name may be given further up than it is used.</summary>
    private sealed class Block(TestCode testCode, FileApis apis, FixedPaths paths, FileJudge judge)
    {
        private ConcurrentQueue<(FixedPath Path, IOperation Value)>? _made;

        public void Visit(OperationAnalysisContext context)
        {
            foreach (var (kind, value, isDataSource) in apis.UsesOf(context.Operation))
            {
                if (kind is FileUseKind.Write or FileUseKind.Keep or FileUseKind.Directory
                    && paths.Of(value, isDataSource, context.CancellationToken) is { } path)
                    LazyInitializer.EnsureInitialized(ref _made, static () => new())!.Enqueue((path, value));
            }
        }

        public void Report(OperationBlockAnalysisContext context)
        {
            if (_made is null || context.OwningSymbol.ContainingType is not { } type || !testCode.IsTestCode(type))
                return;

            foreach (var (path, value) in _made)
            {
                if (judge.Of(path, value, type, context.CancellationToken) is { } verdict)
                    SharedFileAnalyzer.Report(context, path, value, verdict);
            }
        }
    }

    private static void Report(OperationBlockAnalysisContext context, FixedPath path, IOperation value, FileVerdict verdict)
    {
        // The name is given in this very member: that is the place to change.
        var place = path.Origin.SyntaxTree == value.Syntax.SyntaxTree && value.Root().Syntax.Span.Contains(path.Origin.Span) ? path.Origin : value.Syntax;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            place.GetLocation(),
            verdict.Others,
            verdict.MayBeRenamed ? SharedFileProperties.Renamed : ImmutableDictionary<string, string?>.Empty,
            path.Name,
            verdict.Because));
    }
}
