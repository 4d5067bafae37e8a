using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// AITBC1303: a test waits for a signal that may never come, and nothing else ends the wait. Playbook section 13, CI jobs
/// stuck.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TestWaitsWithoutTimeoutAnalyzer : PlaybookAnalyzer
{
    public const string Id = TestWaitsWithoutTimeoutRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Test waits without a time-out",
        "Give this wait a time-out: if '{0}' never ends, the test run hangs until CI kills it",
        RuleCategory.CiTimeouts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A test, its set-up or a helper waits for an event, a thread, a process, a channel or a task completion source with neither a time-out nor a cancellation token, and the framework has no time-out for the test. When the signal fails to come, which is what tests are there to find out, the job hangs instead of failing.",
        helpLinkUri: HelpLink.AITBC1303);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.TestCode is not { } tests)
            return;

        var flow = new TestFlow(types, tests);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (EndlessWait.OfCall(call, types) is { } wait)
                    Analyze(operation, wait, types, flow);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                if (EndlessWait.OfAwait((IAwaitOperation)operation.Operation, types) is { } wait)
                    Analyze(operation, wait, types, flow);
            },
            OperationKind.Await);
        context.RegisterOperationAction(
            operation =>
            {
                if (operation.ContainingSymbol is IMethodSymbol { ReturnsVoid: false, IsAsync: false } method && EndlessWait.OfReturn((IReturnOperation)operation.Operation, types) is { } wait
                    && IsGivenToFramework(operation.Operation, method, tests))
                    Analyze(operation, wait, types, flow);
            },
            OperationKind.Return);
    }

    /// <summary>Does the method's own return give its task to the framework, which awaits it?</summary>
    private static bool IsGivenToFramework(IOperation returned, IMethodSymbol method, TestCode tests)
    {
        for (var current = returned.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return tests.IsTest(method) || tests.LifecycleOf(method) is not null;
    }

    private static void Analyze(OperationAnalysisContext context, EndlessWait wait, KnownTypes types, TestFlow flow)
    {
        if (new KnownEnd(wait, context.Operation, types).IsInSight(context.CancellationToken) || !flow.HoldsTest(context.Operation, context.CancellationToken))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Descriptor, wait.Name.GetLocation(), Describe(wait)));
    }

    /// <summary>The wait as it is written, or its name where that is long.</summary>
    private static string Describe(EndlessWait wait)
    {
        var text = wait.Wait.Syntax.Span.Contains(wait.Name.Span) ? wait.Wait.Syntax.ToString() : wait.Name.ToString();
        return text.Length > 40 || text.IndexOf('\n') >= 0 ? wait.Name.ToString() : text;
    }
}
