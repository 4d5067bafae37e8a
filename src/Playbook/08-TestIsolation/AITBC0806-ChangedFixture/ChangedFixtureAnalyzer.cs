using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// AITBC0806 (playbook section 08: function-scoped fixtures): a test changes what was made once for all tests of its
/// class: the state of a fixture object, or a member that one-time set-up gave its value.
/// </summary>
/// <remarks>What changes, what resets and who sees it is told by the machinery of AITBC0801.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChangedFixtureAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0806";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Test changes its class-wide fixture",
        "'{0}' is made once for all tests of the class, and '{1}' changes it for those that follow; {2}",
        RuleCategory.TestIsolation,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "What a fixture or one-time set-up makes, all tests of a class share. A test that changes it decides what the next one finds, so that the result depends on the order of the tests.",
        helpLinkUri: HelpLink.AITBC0806);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } testCode)
            return;

        var mutations = new Mutations(types);
        var foreignUses = new ForeignUses(context.Compilation);
        var holders = new FixtureHolders(testCode);
        var units = new ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<StateUnit>>(SymbolEqualityComparer.Default);
        context.RegisterSymbolStartAction(
            start =>
            {
                var type = (INamedTypeSymbol)start.Symbol;
                var outermost = type;
                while (outermost.ContainingType is { } outer)
                    outermost = outer;

                foreach (var unit in units.GetOrAdd(outermost, top => UnitsOf(top, testCode, mutations, foreignUses, holders)))
                {
                    start.RegisterOperationAction(
                        unit.VisitReference, OperationKind.FieldReference, OperationKind.PropertyReference);
                    start.RegisterOperationAction(
                        unit.VisitCall,
                        OperationKind.Invocation,
                        OperationKind.MethodReference,
                        OperationKind.ObjectCreation);
                    if (type.ContainingType is null)
                        start.RegisterSymbolEndAction(end => Report(end, unit));
                }
            },
            SymbolKind.NamedType);
    }

    private static ImmutableArray<StateUnit> UnitsOf(
        INamedTypeSymbol outermost, TestCode testCode, Mutations mutations, ForeignUses foreignUses, FixtureHolders holders)
    {
        var units = ImmutableArray.CreateBuilder<StateUnit>();
        if (HasOneTimeSetUp(outermost, testCode) && StateUnit.Create(outermost, testCode, mutations, foreignUses) is { } own)
            units.Add(own);
        if (holders.MayHold(outermost))
            units.Add(StateUnit.OfFixtures(outermost, testCode, mutations, foreignUses, holders));
        return units.ToImmutable();
    }

    private static bool HasOneTimeSetUp(INamedTypeSymbol type, TestCode testCode)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
                    ? testCode.LifecycleOf(method) is { Role: LifecycleRole.SetUp, Scope: not TestScope.Test }
                    : member is INamedTypeSymbol nested && HasOneTimeSetUp(nested, testCode))
                return true;
        }

        return false;
    }

    private static void Report(SymbolAnalysisContext context, StateUnit unit)
    {
        foreach (var member in unit.Members)
        {
            if (unit.Judge(member, context.CancellationToken) is not { } verdict || verdict.MadeBy is null && !unit.IsOfFixtures)
                continue;

            var made = verdict.MadeBy?.GetLocation() ?? member.Symbol.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                verdict.Evidence.Syntax.GetLocation(),
                made.IsInSource ? [made] : [],
                member.Symbol.Name,
                verdict.ChangedBy,
                verdict.Advice));
        }
    }
}
