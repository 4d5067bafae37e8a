using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using SyntaxKind = Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace Aitbc.Analyzers.Payment;

/// <summary>Fix of AITBC0403: calls <c>EnsureSuccessStatusCode()</c> before the content is read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncheckedResponseCodeFix)), Shared]
public sealed class UncheckedResponseCodeFix : PlaybookCodeFix
{
    private const string Ensure = "EnsureSuccessStatusCode";

    private protected override string FixableId => UncheckedResponseRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } invocation
            || ResponseRead.Of(site.Model.GetOperation(invocation, site.CancellationToken), site.Types) is not { } read)
            yield break;

        if (read.Local is { } local)
        {
            if (StatementAround(invocation) is { } statement)
                yield return Offer(_ => Task.FromResult(InsertBefore(site, statement, local.Name)));
        }
        else if (read.Response.Syntax is ExpressionSyntax response && read.Response is not IConditionalAccessInstanceOperation)
        {
            // EnsureSuccessStatusCode gives the response back.
            yield return Offer(_ => Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(Outermost(response), Ensured(Outermost(response))))));
        }
    }

    private static FixOffer Offer(Func<CancellationToken, Task<Document>> apply) => new("Call EnsureSuccessStatusCode() first", Ensure, apply);

    /// <summary>The statement in a block, or at top level, that holds the read; null where it runs elsewhere or later.</summary>
    private static StatementSyntax? StatementAround(SyntaxNode read)
    {
        foreach (var node in read.Ancestors())
        {
            if (node is AnonymousFunctionExpressionSyntax { Block: null } or MemberDeclarationSyntax and not GlobalStatementSyntax)
                return null;
            if (node is StatementSyntax statement)
                return statement is not (WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or LocalFunctionStatementSyntax)
                    && statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax
                    ? statement : null;
        }

        return null;
    }

    private static Document InsertBefore(FixSite site, StatementSyntax statement, string response)
    {
        var check = ExpressionStatement(InvocationExpression(MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, IdentifierName(response), IdentifierName(Ensure))))
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(NewCode.LineEndOf(site.Root))
            .WithAdditionalAnnotations(Formatter.Annotation);
        var indented = statement.WithLeadingTrivia(IndentationOf(statement));
        var root = statement.Parent is GlobalStatementSyntax global
            ? site.Root.ReplaceNode(global, [global.WithStatement(check), global.WithStatement(indented)])
            : site.Root.ReplaceNode(statement, [check, indented]);
        return site.Document.WithSyntaxRoot(root);
    }

    /// <summary>The comments before the statement go with the check, which they introduce as well.</summary>
    private static SyntaxTriviaList IndentationOf(StatementSyntax statement)
    {
        var leading = statement.GetLeadingTrivia();
        return leading.Count > 0 && leading.Last().IsKind(SyntaxKind.WhitespaceTrivia) ? TriviaList(leading.Last()) : default;
    }

    private static ExpressionSyntax Outermost(ExpressionSyntax response) =>
        response.Parent is ParenthesizedExpressionSyntax parenthesized ? Outermost(parenthesized) : response;

    private static InvocationExpressionSyntax Ensured(ExpressionSyntax response) =>
        InvocationExpression(MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, response.WithoutTrailingTrivia(), IdentifierName(Ensure))).WithTrailingTrivia(response.GetTrailingTrivia());
}
