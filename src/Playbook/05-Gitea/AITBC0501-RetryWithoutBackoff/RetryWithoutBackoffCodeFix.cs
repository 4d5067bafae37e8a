using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.Gitea;

/// <summary>
/// Lets the pause of AITBC0501 grow: twice as long each time, up to a limit, and with some jitter. The attempts are
/// counted by the loop's own variable, or by a new one. Playbook section 5.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryWithoutBackoffCodeFix)), Shared]
public sealed class RetryWithoutBackoffCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => RetryWithoutBackoffRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } loop || BodyOf(loop) is not { } body)
            yield break;

        var counter = AttemptCounter.Of(loop, body, site);
        if (counter is null)
            yield break;

        var pauses = RetryPauseSyntax.In(body);
        if (pauses is [var pause] && RetryPauseSyntax.Grown(pause, counter.Factor, site) is { } grown)
        {
            yield return new FixOffer("Let the pause grow with each attempt", RetryWithoutBackoffRule.Id + ".Grow", _ =>
                Changed(site, loop, counter, loop.ReplaceNode(pause, grown)));
        }
        else if (pauses.Count == 0 && FailureOf(body) is { } failure)
        {
            yield return new FixOffer("Wait before the next attempt, longer each time", RetryWithoutBackoffRule.Id + ".Wait", _ =>
                Changed(site, loop, counter, loop.ReplaceNode(failure, WithPause(failure, counter, loop, site))));
        }
    }

    private static Task<Document> Changed(FixSite site, StatementSyntax loop, AttemptCounter counter, StatementSyntax changed)
    {
        if (counter.Declaration is not { } declaration)
            return Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(loop, changed)));

        var first = declaration
            .WithLeadingTrivia(loop.GetLeadingTrivia())
            .WithTrailingTrivia(ElasticMarker)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(
            loop, [first, changed.WithLeadingTrivia(ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation)])));
    }

    /// <summary>The one catch block of the loop that goes on as if nothing had happened.</summary>
    private static CatchClauseSyntax? FailureOf(StatementSyntax body)
    {
        var failures = RetryPauseSyntax.Own(body).OfType<CatchClauseSyntax>()
            .Where(static failure => !failure.Block.DescendantNodes().Any(static node => node is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax or GotoStatementSyntax))
            .ToList();
        return failures is [var only] ? only : null;
    }

    private static CatchClauseSyntax WithPause(CatchClauseSyntax failure, AttemptCounter counter, StatementSyntax loop, FixSite site)
    {
        var duration = RetryPauseSyntax.Duration("500", isConstant: true, counter.Factor, site);
        var text = IsAsync(loop)
            ? $"await global::System.Threading.Tasks.Task.Delay({duration});"
            : $"global::System.Threading.Thread.Sleep({duration});";
        var pause = ParseStatement(text).WithShortNames()
            .WithTrailingTrivia(NewCode.LineEndOf(site.Root))
            .WithAdditionalAnnotations(Formatter.Annotation);

        var statements = failure.Block.Statements;
        var index = statements.Count > 0 && statements.Last() is ContinueStatementSyntax ? statements.Count - 1 : statements.Count;
        return failure.WithBlock(failure.Block.WithStatements(statements.Insert(index, pause)).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static bool IsAsync(SyntaxNode loop)
    {
        foreach (var ancestor in loop.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword != default;
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
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
}
