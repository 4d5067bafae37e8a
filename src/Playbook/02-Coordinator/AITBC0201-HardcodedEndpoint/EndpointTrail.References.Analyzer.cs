using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>The part of the trail that goes through symbols: all places that name them.</summary>
internal sealed partial class EndpointTrail
{
    private const int MaxSymbols = 24;

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    private EndpointUses UsesOfAssigned(IOperation target, IOperation value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return UsesOfReferences(local.Local, ScopeOf(value.Syntax));
            case IParameterReferenceOperation parameter:
                return UsesOfReferences(parameter.Parameter, ScopeOf(value.Syntax));
            case IFieldReferenceOperation field:
                return UsesOfMember(field.Field, isDeclaration: IsInOwnConstructor(field, value));
            case IPropertyReferenceOperation { Property: var property } reference:
                if (apis.UseOf(property) is not AddressUse.Unknown and var use)
                    return UsesAt(reference, use, IsWithFixedPort);
                return apis.IsOwn(property) ? UsesOfMember(property, isDeclaration: IsInOwnConstructor(reference, value)) : EndpointUses.Other;
            default:
                return EndpointUses.Other;
        }
    }

    /// <summary>Does nothing beside it give a port that is found out at run time?</summary>
    private bool IsWithFixedPort(IPropertyReferenceOperation host)
    {
        if (host.Parent?.Parent is not IObjectOrCollectionInitializerOperation initializer)
            return true;

        foreach (var member in initializer.Initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Port" }, Value: { } port })
                return IsPort(port);
        }

        return true;
    }

    /// <summary>A member of the compilation; where others can set it, what it starts with is a fallback.</summary>
    private EndpointUses UsesOfMember(ISymbol member, bool isDeclaration)
    {
        member = member.OriginalDefinition;
        if (isDeclaration && member is not IFieldSymbol { IsConst: true } && IsReplaced(member))
            return EndpointUses.Fallback;
        // A member that leads to itself says nothing new the second time.
        if (_visited.Count > MaxSymbols || !_visited.Add(member))
            return EndpointUses.None;

        var uses = EndpointUses.None;
        if (member.DeclaredAccessibility == Accessibility.Private && member.ContainingType is { } type)
        {
            foreach (var reference in type.DeclaringSyntaxReferences)
                uses |= UsesOfReferences(member, reference.GetSyntax(cancellationToken), isPart: true);
            return uses;
        }

        foreach (var tree in apis.Types.Compilation.SyntaxTrees)
        {
            if (IdentifierNames.Of(tree).Contains(member.Name))
                uses |= UsesOfReferences(member, tree.GetRoot(cancellationToken), isPart: true);
        }

        return uses;
    }

    /// <summary>Is it named a default, or can others set it, or does its own class give it another value?</summary>
    private bool IsReplaced(ISymbol member) =>
        IdentifierWords.Of(member.Name).Contains("default")
        || (IsSettable(member) ? !member.IsStatic || IsSetElsewhere(member) : VariableWrites.OfMember(member, apis.Types.Compilation, cancellationToken).Values.Length > 1);

    private static bool IsSettable(ISymbol member) => member switch
    {
        IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
        IFieldSymbol { IsReadOnly: false, IsConst: false } field => field.DeclaredAccessibility != Accessibility.Private,
        _ => false,
    };

    private bool IsSetElsewhere(ISymbol member)
    {
        foreach (var tree in apis.Types.Compilation.SyntaxTrees)
        {
            if (!IdentifierNames.Of(tree).Contains(member.Name))
                continue;

            foreach (var name in NamesOf(member, tree.GetRoot(cancellationToken)))
            {
                if (WholeOf(name).Parent is AssignmentExpressionSyntax assignment && assignment.Left == WholeOf(name))
                    return true;
            }
        }

        return false;
    }

    private static bool IsInOwnConstructor(IMemberReferenceOperation reference, IOperation value) =>
        reference.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
        && value.Syntax.FirstAncestorOrSelf<SyntaxNode>(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
            is ConstructorDeclarationSyntax;

    private EndpointUses UsesOfParameter(IParameterSymbol parameter)
    {
        parameter = parameter.OriginalDefinition;
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return EndpointUses.Other;
        if (method.PartialImplementationPart is { } implementation)
            (method, parameter) = (implementation, implementation.Parameters[parameter.Ordinal]);

        var uses = EndpointUses.Other;
        foreach (var reference in method.DeclaringSyntaxReferences)
            uses |= UsesOfReferences(parameter, reference.GetSyntax(cancellationToken));
        return uses;
    }

    private EndpointUses UsesOfResult(IReturnOperation result)
    {
        var function = result.Syntax.FirstAncestorOrSelf<SyntaxNode>(static node =>
            node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax);
        if (function is AccessorDeclarationSyntax { Parent.Parent: BasePropertyDeclarationSyntax accessed })
            function = accessed;
        if (function is null or AnonymousFunctionExpressionSyntax
            || apis.Types.Compilation.ModelOf(function.SyntaxTree).GetDeclaredSymbol(function, cancellationToken) is not { } symbol)
            return EndpointUses.Other;
        if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            return UsesOfReferences(symbol, ScopeOf(function));
        return symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol && !symbol.IsOverride && !symbol.IsVirtual
            ? UsesOfMember(symbol, isDeclaration: false)
            : EndpointUses.Other;
    }

    private EndpointUses UsesOfReferences(ISymbol symbol, SyntaxNode scope, bool isPart = false)
    {
        // A symbol that leads to itself says nothing new the second time.
        if (!isPart && (_visited.Count > MaxSymbols || !_visited.Add(symbol.OriginalDefinition)))
            return EndpointUses.None;

        var uses = EndpointUses.None;
        var isReplaced = false;
        foreach (var name in NamesOf(symbol, scope))
        {
            var expression = WholeOf(name);
            if (expression.Parent is InvocationExpressionSyntax call && call.Expression == expression)
                expression = call;
            if (expression.Parent is AssignmentExpressionSyntax assignment && assignment.Left == expression)
            {
                // Another value takes the place of this one: it was the default.
                isReplaced |= !ModelOf(assignment).GetConstantValue(assignment.Right, cancellationToken).HasValue;
                continue;
            }

            uses |= ModelOf(expression).GetOperation(expression, cancellationToken) is { } operation ? Follow(operation) : EndpointUses.Other;
        }

        return isReplaced && symbol is ILocalSymbol or IParameterSymbol ? EndpointUses.Fallback : uses;
    }

    /// <summary>The names of the symbol in this code, without those in attributes.</summary>
    private IEnumerable<IdentifierNameSyntax> NamesOf(ISymbol symbol, SyntaxNode scope)
    {
        foreach (var token in scope.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != symbol.Name || token.Parent is not IdentifierNameSyntax name)
                continue;

            cancellationToken.ThrowIfCancellationRequested();
            if (SymbolEqualityComparer.Default.Equals(ModelOf(name).GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, symbol.OriginalDefinition))
                yield return name;
        }
    }

    private SemanticModel ModelOf(SyntaxNode node) => apis.Types.Compilation.ModelOf(node.SyntaxTree);

    private static ExpressionSyntax WholeOf(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

    private static SyntaxNode ScopeOf(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case GlobalStatementSyntax { Parent: { } program }:
                    return program;
                case MemberDeclarationSyntax:
                    return ancestor;
            }
        }

        return node.SyntaxTree.GetRoot();
    }
}
