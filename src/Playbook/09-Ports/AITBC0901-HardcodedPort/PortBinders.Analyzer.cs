using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Ports;

/// <summary>A value that tells a binder its port.</summary>
internal readonly record struct BinderInput(IOperation Value, PortForm Form, bool IsDatagram, string? Socket = null);

/// <summary>Knows, for one compilation, which operations bind a port and which value tells them.</summary>
internal sealed class PortBinders
{
    private readonly KnownTypes _types;
    private readonly Dictionary<INamedTypeSymbol, List<PortSink>> _sinks = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly OwnServers _ownServers;

    private PortBinders(KnownTypes types)
    {
        _types = types;
        _ownServers = new OwnServers(types, this);
        foreach (var sink in PortSink.All)
        {
            if (types[sink.Type] is not { } type)
                continue;
            if (!_sinks.TryGetValue(type, out var sinks))
                _sinks.Add(type, sinks = []);
            sinks.Add(sink);
            _names.Add(sink.Member == ".ctor" ? type.Name : sink.Member);
        }
    }

    /// <summary>A first look by name alone: the member, or the type for a constructor, of some sink.</summary>
    public bool MayBind(string? name) => name is not null && (_names.Contains(name) || PortSettings.Names.Contains(name));

    /// <summary>Null where the compilation references nothing that binds a port.</summary>
    public static PortBinders? Create(KnownTypes types)
    {
        var binders = new PortBinders(types);
        return binders._sinks.Count == 0 ? null : binders;
    }

    /// <summary>What tells a port here: a parameter of a library, of a server of this compilation, or of a type that the user names.</summary>
    public ImmutableArray<BinderInput> InputsOf(IOperation operation, ImmutableArray<INamedTypeSymbol> named, CancellationToken cancellationToken) =>
        InputsOf(operation, named, depth: 0, cancellationToken);

    /// <inheritdoc cref="InputsOf(IOperation, ImmutableArray{INamedTypeSymbol}, CancellationToken)"/>
    public ImmutableArray<BinderInput> InputsOf(IOperation operation, ImmutableArray<INamedTypeSymbol> named, int depth, CancellationToken cancellationToken) =>
        operation switch
        {
            IInvocationOperation { Arguments.IsEmpty: false } call => InputsOf(call, call.TargetMethod, call.Arguments, named, depth, cancellationToken),
            IObjectCreationOperation { Constructor: { } constructor, Arguments.IsEmpty: false } creation =>
                InputsOf(creation, constructor, creation.Arguments, named, depth, cancellationToken),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment => InputsOf(assignment, property),
            _ => [],
        };

    private ImmutableArray<BinderInput> InputsOf(
        IOperation operation, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments,
        ImmutableArray<INamedTypeSymbol> named, int depth, CancellationToken cancellationToken)
    {
        for (var declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            if (declared.ContainingType is { } type && _sinks.TryGetValue(type.OriginalDefinition, out var sinks))
                return OfLibrary(operation, declared, arguments, sinks);
        }

        if (operation is IInvocationOperation call && PortSettings.InputOf(call, _types) is { } setting)
            return [setting];

        if (method.ContainingType is not { } owner)
            return [];
        if (!named.IsEmpty && IsNamed(owner, named))
            return Telling(arguments, isSure: true, depth, cancellationToken);
        return SymbolEqualityComparer.Default.Equals(owner.ContainingAssembly, _types.Compilation.Assembly)
            ? Telling(arguments, isSure: false, depth, cancellationToken)
            : IsBinderByConvention(method, owner) ? Telling(arguments, isSure: true, depth, cancellationToken) : [];
    }

    /// <summary>
    /// In libraries that we do not know and whose code we do not see: <c>Bind(EndPoint)</c>, and a <c>...Listener</c>
    /// that is made for a port or an end point. A <c>...Server</c> may describe a remote one.
    /// </summary>
    private static bool IsBinderByConvention(IMethodSymbol method, INamedTypeSymbol owner) => method.MethodKind == MethodKind.Constructor
        ? owner.Name.EndsWith("Listener", StringComparison.Ordinal)
        : method is { Name: "Bind", Parameters: [{ } parameter] } && PortParameter.FormOf(parameter) == PortForm.EndPoint;

    private ImmutableArray<BinderInput> OfLibrary(
        IOperation operation, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, List<PortSink> sinks)
    {
        ImmutableArray<BinderInput> inputs = [];
        foreach (var sink in sinks)
        {
            if (sink.Member != method.Name || (sink.NotWith is { } client && Find(arguments, client) is not null))
                continue;
            if (Find(arguments, sink.Value) is { ArgumentKind: not ArgumentKind.DefaultValue } argument)
                inputs = inputs.Add(new BinderInput(argument.Value, FormOf(sink, operation), sink.IsDatagram, sink.Socket));
        }

        return inputs;
    }

    private ImmutableArray<BinderInput> InputsOf(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation property)
    {
        if (property.Property.ContainingType is { } type && _sinks.TryGetValue(type.OriginalDefinition, out var sinks))
        {
            foreach (var sink in sinks)
            {
                if (sink.Value is null && sink.Member == property.Property.Name)
                    return [new BinderInput(assignment.Value, FormOf(sink, assignment), sink.IsDatagram)];
            }
        }

        return PortSettings.InputOf(assignment, property, _types) is { } setting ? [setting] : [];
    }

    /// <summary><c>--port</c> is the port to listen on where the program is known to be a server.</summary>
    private PortForm FormOf(PortSink sink, IOperation operation) =>
        sink.Form == PortForm.CommandLine && ServerPrograms.IsStartedBy(operation, _types) ? PortForm.ServerCommandLine : sink.Form;

    /// <summary>The arguments that hold a port and, unless that is sure, come to a binder in the called code.</summary>
    private ImmutableArray<BinderInput> Telling(ImmutableArray<IArgumentOperation> arguments, bool isSure, int depth, CancellationToken cancellationToken)
    {
        ImmutableArray<BinderInput> inputs = [];
        foreach (var argument in arguments)
        {
            if (argument is { Parameter: { } parameter, ArgumentKind: not ArgumentKind.DefaultValue }
                && PortParameter.FormOf(parameter) is { } form
                && MayHoldPort(argument.Value)
                && (isSure || _ownServers.Binds(parameter, depth, cancellationToken)))
                inputs = inputs.Add(new BinderInput(argument.Value, form, IsDatagram: false));
        }

        return inputs;
    }

    /// <summary>A cheap first look, so that no callee is read for an argument that cannot be constant.</summary>
    private static bool MayHoldPort(IOperation value) => value.WithoutConversions() switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text.IndexOf(':') >= 0 || text.Length is > 0 and < 6,
        { ConstantValue: { HasValue: true, Value: var constant } } => constant is not (null or 0),
        IInvocationOperation { TargetMethod.Name: not ("Parse" or "ToInt32" or "ToString" or "Format" or "Concat") } => false,
        IAwaitOperation or IDefaultValueOperation or IAnonymousFunctionOperation => false,
        _ => true,
    };

    private static bool IsNamed(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> named)
    {
        foreach (var binder in named)
        {
            if (type.IsOrInherits(binder))
                return true;
        }

        return false;
    }

    private static IArgumentOperation? Find(ImmutableArray<IArgumentOperation> arguments, string? parameter)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == parameter)
                return argument;
        }

        return null;
    }
}
