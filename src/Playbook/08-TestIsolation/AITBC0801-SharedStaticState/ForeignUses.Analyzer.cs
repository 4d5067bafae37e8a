using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Finds what other types do to a member that they can see: a helper's flag that tests set, a base's list that derived
/// classes clear. Only files that spell both the type's and the member's name are bound.
/// </summary>
/// <remarks>
/// The names of a file are kept as long as its syntax tree: while the user types, only the file that changes is read again.
/// </remarks>
internal sealed class ForeignUses(Compilation compilation)
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> NamesOfTrees = new();

    /// <summary>The references to <paramref name="member"/> outside of <paramref name="unit"/>, each with the member it stands in.</summary>
    /// <param name="member">The member.</param>
    /// <param name="unit">The outermost type whose own references are known already.</param>
    /// <param name="changes">Its own type changes it; otherwise references matter only if one of them could change it.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public IEnumerable<(IOperation Reference, ISymbol Where)> Of(
        ISymbol member, INamedTypeSymbol unit, bool changes, CancellationToken cancellationToken)
    {
        if (!IsVisibleOutside(member) || !changes && !MayChange(member, cancellationToken))
            yield break;

        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var names = NamesOfTrees.GetValue(tree, static t => NamesOf(t));
            if (!names.Contains(member.Name) || !names.Contains(member.ContainingType.Name))
                continue;

#pragma warning disable RS1030 // Few files get here, and the decision is needed while the user types, not at the end of the compilation.
            var model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != member.Name
                    || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, member))
                    continue;

                var expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (SyntaxNode)name;
                if (WhereIs(model, name, cancellationToken) is { } where && !IsIn(where, unit)
                    && model.GetOperation(expression, cancellationToken) is { } reference)
                    yield return (reference, where);
            }
        }
    }

    /// <summary>Does any file spell this method's name, other than where it is declared?</summary>
    public bool IsNamedAnywhere(IMethodSymbol method)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!NamesOfTrees.GetValue(tree, static t => NamesOf(t)).Contains(method.Name))
                continue;

            var count = 0;
            foreach (var token in tree.GetRoot().DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == method.Name)
                    count++;
            }

            foreach (var declaration in method.DeclaringSyntaxReferences)
            {
                if (declaration.SyntaxTree == tree)
                    count--;
            }

            if (count > 0)
                return true;
        }

        return false;
    }

    /// <summary>Does some reference look as if it changed the member? Told from syntax alone, since most only read.</summary>
    private bool MayChange(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var names = NamesOfTrees.GetValue(tree, static t => NamesOf(t));
            if (!names.Contains(member.Name) || !names.Contains(member.ContainingType.Name))
                continue;

            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is IdentifierNameSyntax name && name.Identifier.ValueText == member.Name && MayChange(name))
                    return true;
            }
        }

        return false;
    }

    private static bool MayChange(IdentifierNameSyntax name)
    {
        SyntaxNode expression = name;
        var last = name.Identifier.ValueText;
        while (true)
        {
            switch (expression.Parent)
            {
                case MemberAccessExpressionSyntax access:
                    last = access.Name.Identifier.ValueText;
                    break;
                case ConditionalAccessExpressionSyntax:
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or ArgumentSyntax { Parent: TupleExpressionSyntax }:
                    return true;
                case ElementAccessExpressionSyntax access when access.Expression == expression:
                case ParenthesizedExpressionSyntax or CastExpressionSyntax:
                    break;
                case PostfixUnaryExpressionSyntax suppression when suppression.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    break;
                case PostfixUnaryExpressionSyntax:
                    return true;
                case PrefixUnaryExpressionSyntax prefix:
                    return prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression);
                case AssignmentExpressionSyntax assignment:
                    return assignment.Left == expression;
                case InvocationExpressionSyntax call:
                    return call.Expression == expression && Mutations.IsName(last);
                default:
                    return false;
            }

            expression = expression.Parent;
        }
    }

    private static ISymbol? WhereIs(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        var symbol = model.GetEnclosingSymbol(node.SpanStart, cancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol is IMethodSymbol or IFieldSymbol or IPropertySymbol ? symbol : null;
    }

    private static bool IsIn(ISymbol symbol, INamedTypeSymbol outermost)
    {
        for (var type = symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, outermost))
                return true;
        }

        return false;
    }

    private static bool IsVisibleOutside(ISymbol member)
    {
        if (member.DeclaredAccessibility == Accessibility.Private)
            return false;

        for (var type = member.ContainingType; type.ContainingType is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility == Accessibility.Private)
                return false;
        }

        return true;
    }

    private static HashSet<string> NamesOf(SyntaxTree tree)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in tree.GetRoot().DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                names.Add(token.ValueText);
        }

        return names;
    }
}
