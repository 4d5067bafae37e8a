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
