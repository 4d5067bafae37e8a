using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Spans and other references that cannot live across an await. The compiler says so only when it emits code, too late
/// for the check that keeps fixes with compile errors from being offered.
/// </summary>
internal static class RefLike
{
    /// <summary>Has the function such a variable, or the statement around the place such a value?</summary>
    public static bool IsNear(SyntaxNode place, SyntaxNode function, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax
                && model.GetDeclaredSymbol(node, cancellationToken) is ILocalSymbol local
                && (local.IsRef || local.Type.IsRefLikeType || local.Type.TypeKind == TypeKind.Pointer))
                return true;
        }

        var statement = place.FirstAncestorOrSelf<StatementSyntax>() ?? place.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() as SyntaxNode ?? place;
        foreach (var node in statement.DescendantNodes(inner => inner == statement || (inner != place && inner is not (StatementSyntax or AnonymousFunctionExpressionSyntax))))
        {
            if (node is ExpressionSyntax expression && node != place && model.GetTypeInfo(expression, cancellationToken) is var info
                && (info.Type is { IsRefLikeType: true } || info.ConvertedType is { IsRefLikeType: true }))
                return true;
        }

        return false;
    }
}
