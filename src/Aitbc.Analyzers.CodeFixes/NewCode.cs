using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers;

/// <summary>What the code has in common that fixes write.</summary>
internal static class NewCode
{
    /// <summary>Has the full names in the node written as short as the place allows.</summary>
    public static T WithShortNames<T>(this T node)
        where T : SyntaxNode =>
        node.ReplaceNodes(
            node.DescendantNodesAndSelf().Where(static inner => inner is MemberAccessExpressionSyntax or QualifiedNameSyntax),
            static (_, inner) => inner.WithAdditionalAnnotations(Simplifier.Annotation));

    /// <summary>The first of these names that the member around does not use in any way, or the first with a number.</summary>
    public static string FreeName(SyntaxNode place, params string[] names)
    {
        SyntaxNode scope = place.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? place.SyntaxTree.GetRoot();
        // Top-level statements share one scope.
        if (scope is GlobalStatementSyntax)
            scope = scope.SyntaxTree.GetRoot();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in scope.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                used.Add(token.ValueText);
        }

        if (Array.Find(names, name => !used.Contains(name)) is { } free)
            return free;
        for (var i = 2; ; i++)
        {
            if (!used.Contains(names[0] + i))
                return names[0] + i;
        }
    }

    /// <summary>The token parameter of the function around, and of no other: an outer one may mean something else.</summary>
    public static string? TokenInScope(FixSite site, SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            var parameters = ancestor switch
            {
                BaseMethodDeclarationSyntax method => method.ParameterList,
                LocalFunctionStatementSyntax local => local.ParameterList,
                ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList,
                _ => null,
            };
            foreach (var parameter in parameters?.Parameters ?? default)
            {
                if (site.Model.GetDeclaredSymbol(parameter, site.CancellationToken) is { } symbol && site.Types.Is(symbol.Type, WaitBound.Token))
                    return symbol.Name;
            }

            if (ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)
                return null;
        }

        return null;
    }

    /// <summary>The line end of the file.</summary>
    public static SyntaxTrivia LineEndOf(SyntaxNode root)
    {
        foreach (var trivia in root.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return trivia;
        }

        return SyntaxFactory.ElasticCarriageReturnLineFeed;
    }
}
