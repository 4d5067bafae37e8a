using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A loop in a local function or private method whose every caller limits how long it waits for it: <c>await Poll().WaitAsync(limit)</c>.</summary>
internal static class BoundedCallers
{
    public static bool Bound(IOperation loop, KnownTypes types, CancellationToken cancellationToken)
    {
        if (loop.SemanticModel is not { } model || FunctionAround(loop, model, cancellationToken) is not { Name: var name } function || ScopeOf(function, loop.Syntax) is not { } scope)
            return false;

        var isCalled = false;
        foreach (var node in scope.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax { Identifier.ValueText: var used } mention || used != name
                || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(mention, cancellationToken).Symbol?.OriginalDefinition, function.OriginalDefinition))
                continue;

            var callee = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : (ExpressionSyntax)mention;
            if (callee.Parent is not InvocationExpressionSyntax call || model.GetOperation(call, cancellationToken) is not { } operation || !IsBounded(operation, types))
                return false;
            isCalled = true;
        }

        return isCalled;
    }

    private static IMethodSymbol? FunctionAround(IOperation loop, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var current = loop.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation)
                return null;
            if (current is ILocalFunctionOperation local)
                return local.Symbol;
        }

        return model.GetEnclosingSymbol(loop.Syntax.SpanStart, cancellationToken) as IMethodSymbol;
    }

    /// <summary>All of the code that may call the function; null where that is not in this file alone.</summary>
    private static SyntaxNode? ScopeOf(IMethodSymbol function, SyntaxNode loop) => function switch
    {
        { MethodKind: MethodKind.LocalFunction } => loop.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : null,
        { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences.Length: 1 } =>
            loop.FirstAncestorOrSelf<TypeDeclarationSyntax>(),
        _ => null,
    };

    /// <summary>Does whoever waits for this task do so for a limited time?</summary>
    private static bool IsBounded(IOperation task, KnownTypes types)
    {
        for (var current = task; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IInvocationOperation { TargetMethod.Name: "WaitAsync" or "Wait" } wait when wait.Instance == current && WaitBound.IsAmong(wait.Arguments, types):
                case IInvocationOperation { TargetMethod.Name: "WhenAny" }:
                    return true;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return IsBounded(local, parent.Root(), types);
                case IConversionOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" }:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsBounded(ILocalSymbol local, IOperation root, KnownTypes types)
    {
        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && IsBounded(reference, types))
                return true;
        }

        return false;
    }
}
