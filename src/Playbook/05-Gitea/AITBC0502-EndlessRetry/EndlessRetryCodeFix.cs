using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.Gitea;

/// <summary>
/// Ends the retry of AITBC0502: by the token that the method is given and forgets, or by the counter that the loop keeps
/// and does not look at. Playbook section 5.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EndlessRetryCodeFix)), Shared]
public sealed class EndlessRetryCodeFix : PlaybookCodeFix
{
    private const int Attempts = 10;

    private protected override string FixableId => EndlessRetryRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } loop || BodyOf(loop) is not { } body)
            yield break;

        if (NewCode.TokenInScope(site, loop) is { } token)
        {
            yield return new FixOffer($"Stop when '{token}' is cancelled", EndlessRetryRule.Id + ".Token", _ =>
                Replace(site, body, WithFirst(body, ParseStatement($"{token}.ThrowIfCancellationRequested();"), site)));
        }

        if (FailureOf(body) is { } failure && CounterOf(loop, failure, site) is { } counter)
        {
            yield return new FixOffer($"Give up after {Attempts} attempts", EndlessRetryRule.Id + ".Counter", _ =>
                Replace(site, failure, WithLimit(failure, counter, site)));
        }
    }

    private static Task<Document> Replace(FixSite site, SyntaxNode old, SyntaxNode changed) =>
        Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(old, changed.WithAdditionalAnnotations(Formatter.Annotation))));

    private static StatementSyntax WithFirst(StatementSyntax body, StatementSyntax first, FixSite site)
    {
        first = first.WithTrailingTrivia(NewCode.LineEndOf(site.Root)).WithAdditionalAnnotations(Formatter.Annotation);
        return body is BlockSyntax block ? block.WithStatements(block.Statements.Insert(0, first)) : Block(first, body);
    }

    /// <summary>The failure is thrown on when the counter says so, behind the statement that counts.</summary>
    private static CatchClauseSyntax WithLimit(CatchClauseSyntax failure, string counter, FixSite site)
    {
        var limit = IfStatement(ParseExpression($"{counter} >= {Attempts}"), ThrowStatement())
            .WithTrailingTrivia(NewCode.LineEndOf(site.Root))
            .WithAdditionalAnnotations(Formatter.Annotation);
        var statements = failure.Block.Statements;
        var counted = statements.IndexOf(statement => Counts(statement, counter));
        return failure.WithBlock(failure.Block.WithStatements(statements.Insert(counted + 1, limit)));
    }

    private static bool Counts(StatementSyntax statement, string counter) => statement is ExpressionStatementSyntax { Expression: { } expression }
        && expression switch
        {
            PostfixUnaryExpressionSyntax post => post.IsKind(SyntaxKind.PostIncrementExpression) && post.Operand.ToString() == counter,
            PrefixUnaryExpressionSyntax pre => pre.IsKind(SyntaxKind.PreIncrementExpression) && pre.Operand.ToString() == counter,
            _ => false,
        };

    /// <summary>The one catch block of the loop that goes on.</summary>
    private static CatchClauseSyntax? FailureOf(StatementSyntax body)
    {
        var failures = Own(body).OfType<CatchClauseSyntax>()
            .Where(static failure => !failure.Block.Statements.Any(static statement => statement is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax))
            .ToList();
        return failures is [var only] ? only : null;
    }

    /// <summary>The number that the loop counts up and that starts with 0 or 1 outside of it.</summary>
    private static string? CounterOf(StatementSyntax loop, CatchClauseSyntax failure, FixSite site)
    {
        if (loop is ForStatementSyntax { Condition: null, Declaration.Variables: [{ } variable], Incrementors: [{ } step] } && IsIncrement(step))
            return variable.Identifier.ValueText;

        foreach (var node in Own(loop))
        {
            if (node is ExpressionSyntax expression && IsIncrement(expression)
                && (expression as PostfixUnaryExpressionSyntax)?.Operand is IdentifierNameSyntax counter
                && failure.Block.Statements.Any(statement => Counts(statement, counter.Identifier.ValueText))
                && site.Model.GetSymbolInfo(counter, site.CancellationToken).Symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Int32, DeclaringSyntaxReferences: [var declaration] }
                && !loop.Span.Contains(declaration.Span))
                return counter.Identifier.ValueText;
        }

        return null;
    }

    private static bool IsIncrement(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.PostIncrementExpression) || expression.IsKind(SyntaxKind.PreIncrementExpression);

    private static IEnumerable<SyntaxNode> Own(SyntaxNode body) =>
        body.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax);

    private static StatementSyntax? BodyOf(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax @while => @while.Statement,
        DoStatementSyntax @do => @do.Statement,
        ForStatementSyntax @for => @for.Statement,
        _ => null,
    };
}
