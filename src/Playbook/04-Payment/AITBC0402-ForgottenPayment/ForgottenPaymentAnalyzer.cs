using System.Collections.Immutable;
using Aitbc.Analyzers.CiTimeouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>
/// AITBC0402 (playbook section 04): an asynchronous payment is started and nobody waits for it, so that nobody learns
/// that it failed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForgottenPaymentAnalyzer : PlaybookAnalyzer
{
    public const string Id = ForgottenPaymentRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Payment is fired and forgotten",
        "Await '{0}': nobody learns whether this payment failed, and what follows runs before it is sent",
        RuleCategory.Payment,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The task of a payment is thrown away. If the wallet's daemon is down or the balance too small, the exception is lost, and the code goes on as if the money had been sent.",
        helpLinkUri: HelpLink.AITBC0402);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (!types.Has("System.Threading.Tasks.Task"))
            return;

        var payments = new FileOptions<MethodPatterns>(context.Options, static options => MethodPatterns.Of(RuleOptions.PaymentMethods, options));
        context.RegisterOperationAction(operation => Analyze(operation, payments, types), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, FileOptions<MethodPatterns> payments, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!BlockingCall.IsTask(call.TargetMethod.ReturnType, types)
            || !payments.Of(call.Syntax.SyntaxTree).Matches(call.TargetMethod)
            || ForgottenTask.WhereForgotten(call, types) is null
            || IsForAMock(call)
            || IsInBatch(call)
            || IsMeant(call.Syntax)
            || call.IsInExpressionTree(types))
            return;

        context.ReportDiagnostic(Diagnostic.Create(Descriptor, CalledName.Of(call.Syntax).GetLocation(), call.TargetMethod.Name));
    }

    /// <summary>Has the author switched off the compiler's own warning about calls that are not awaited (CS4014) here?</summary>
    private static bool IsMeant(SyntaxNode call)
    {
        var isOff = false;
        var root = call.SyntaxTree.GetRoot();
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < call.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive is PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma && pragma.ErrorCodes.Any(static code => code.ToString() is "CS4014" or "4014"))
                isOff = pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword);
        }

        return isOff;
    }

    /// <summary><c>batch.SendAsync(...); batch.SendBatch();</c>: the call only joins those that are sent, and fail, together.</summary>
    private static bool IsInBatch(IInvocationOperation call)
    {
        if (call.Instance is not ILocalReferenceOperation { Local: var batch } || Batch.IsSentBy(call.TargetMethod.Name))
            return false;

        foreach (var operation in call.Root().DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: var name, Instance: ILocalReferenceOperation { Local: var sent } }
                && Batch.IsSentBy(name) && SymbolEqualityComparer.Default.Equals(sent, batch))
                return true;
        }

        return false;
    }

    /// <summary><c>wallet.Received().SendAsync(...)</c> asks whether a substitute was called.</summary>
    private static bool IsForAMock(IInvocationOperation call) =>
        call.Instance?.WithoutConversions() is IInvocationOperation
        {
            TargetMethod.Name: "Received" or "ReceivedWithAnyArgs" or "DidNotReceive" or "DidNotReceiveWithAnyArgs" or "Configure"
        };
}
