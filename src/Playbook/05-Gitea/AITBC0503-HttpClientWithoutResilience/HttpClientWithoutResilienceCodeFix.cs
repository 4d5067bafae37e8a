using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.Gitea;

/// <summary>Adds the standard resilience handler to the client of AITBC0503. Playbook section 5.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HttpClientWithoutResilienceCodeFix)), Shared]
public sealed class HttpClientWithoutResilienceCodeFix : PlaybookCodeFix
{
    private const string Method = "AddStandardResilienceHandler";

    private protected override string FixableId => HttpClientWithoutResilienceRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        // The handler's own builder ends the chain, so nobody may use what the chain gives.
        if (!site.Types.Has("Microsoft.Extensions.DependencyInjection.ResilienceHttpClientBuilderExtensions")
            || site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } registration
            || ChainOf(registration) is not { } chain
            || chain.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax)
            || site.Model.GetTypeInfo(chain, site.CancellationToken).Type is not { } type
            || !site.Types.Is(type, "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder"))
            yield break;

        yield return new FixOffer("Add the standard resilience handler", HttpClientWithoutResilienceRule.Id + ".Standard", _ =>
            Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(chain, WithHandler(chain, site.Root)))));
    }

    /// <summary>The whole chain of calls that starts with the registration.</summary>
    private static InvocationExpressionSyntax? ChainOf(InvocationExpressionSyntax registration)
    {
        var chain = registration;
        while (chain.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == chain)
            chain = next;
        return chain.Parent is MemberAccessExpressionSyntax ? null : chain;
    }

    private static InvocationExpressionSyntax WithHandler(InvocationExpressionSyntax chain, SyntaxNode root)
    {
        var dot = Token(SyntaxKind.DotToken);
        var inner = chain.WithoutTrailingTrivia();
        // A chain with a line for each call gets a line more.
        if (chain.Expression is MemberAccessExpressionSyntax { OperatorToken: { HasLeadingTrivia: true } last } && last.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            dot = dot.WithLeadingTrivia(last.LeadingTrivia.Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
            inner = inner.WithTrailingTrivia(NewCode.LineEndOf(root));
        }

        return InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, inner, dot, IdentifierName(Method)))
            .WithTrailingTrivia(chain.GetTrailingTrivia());
    }
}
