using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>The compilation's own classes around a Redis client: which of their parameters tell it its server.</summary>
internal sealed class OwnRedisClients(KnownTypes types, RedisInputs inputs)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableHashSet<IParameterSymbol>> _telling = new(SymbolEqualityComparer.Default);

    /// <summary>What is passed here to a client of the compilation's own.</summary>
    public IEnumerable<IArgumentOperation> Of(IOperation operation, CancellationToken cancellationToken)
    {
        var arguments = operation switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        // What a constructor tells its own object is what holds until somebody tells another.
        if (operation is IInvocationOperation { Instance: IInstanceReferenceOperation } && operation.Syntax.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null)
            yield break;

        foreach (var argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Type.SpecialType: SpecialType.System_String } parameter, Value.ConstantValue: { HasValue: true, Value: string text } }
                && RedisText.MayNameServer(text) && Tells(parameter.OriginalDefinition, cancellationToken))
                yield return argument;
        }
    }

    private bool Tells(IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        if (parameter.ContainingType is not { } type || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types.Compilation.Assembly))
            return false;
        if (!_telling.TryGetValue(type, out var known))
            known = _telling.GetOrAdd(type, FindIn(type, cancellationToken));
        return known.Contains(parameter);
    }

    private ImmutableHashSet<IParameterSymbol> FindIn(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var found = ImmutableHashSet.CreateBuilder<IParameterSymbol>(SymbolEqualityComparer.Default);
        var trace = new ValueTrace(types.Compilation, cancellationToken);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (!inputs.MayTell(NameOf(node)) || types.Compilation.ModelOf(reference.SyntaxTree).GetOperation(node, cancellationToken) is not { } operation)
                    continue;
                foreach (var input in inputs.Of(operation))
                {
                    foreach (var origin in trace.Origins(input.Value))
                    {
                        if (origin is { IsSole: true, Operation: IParameterReferenceOperation parameter })
                            found.Add(parameter.Parameter.OriginalDefinition);
                    }
                }
            }
        }

        while (AddPassedOn(type, found, trace, cancellationToken))
            continue;
        return found.ToImmutable();
    }

    /// <summary>Adds the parameters that other constructors of the type pass on to those that are found.</summary>
    private bool AddPassedOn(INamedTypeSymbol type, ImmutableHashSet<IParameterSymbol>.Builder found, ValueTrace trace, CancellationToken cancellationToken)
    {
        var count = found.Count;
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (found.Count == 0 || reference.GetSyntax(cancellationToken) is not ConstructorDeclarationSyntax { Initializer: { } initializer }
                    || types.Compilation.ModelOf(reference.SyntaxTree).GetOperation(initializer, cancellationToken) is not IInvocationOperation call)
                    continue;
                foreach (var argument in call.Arguments)
                {
                    if (argument.Parameter is { } parameter && found.Contains(parameter.OriginalDefinition)
                        && trace.Origins(argument.Value) is [{ IsSole: true, Operation: IParameterReferenceOperation passed }])
                        found.Add(passed.Parameter.OriginalDefinition);
                }
            }
        }

        return found.Count > count;
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax name } => name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax name } => name.Right.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax member } => member.Name.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText,
        _ => null,
    };
}
