using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>Knows, for one compilation, which calls publish to a channel or subscribe to one.</summary>
internal sealed class ChannelMethods
{
    private readonly Dictionary<INamedTypeSymbol, List<ChannelMethod>> _methods = new(SymbolEqualityComparer.Default);

    private ChannelMethods(KnownTypes types)
    {
        foreach (var method in ChannelMethod.All)
        {
            if (types[method.Type] is not { } type)
                continue;
            if (!_methods.TryGetValue(type, out var methods))
                _methods.Add(type, methods = []);
            methods.Add(method);
        }
    }

    /// <summary>Null where the compilation references no library with channels.</summary>
    public static ChannelMethods? Create(KnownTypes types)
    {
        var methods = new ChannelMethods(types);
        return methods._methods.Count == 0 ? null : methods;
    }

    /// <summary>What the call does with which channel; null where it is about none.</summary>
    public (ChannelMethod Method, IOperation Channel)? Of(IInvocationOperation call)
    {
        var target = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (!_methods.TryGetValue(target.ContainingType, out var methods))
            return null;

        foreach (var method in methods)
        {
            if (method.Name == target.Name && call.ArgumentFor(method.Channel) is { } channel)
                return (method, channel);
        }

        return null;
    }
}
