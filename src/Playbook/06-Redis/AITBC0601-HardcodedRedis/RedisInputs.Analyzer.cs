using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>A value that tells a Redis client its server.</summary>
internal readonly record struct RedisInput(IOperation Value, RedisSink Sink, IOperation? Port);

/// <summary>Knows, for one compilation, which operations tell a Redis client where its server is.</summary>
internal sealed class RedisInputs
{
    private readonly Dictionary<INamedTypeSymbol, List<RedisSink>> _sinks = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private RedisInputs(KnownTypes types)
    {
        foreach (var sink in RedisSink.All)
        {
            if (!types.Has(sink.Type))
                continue;

            foreach (var type in types.Compilation.GetTypesByMetadataName(sink.Type))
            {
                if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types.Compilation.Assembly))
                    continue;
                if (!_sinks.TryGetValue(type, out var sinks))
                    _sinks.Add(type, sinks = []);
                sinks.Add(sink);
                _names.Add(sink.Member == ".ctor" ? type.Name : sink.Member);
            }
        }
    }

    /// <summary>Null where the compilation references no Redis client.</summary>
    public static RedisInputs? Create(KnownTypes types)
    {
        var inputs = new RedisInputs(types);
        return inputs._sinks.Count == 0 ? null : inputs;
    }

    /// <summary>A first look by name alone: the member, or the type for a constructor, of some sink.</summary>
    public bool MayTell(string? name) => name is not null && _names.Contains(name);

    public ImmutableArray<RedisInput> Of(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { Arguments.IsEmpty: false } call:
                return OfCall((call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition, call.Arguments);
            case IObjectCreationOperation { Constructor: { } constructor, Arguments.IsEmpty: false } creation:
                return OfCall(constructor.OriginalDefinition, creation.Arguments);
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment
                when property.ContainingType is { } type && _sinks.TryGetValue(type.OriginalDefinition, out var sinks):
                foreach (var sink in sinks)
                {
                    if (sink.Value is null && sink.Member == property.Name)
                        return [new RedisInput(assignment.Value, sink, null)];
                }

                return [];
            default:
                return [];
        }
    }

    private ImmutableArray<RedisInput> OfCall(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (method.ContainingType is not { } type || !_sinks.TryGetValue(type, out var sinks))
            return [];

        ImmutableArray<RedisInput> inputs = [];
        foreach (var sink in sinks)
        {
            if (sink.Member != method.Name)
                continue;

            IOperation? port = null;
            foreach (var argument in arguments)
            {
                if (argument.Parameter?.Name == "port")
                    port = argument.Value;
            }

            foreach (var argument in arguments)
            {
                if (argument.Parameter?.Name == sink.Value && argument.ArgumentKind != ArgumentKind.DefaultValue)
                    inputs = AddElements(inputs, argument.Value, sink, port);
            }
        }

        return inputs;
    }

    /// <summary>The value, or the elements of the list that it is.</summary>
    private static ImmutableArray<RedisInput> AddElements(ImmutableArray<RedisInput> inputs, IOperation value, RedisSink sink, IOperation? port)
    {
        // A conversion that the library declares reads the text.
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        switch (value)
        {
            case IArrayCreationOperation { Initializer: { } list }:
                foreach (var element in list.ElementValues)
                    inputs = AddElements(inputs, element, sink, port);
                return inputs;
            case ICollectionExpressionOperation list:
                foreach (var element in list.Elements)
                    inputs = AddElements(inputs, element, sink, port);
                return inputs;
            default:
                return inputs.Add(new RedisInput(value, sink, port));
        }
    }
}
