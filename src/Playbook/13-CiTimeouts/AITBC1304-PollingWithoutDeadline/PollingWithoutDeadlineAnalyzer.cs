using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// AITBC1304: a loop looks at a state again and again, and nothing ends it if the state never comes. Playbook section 13,
/// CI jobs stuck.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PollingWithoutDeadlineAnalyzer : PlaybookAnalyzer
{
    public const string Id = PollingWithoutDeadlineRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Polling loop without a deadline",
        "Give this loop a deadline: it polls for ever if {0} stays as it is",
        RuleCategory.CiTimeouts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A loop waits for a state by looking at it again and again, with a pause in between and with neither a deadline, a limit of attempts nor a cancellation token. If the state never comes, the caller hangs instead of failing.",
        helpLinkUri: HelpLink.AITBC1304);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (!types.HasAny("System.Threading.Thread", "System.Threading.Tasks.Task"))
            return;

        var tests = types.TestCode;
        var flow = tests is null ? null : new TestFlow(types, tests);
        context.RegisterOperationAction(operation => Analyze(operation, types, flow), OperationKind.Loop);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types, TestFlow? flow)
    {
        if (PollingLoop.Of((ILoopOperation)context.Operation, types) is not { } polling
            || LoopExits.IsLimited(polling.Loop, types)
            || LoopExits.IsLimitedOutside(polling.Loop, types)
            || BoundedCallers.Bound(polling.Loop, types, context.CancellationToken)
            || RetryLoop.Of(polling.Loop, RemoteCalls.Of(types), context.CancellationToken) is not null)
            return;

        // In a test class only what the test waits for; a spin of somebody else's is his own affair.
        if ((polling.Spins || IsInTestClass(context.ContainingSymbol.ContainingType, types))
            && flow?.HoldsTest(polling.Delay, context.CancellationToken) != true)
            return;

        if (KeywordOf(polling.Loop.Syntax) is { } keyword)
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, keyword, Describe(polling.State)));
    }

    private static bool IsInTestClass(INamedTypeSymbol? type, KnownTypes types)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (types.TestCode?.FrameworkOf(type) is not null)
                return true;
        }

        return false;
    }

    private static Location? KeywordOf(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax @while => @while.WhileKeyword.GetLocation(),
        DoStatementSyntax @do => @do.DoKeyword.GetLocation(),
        ForStatementSyntax @for => @for.ForKeyword.GetLocation(),
        _ => null,
    };

    private static string Describe(IOperation state)
    {
        var text = state.Syntax.ToString();
        return text.Length > 60 || text.IndexOf('\n') >= 0 ? "its condition" : $"'{text}'";
    }
}
