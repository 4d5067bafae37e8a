using System.Composition;
using Aitbc.Analyzers.CiTimeouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>Fix of AITBC0402: awaits the payment where the function is async already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForgottenPaymentCodeFix)), Shared]
public sealed class ForgottenPaymentCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => ForgottenPaymentRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } invocation
            || site.Model.GetOperation(invocation, site.CancellationToken) is not IInvocationOperation call
            || ForgottenTask.WhereForgotten(call, site.Types) is not { } forgotten
            || PlaceOf(forgotten) is not var (replaced, task)
            // wallet?.SendAsync() would have to await null.
            || task is ConditionalAccessExpressionSyntax
            || AsyncCapability.FunctionAround(replaced) is not { } function
            || !AsyncCapability.IsAsync(function))
            yield break;

        yield return new FixOffer("Await the payment", "Await", _ => Task.FromResult(
            site.Document.WithSyntaxRoot(site.Root.ReplaceNode(replaced, Awaiting.Of(replaced, task, replaced).WithTrailingTrivia(replaced.GetTrailingTrivia())))));
    }

    private static (ExpressionSyntax Replaced, ExpressionSyntax Task)? PlaceOf(IOperation forgotten) => forgotten.Syntax switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax discard } => (discard, discard.Right),
        ExpressionStatementSyntax statement => (statement.Expression, statement.Expression),
        AssignmentExpressionSyntax discard => (discard, discard.Right),
        VariableDeclaratorSyntax { Initializer.Value: var value } => (value, value),
        _ => null,
    };
}
