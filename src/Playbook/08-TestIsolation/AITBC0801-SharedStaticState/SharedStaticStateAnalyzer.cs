using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// AITBC0801 (playbook section 08): a static member of test code, or an instance member of a test class whose tests
/// share one instance, is changed while tests run and so carries its value from one test to the next.
/// </summary>
/// <remarks>
/// A type is looked at together with the types nested in it, whatever files they are spread over: that is where nearly
/// all changes stand, and the compiler hands them to us while the user types.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedStaticStateAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0801";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Shared mutable static state in tests",
        "'{0}' is changed by '{1}' and keeps its value for the next test; {2}",
        RuleCategory.TestIsolation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A test that reads what another test left behind passes or fails with the order of the tests, alone or in parallel. Give each test its own state.",
        helpLinkUri: HelpLink.AITBC0801);

    private static readonly ImmutableDictionary<string, string?> FitsInstance =
        ImmutableDictionary<string, string?>.Empty.Add(SharedState.FitsInstance, null);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } testCode)
            return;

        var mutations = new Mutations(types);
        var foreignUses = new ForeignUses(context.Compilation);
        var units = new ConcurrentDictionary<INamedTypeSymbol, StateUnit?>(SymbolEqualityComparer.Default);
        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                var outermost = type;
                while (outermost.ContainingType is { } outer)
                    outermost = outer;

                if (units.GetOrAdd(outermost, top => StateUnit.Create(top, testCode, mutations, foreignUses)) is not { } unit)
                    return;

                start.RegisterOperationAction(unit.VisitReference, OperationKind.FieldReference, OperationKind.PropertyReference);
                start.RegisterOperationAction(
                    unit.VisitCall, OperationKind.Invocation, OperationKind.MethodReference, OperationKind.ObjectCreation);
                if (type.ContainingType is null)
                    start.RegisterSymbolEndAction(end => Report(end, unit));
            },
            SymbolKind.NamedType);
    }

    private static void Report(SymbolAnalysisContext context, StateUnit unit)
    {
        foreach (var member in unit.Members)
        {
            if (unit.Judge(member, context.CancellationToken) is not { MadeBy: null } verdict)
                continue;

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                member.Symbol.Locations[0],
                [verdict.Evidence.Syntax.GetLocation()],
                verdict.FitsInstance ? FitsInstance : ImmutableDictionary<string, string?>.Empty,
                member.Symbol.Name,
                verdict.ChangedBy,
                verdict.Advice));
        }
    }
}
