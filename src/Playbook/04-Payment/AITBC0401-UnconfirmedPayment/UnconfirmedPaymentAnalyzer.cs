using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>
/// AITBC0401 (playbook section 04): on some path a job is requested while the payment that the same method sends is not
/// confirmed, or not even sent.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnconfirmedPaymentAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0401";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Job is requested before its payment is confirmed",
        "{0} '{1}' before this job is requested: the provider refuses a job that is not paid for",
        RuleCategory.Payment,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The order is: send the transaction, wait until it is confirmed, request the job. A transaction that was sent is not yet in a block; a provider that looks at his balance answers 403, or the job fails with too small a balance.",
        helpLinkUri: HelpLink.AITBC0401);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var methods = new FileOptions<PaymentMethods>(context.Options, PaymentMethods.Read);
        context.RegisterOperationAction(operation => Analyze(operation, methods, types), OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static void Analyze(OperationAnalysisContext context, FileOptions<PaymentMethods> files, KnownTypes types)
    {
        var methods = files.Of(context.Operation.Syntax.SyntaxTree);
        if (!JobRequest.MayBe(context.Operation, methods.Jobs, types))
            return;

        var flow = new PaymentFlow(methods, types, context.CancellationToken);
        if (!flow.HasPayment(context.Operation.Root())
            || !JobRequest.Is(context.Operation, methods.Jobs, types, context.CancellationToken)
            // In a test a stand-in of the chain confirms at once.
            || (context.ContainingSymbol.ContainingType is { } type && types.TestCode?.IsTestCode(type) == true)
            || context.GetControlFlowGraph().GraphAround(context.Operation, context.CancellationToken) is not { } graph
            || flow.UnconfirmedBefore(context.Operation, graph) is not { } payment)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            CalledName.Of(context.Operation.Syntax).GetLocation(),
            [CalledName.Of(payment.Call.Syntax).GetLocation()],
            payment.IsSentLater ? "Send and confirm" : "Await the confirmation of",
            payment.Call.TargetMethod.Name));
    }
}
