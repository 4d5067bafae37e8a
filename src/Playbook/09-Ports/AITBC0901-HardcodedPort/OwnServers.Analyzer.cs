using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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

    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableHashSet<IParameterSymbol>> _binding = new(SymbolEqualityComparer.Default);

    /// <summary>Is the parameter's value bound as a port?</summary>
    public bool Binds(IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        parameter = parameter.OriginalDefinition;
        // An accessor or delegate has no type of its own to look into; a local function has its method's.
        if (depth >= MaxDepth || parameter.ContainingType is not { } type)
            return false;
        if (_binding.TryGetValue(type, out var known))
            return known.Contains(parameter);

        var found = FindIn(type, depth, cancellationToken);
        // What a limited look has not found, a full one may.
        if (depth == 0)
            _binding.TryAdd(type, found);
        return found.Contains(parameter);
    }

    private ImmutableHashSet<IParameterSymbol> FindIn(INamedTypeSymbol type, int depth, CancellationToken cancellationToken)
    {
        var found = ImmutableHashSet.CreateBuilder<IParameterSymbol>(SymbolEqualityComparer.Default);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            SemanticModel? model = null;
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
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

    private static bool MayBind(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Count > 0,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } => true,
        ConstructorInitializerSyntax { ArgumentList.Arguments.Count: > 0 } => true,
        PrimaryConstructorBaseTypeSyntax { ArgumentList.Arguments.Count: > 0 } => true,
        AssignmentExpressionSyntax { Left: not IdentifierNameSyntax } => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } => true,
        _ => false,
    };
}
