using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// AITBC1305: two locks are taken in one order here and in the other order there, so that two threads can wait for each
/// other for ever. Playbook section 13, CI jobs stuck.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockOrderAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC1305";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Locks are taken in opposite orders",
        "Take '{0}' and '{1}' in one order everywhere: '{2}' holds '{1}' when it takes '{0}', but '{3}' ({4}) holds '{0}' when it takes '{1}'",
        RuleCategory.CiTimeouts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Two threads that each hold one of two locks and wait for the other never go on. This happens only where the two are taken in both orders.",
        helpLinkUri: HelpLink.AITBC1305,
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        // Only bodies in which something is locked are read, once, when all of them are known.
        var bodies = new ConcurrentDictionary<IOperation, ISymbol>();
        context.RegisterOperationAction(operation => Remember(operation, bodies), OperationKind.Lock);
        context.RegisterOperationAction(
            operation =>
            {
                if (LockWalker.MayLock((IInvocationOperation)operation.Operation, types))
                    Remember(operation, bodies);
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end => Report(end, types, bodies));
    }

    private static void Remember(OperationAnalysisContext context, ConcurrentDictionary<IOperation, ISymbol> bodies)
    {
        var root = context.Operation;
        while (root.Parent is { } parent)
            root = parent;
        bodies.TryAdd(root, context.ContainingSymbol);
    }

    private static void Report(CompilationAnalysisContext context, KnownTypes types, ConcurrentDictionary<IOperation, ISymbol> bodies)
    {
        var facts = new List<LockFacts>();
        foreach (var body in bodies)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            facts.AddRange(new LockWalker(types).Read(body.Value, body.Key));
        }

        foreach (var (here, there) in LockOrders.FindOpposites(facts))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                here.Site,
                [here.Outer, there.Site, there.Outer],
                here.Second.Display,
                here.First.Display,
                NameOf(here.Function),
                NameOf(there.Function),
                PlaceOf(there.Site)));
        }
    }

    private static string NameOf(ISymbol function) => function switch
    {
        IMethodSymbol { AssociatedSymbol: { } member } => $"{member.ContainingType?.Name}.{member.Name}",
        { ContainingType: { } type } => $"{type.Name}.{function.Name}",
        _ => function.Name,
    };

    /// <summary>File and line, as a compiler would write them, without the folder: it differs from machine to machine.</summary>
    private static string PlaceOf(Location site)
    {
        var span = site.GetLineSpan();
        var file = span.Path;
        var folder = file.LastIndexOfAny(['/', '\\']);
        return $"{file.Substring(folder + 1)}:{span.StartLinePosition.Line + 1}";
    }
}
