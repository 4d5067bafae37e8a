using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// AITBC1306: a test pauses for a fixed time and then asserts what something else was to bring about in the meantime.
/// Playbook section 13, CI jobs stuck.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SleepingTestAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC1306";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Test sleeps instead of waiting",
        "Wait, with a time-out, until {0} is what the assertion expects: a fixed sleep is too short on a slow machine and too long on every other",
        RuleCategory.CiTimeouts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A test sleeps for a fixed time and then asserts a state that other code changes meanwhile. On a busy machine the time is too short and the test fails; everywhere else it is too long, and a suite of such tests takes minutes in which nothing happens.",
        helpLinkUri: HelpLink.AITBC1306);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } tests || !types.HasAny(FixedSleep.Thread, FixedSleep.Task))
            return;

        var flow = new TestFlow(types, tests, boundedToo: true);
        context.RegisterOperationAction(operation => Analyze(operation, types, flow), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types, TestFlow flow)
    {
        if (FixedSleep.Of((IInvocationOperation)context.Operation, types, context.CancellationToken) is not { } sleep
            || AfterSleep.Find(sleep, types) is not { } observed
            || TimeMatters.In(sleep, observed, context.CancellationToken)
            || !flow.HoldsTest(sleep.Call, context.CancellationToken))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Descriptor, sleep.Call.Syntax.GetLocation(), Describe(observed.State)));
    }

    private static string Describe(IOperation state)
    {
        var text = state.Syntax.ToString();
        return text.Length > 60 || text.IndexOf('\n') >= 0 ? "the state" : $"'{text}'";
    }
}
