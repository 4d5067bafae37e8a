using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Imports;

/// <summary>The part of the trail that goes through symbols and lists: all places that name them.</summary>
internal sealed partial class PathTrail
{
    private const int MaxSymbols = 24;

    /// <summary>The uses of a variable, member or local function, over all of <paramref name="scope"/>.</summary>
    private PathUses UsesOfReferences(ISymbol symbol, SyntaxNode scope) => OverReferences(symbol, scope, Follow);

    private PathUses OverReferences(ISymbol symbol, SyntaxNode scope, Func<IOperation, PathUses> follow)
    {
        // A symbol that leads to itself says nothing new the second time.
        if (_visited.Count > MaxSymbols || !_visited.Add(symbol.OriginalDefinition))
            return PathUses.None;

        var uses = PathUses.None;
        var isReplaced = false;
        foreach (var token in scope.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != symbol.Name || token.Parent is not IdentifierNameSyntax name)
                continue;

            cancellationToken.ThrowIfCancellationRequested();
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, symbol.OriginalDefinition))
                continue;

            uses |= UsesOfReference(name, follow, ref isReplaced);
        }

        return isReplaced && symbol is ILocalSymbol or IParameterSymbol ? PathUses.Fallback : uses;
    }

    private PathUses UsesOfReference(IdentifierNameSyntax name, Func<IOperation, PathUses> follow, ref bool isReplaced)
    {
        ExpressionSyntax expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        if (expression.Parent is InvocationExpressionSyntax call && call.Expression == expression)
            expression = call;
        if (expression.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } attributeArgument)
            return UsesInAttribute(attributeArgument);
        if (IsConstantOnly(expression))
            return PathUses.Accepted;
        if (expression.Parent is AssignmentExpressionSyntax assignment && assignment.Left == expression)
        {
            // Another value takes the place of this one: it was the default.
            isReplaced |= assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                && !model.GetConstantValue(assignment.Right, cancellationToken).HasValue
                && !Mentions(assignment.Right, name.Identifier.ValueText);
            return PathUses.None;
        }

        return model.GetOperation(expression, cancellationToken) is { } operation ? follow(operation) : PathUses.Unknown;
    }

    private static bool Mentions(SyntaxNode expression, string name)
    {
        foreach (var token in expression.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
                return true;
        }

        return false;
    }

    /// <summary>The value is an element; several constants together are a table of known locations.</summary>
    private PathUses FollowList(IOperation list, int count)
    {
        if (NamesAnotherSystem(list))
            return PathUses.Elsewhere;

        var uses = FollowWholeList(list);
        return count > 1 && !IsDirectArgument(list) ? uses | PathUses.Table : uses;
    }

    /// <summary>Arguments of a program that works in a container or on another host: ["docker", "run", ...].</summary>
    private static bool NamesAnotherSystem(IOperation list)
    {
        foreach (var child in list.Syntax.DescendantNodes())
        {
            if (child is LiteralExpressionSyntax { Token.Value: string program } && program.Length < 20 && (PathName.Of(program) & NameHint.Foreign) != 0)
                return true;
        }

        return false;
    }

    private static bool IsDirectArgument(IOperation list)
    {
        var parent = list.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation;
    }

    private PathUses FollowWholeList(IOperation list)
    {
        switch (list.Parent)
        {
            case IConversionOperation { OperatorMethod: null }:
                return FollowWholeList(list.Parent);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return OverReferences(declarator.Symbol, ScopeOf(list.Syntax), FollowWholeList);
            case IFieldInitializerOperation { InitializedFields: [var field, ..] }:
                return FollowListMember(field, list);
            case IPropertyInitializerOperation { InitializedProperties: [var property, ..] }:
                return FollowListMember(property, list);
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation item } loop:
                return UsesOfReferences(item.Symbol, loop.Syntax);
            case IArgumentOperation argument:
                return UsesOfListArgument(argument);
            case IInvocationOperation call:
                return UsesOfDelegates(call);
            default:
                return PathUses.Unknown;
        }
    }

    private PathUses FollowListMember(ISymbol member, IOperation list) =>
        list.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } scope
            ? OverReferences(member, scope, FollowWholeList)
            : PathUses.Unknown;

    private PathUses UsesOfListArgument(IArgumentOperation argument)
    {
        if (argument.Parent is not IInvocationOperation call)
            return UsesOfArgument(argument);

        // paths.FirstOrDefault(File.Exists), paths.Where(p => File.Exists(p))
        return PathApis.Same(call.TargetMethod.ContainingType, apis.Enumerable) ? UsesOfDelegates(call) : UsesOfArgument(argument);
    }

    /// <summary>What the delegates of a call over a list do with each element.</summary>
    private PathUses UsesOfDelegates(IInvocationOperation call)
    {
        var uses = PathUses.Unknown;
        foreach (var argument in call.Arguments)
        {
            var target = (argument.Value as IDelegateCreationOperation)?.Target;
            if (target is IMethodReferenceOperation reference)
                uses |= UsesOfCall(reference.Method, null);
            else if (target is IAnonymousFunctionOperation { Symbol.Parameters: [var element, ..] } lambda)
                uses |= UsesOfReferences(element, lambda.Syntax);
        }

        return uses;
    }
}
