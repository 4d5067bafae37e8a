using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Ports;

/// <summary>
/// The servers and helpers that the compilation itself declares: whether what a caller passes for a parameter comes to a
/// binder in the declaring type, through fields, other constructors and base types.
/// </summary>
internal sealed class OwnServers(KnownTypes types, PortBinders binders)
{
    private const int MaxDepth = 3;

    /// <summary>By type, and by how far the look has come already: one that starts late sees less.</summary>
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableHashSet<IParameterSymbol>>[] _binding =
        [new(SymbolEqualityComparer.Default), new(SymbolEqualityComparer.Default), new(SymbolEqualityComparer.Default)];

    /// <summary>Is the parameter's value bound as a port?</summary>
    public bool Binds(IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        parameter = parameter.OriginalDefinition;
        if (depth >= MaxDepth || parameter.ContainingType is not { } type)
            return false;

        if (!_binding[depth].TryGetValue(type, out var known))
            known = _binding[depth].GetOrAdd(type, FindIn(type, depth, cancellationToken));
        return known.Contains(parameter);
    }

    private ImmutableHashSet<IParameterSymbol> FindIn(INamedTypeSymbol type, int depth, CancellationToken cancellationToken)
    {
        var found = ImmutableHashSet.CreateBuilder<IParameterSymbol>(SymbolEqualityComparer.Default);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax(cancellationToken);
            if (!SpeaksOfPort(declaration))
                continue;

            SemanticModel? model = null;
            foreach (var node in declaration.DescendantNodes())
            {
                if (!MayBind(node))
                    continue;

                cancellationToken.ThrowIfCancellationRequested();
                model ??= types.Compilation.ModelOf(reference.SyntaxTree);
                if (model.GetOperation(node, cancellationToken) is not { } operation)
                    continue;
                if (operation is IExpressionStatementOperation statement)
                    operation = statement.Operation;
                foreach (var input in binders.InputsOf(operation, [], depth + 1, cancellationToken))
                {
                    var finder = new PortFinder(types, cancellationToken);
                    finder.Find(input.Value, input.Form);
                    foreach (var parameter in finder.Parameters)
                        found.Add(parameter.OriginalDefinition);
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>A call or creation is only bound where the name is one that binds, or an argument has a port's name.</summary>
    private bool MayBind(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" } add } =>
            PortSettings.Lists.Contains(NameOf(add.Expression) ?? ""),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } call => binders.MayBind(NameOf(call.Expression)) || NamesPort(call.ArgumentList),
        ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: > 0 } arguments } creation => binders.MayBind(NameOf(creation.Type)) || NamesPort(arguments),
        ImplicitObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: > 0 } arguments } => NamesPort(arguments),
        ConstructorInitializerSyntax { ArgumentList: { Arguments.Count: > 0 } arguments } => NamesPort(arguments),
        PrimaryConstructorBaseTypeSyntax { ArgumentList: { Arguments.Count: > 0 } arguments } => NamesPort(arguments),
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax member } => binders.MayBind(member.Name.Identifier.ValueText),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Parent: InitializerExpressionSyntax } => binders.MayBind(name.Identifier.ValueText),
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax or ImplicitElementAccessSyntax } => true,
        _ => false,
    };

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool SpeaksOfPort(SyntaxNode node)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && PortParameter.IsName(token.ValueText))
                return true;
        }

        return false;
    }

    private static bool NamesPort(ArgumentListSyntax arguments) => SpeaksOfPort(arguments);
}
