using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>
/// AITBC0403 (playbook section 04): the content of an HTTP response is read on a path on which nothing looks at the
/// response's status, so that a 403 for an unpaid job goes unseen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedResponseAnalyzer : PlaybookAnalyzer
{
    public const string Id = UncheckedResponseRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Response is used without checking its status",
        "Check the status of {0} before its content is used, for example with EnsureSuccessStatusCode(): a 403 or a 500 goes unseen here",
        RuleCategory.Payment,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "HttpClient gives a response whatever its status is. Where nothing looks at the status before the content is used, the error page of a 403, 404 or 500 is taken for the answer, and the failure shows somewhere else, or nowhere.",
        helpLinkUri: HelpLink.AITBC0403);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (!types.Has(ResponseRead.ResponseType))
            return;

        var handlers = new CheckingHandlers(types);
        context.RegisterOperationAction(operation => Analyze(operation, types, handlers), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types, CheckingHandlers handlers)
    {
        if (!ResponseRead.MayRead(((IInvocationOperation)context.Operation).TargetMethod.Name)
            || ResponseRead.Of(context.Operation, types) is not { } read
            || IsDrained(read.Call)
            // A test asserts what it reads.
            || (context.ContainingSymbol.ContainingType is { } type && types.TestCode?.IsTestCode(type) == true)
            || !IsUnchecked(context, read, types)
            || BodyChecks.Exist(read.Call)
            || handlers.Exist(context.CancellationToken))
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor, CalledName.Of(read.Call.Syntax).GetLocation(), read.Local is { } local ? $"'{local.Name}'" : "this response"));
    }

    private static bool IsUnchecked(OperationAnalysisContext context, ResponseRead read, KnownTypes types)
    {
        if (read.Local is not { } local)
            return ResponseRead.IsSend(read.Response, types);

        var uses = ResponseUses.Of(local, read.Call, types);
        if (uses is null || context.GetControlFlowGraph().GraphAround(context.Operation, context.CancellationToken) is not { } graph)
            return false;

        // Whoever reads first and then looks at the status has the body for his error message.
        if (uses.HasChecks && !FlowPath.ReachesExit(graph, read.Call.Syntax, uses.IsCheck))
            return false;

        foreach (var send in uses.Sends)
        {
            if (FlowPath.Reaches(graph, send, read.Call.Syntax, operation => uses.IsCheck(operation) || uses.IsRead(operation)))
                return true;
        }

        return false;
    }

    /// <summary>Is the content read only to be read: <c>await response.Content.ReadAsStringAsync();</c>?</summary>
    private static bool IsDrained(IOperation read)
    {
        var current = read.Parent;
        while (current is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation
            || current is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Wait" })
            current = current.Parent;
        return current is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }
}
