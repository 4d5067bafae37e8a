using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>A channel that is named somewhere.</summary>
internal sealed record ChannelMention(ChannelName Name, ChannelProtocol Protocol)
{
    public Location Location => Name.Shown.Syntax.GetLocation();
}

/// <summary>
/// All publications and subscriptions of a compilation, also those that go through its own methods: what is passed for a
/// parameter that comes to a library's channel counts as named there.
/// </summary>
internal sealed class ChannelBook(KnownTypes types, ChannelMethods methods)
{
    private const int MaxRounds = 4;

    private readonly ConcurrentBag<(ChannelMethod Method, IOperation Channel)> _uses = [];
    private readonly ConcurrentBag<IArgumentOperation> _passed = [];
    private readonly Dictionary<IParameterSymbol, HashSet<(bool IsPublish, ChannelProtocol Protocol)>> _roles = new(SymbolEqualityComparer.Default);

    public List<ChannelMention> Published { get; } = [];

    public List<ChannelMention> Subscribed { get; } = [];

    /// <summary>The protocols in which somebody subscribes to what only run time knows.</summary>
    public HashSet<ChannelProtocol> WithUnknownSubscription { get; } = [];

    /// <summary>Remembers what this operation may tell; cheap, since it sees every call.</summary>
    public void Note(IOperation operation)
    {
        if (operation is IInvocationOperation call && methods.Of(call) is { } use)
        {
            _uses.Add(use);
            return;
        }

        var (target, arguments) = operation switch
        {
            IInvocationOperation invocation => (invocation.TargetMethod, invocation.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => (null, []),
        };
        if (target is null || arguments.IsEmpty || !SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, types.Compilation.Assembly))
            return;

        foreach (var argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && IsNamedChannel(parameter.Name))
                _passed.Add(argument);
        }
    }

    /// <summary>Works out who names which channel; false where nobody publishes or nobody subscribes.</summary>
    public bool Close(CancellationToken cancellationToken)
    {
        var trace = new ValueTrace(types.Compilation, cancellationToken);
        foreach (var (method, channel) in _uses)
            Add(channel, method.IsPublish, method.Protocol, trace);

        var left = new HashSet<IArgumentOperation>(_passed);
        for (var round = 0; round < MaxRounds && _roles.Count > 0; round++)
        {
            var known = new Dictionary<IParameterSymbol, HashSet<(bool, ChannelProtocol)>>(_roles, SymbolEqualityComparer.Default);
            if (left.RemoveWhere(argument => AddPassed(argument, known, trace)) == 0)
                break;
        }

        return Published.Count > 0 && Subscribed.Count > 0;
    }

    private bool AddPassed(IArgumentOperation argument, Dictionary<IParameterSymbol, HashSet<(bool IsPublish, ChannelProtocol Protocol)>> known, ValueTrace trace)
    {
        if (!known.TryGetValue(argument.Parameter!.OriginalDefinition, out var roles))
            return false;

        foreach (var (isPublish, protocol) in roles.ToArray())
            Add(argument.Value, isPublish, protocol, trace);
        return true;
    }

    private void Add(IOperation channel, bool isPublish, ChannelProtocol protocol, ValueTrace trace)
    {
        foreach (var name in ChannelName.Of(channel, protocol, trace))
        {
            if (name.Parameter is { } parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingAssembly, types.Compilation.Assembly))
            {
                AddRole(parameter, (isPublish, protocol));
            }
            else if (isPublish)
            {
                if (name is { IsKnown: true, IsPattern: false })
                    Published.Add(new ChannelMention(name, protocol));
            }
            else if (name.IsKnown || name.IsPattern)
            {
                Subscribed.Add(new ChannelMention(name, protocol));
            }
            else
            {
                WithUnknownSubscription.Add(protocol);
            }
        }
    }

    /// <summary>The parameter's own role, and that of the same parameter where the method is called through an interface or a base class.</summary>
    private void AddRole(IParameterSymbol parameter, (bool, ChannelProtocol) role)
    {
        if (!_roles.TryGetValue(parameter, out var roles))
            _roles.Add(parameter, roles = []);
        if (!roles.Add(role) || parameter.ContainingSymbol is not IMethodSymbol method || method.ContainingType is not { } type)
            return;

        if (method.OverriddenMethod is { } overridden)
            AddRole(overridden.OriginalDefinition.Parameters[parameter.Ordinal], role);
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
            return;

        foreach (var implemented in type.AllInterfaces)
        {
            foreach (var member in implemented.GetMembers())
            {
                if (member is IMethodSymbol { Parameters: var parameters } && parameters.Length == method.Parameters.Length
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method.OriginalDefinition))
                    AddRole((IParameterSymbol)parameters[parameter.Ordinal].OriginalDefinition, role);
            }
        }
    }

    private static bool IsNamedChannel(string name) =>
        name.IndexOf("channel", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("topic", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("subject", StringComparison.OrdinalIgnoreCase) >= 0;
}
