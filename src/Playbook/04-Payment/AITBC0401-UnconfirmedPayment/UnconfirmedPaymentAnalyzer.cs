using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Operation.Syntax.SyntaxTree);
        var jobs = MethodPatterns.Of(RuleOptions.JobMethods, options);
        if (!JobRequest.MayBe(context.Operation, jobs, types))
            return;

        var flow = new PaymentFlow(
            MethodPatterns.Of(RuleOptions.PaymentMethods, options), MethodPatterns.Of(RuleOptions.ConfirmationMethods, options), types, context.CancellationToken);
        if (!flow.HasPayment(context.Operation.Root())
            || !JobRequest.Is(context.Operation, jobs, types, context.CancellationToken)
            // In a test a stand-in of the chain confirms at once.
            || (context.ContainingSymbol.ContainingType is { } type && types.TestCode?.IsTestCode(type) == true)
            || OnEveryPath.GraphAround(context.Operation, context.GetControlFlowGraph(), context.CancellationToken) is not { } graph
            || flow.UnconfirmedBefore(context.Operation, graph) is not { } payment)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            PlaceOf(context.Operation.Syntax).GetLocation(),
            [PlaceOf(payment.Call.Syntax).GetLocation()],
            payment.IsSentLater ? "Send and confirm" : "Await the confirmation of",
            payment.Call.TargetMethod.Name));
    }

    private static SyntaxNode PlaceOf(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        ObjectCreationExpressionSyntax creation => creation.Type,
        _ => call,
    };
}
