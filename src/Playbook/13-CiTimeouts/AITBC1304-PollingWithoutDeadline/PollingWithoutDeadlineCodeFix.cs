using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Ends the polling loop of AITBC1304: by the token that the method is given and forgets, or by a stopwatch and a
/// <see cref="TimeoutException"/>. Playbook section 13.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PollingWithoutDeadlineCodeFix)), Shared]
public sealed class PollingWithoutDeadlineCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => PollingWithoutDeadlineRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } loop || BodyOf(loop) is not { } body)
            yield break;

        if (DelayWithoutToken(site, body) is { } delay && NewCode.TokenInScope(site, loop) is { } token)
        {
            yield return new FixOffer($"Pass '{token}' to the delay", PollingWithoutDeadlineRule.Id + ".Token", _ =>
                Replace(site, delay, delay.AddArgumentListArguments(Argument(IdentifierName(token)))));
        }

        yield return new FixOffer($"Give up after {TimeoutSyntax.Seconds} seconds", PollingWithoutDeadlineRule.Id + ".Deadline", _ =>
            Task.FromResult(site.Document.WithSyntaxRoot(WithDeadline(site.Root, loop, body))));
    }

    /// <summary>The stopwatch stands before the loop, where need be in a block or at top level with it.</summary>
    private static SyntaxNode WithDeadline(SyntaxNode root, StatementSyntax loop, StatementSyntax body)
    {
        var statements = WithDeadline(loop, body);
        return loop.Parent switch
        {
            BlockSyntax or SwitchSectionSyntax => root.ReplaceNode(loop, statements),
            GlobalStatementSyntax global => root.ReplaceNode(global, statements.Select((statement, i) =>
                GlobalStatement(i == 0 ? statement.WithTrailingTrivia(NewCode.LineEndOf(root)) : statement.WithoutLeadingTrivia()))),
            _ => root.ReplaceNode(loop, Block(statements.Select(static (statement, i) => i == 0 ? statement.WithoutLeadingTrivia() : statement))
                .WithLeadingTrivia(loop.GetLeadingTrivia()).WithTrailingTrivia(loop.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation)),
        };
    }

    private static Task<Document> Replace(FixSite site, SyntaxNode old, SyntaxNode changed) =>
        Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(old, changed.WithAdditionalAnnotations(Formatter.Annotation))));

    /// <summary>A stopwatch before the loop, and a look at it before each pause.</summary>
    private static IEnumerable<StatementSyntax> WithDeadline(StatementSyntax loop, StatementSyntax body)
    {
        var name = NewCode.FreeName(loop, "waited");
        var start = ParseStatement($"var {name} = global::System.Diagnostics.Stopwatch.StartNew();")
            .WithLeadingTrivia(loop.GetLeadingTrivia())
            .WithTrailingTrivia(ElasticMarker)
            .WithShortNames()
            .WithAdditionalAnnotations(Formatter.Annotation);
        var check = IfStatement(
            BinaryExpression(
                SyntaxKind.GreaterThanExpression,
                MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(name), IdentifierName("Elapsed")),
                TimeoutSyntax.Value()),
            TimeoutSyntax.Throw("The polled state did not come within"))
            .WithTrailingTrivia(NewCode.LineEndOf(loop.SyntaxTree.GetRoot()))
            .WithAdditionalAnnotations(Formatter.Annotation);

        yield return start;
        yield return loop
            .ReplaceNode(body, WithCheck(body, check))
            .WithLeadingTrivia(ElasticMarker)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static BlockSyntax WithCheck(StatementSyntax body, StatementSyntax check)
    {
        if (body is not BlockSyntax block)
            return Block(check, body).WithAdditionalAnnotations(Formatter.Annotation);
        // What goes round before the pause must not go round the check as well.
        if (body.DescendantNodes().Any(static node => node is ContinueStatementSyntax))
            return block.WithStatements(block.Statements.Insert(0, check));

        var index = block.Statements.IndexOf(static statement => statement is ExpressionStatementSyntax expression && IsPause(expression));
        return block.WithStatements(block.Statements.Insert(Math.Max(index, 0), check));
    }

    private static bool IsPause(ExpressionStatementSyntax statement)
    {
        foreach (var node in statement.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "Sleep" or "Delay" or "Yield" or "SpinOnce" or "SpinWait" })
                return true;
        }

        return false;
    }

    private static StatementSyntax? BodyOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax @while => @while.Statement,
        DoStatementSyntax @do => @do.Statement,
        ForStatementSyntax @for => @for.Statement,
        _ => null,
    };

    private static InvocationExpressionSyntax? DelayWithoutToken(FixSite site, SyntaxNode body)
    {
        foreach (var node in body.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
        {
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } call
                && site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is IMethodSymbol { Name: "Delay" } method
                && site.Types.Is(method.ContainingType, "System.Threading.Tasks.Task"))
                return call;
        }

        return null;
    }
}
