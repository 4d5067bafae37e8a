using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>What a parameter or property of a library does with an address.</summary>
internal enum AddressUse
{
    Unknown,

    /// <summary>A client goes to it.</summary>
    Client,

    /// <summary>A client goes to this host; its port comes beside it.</summary>
    ClientHost,

    /// <summary>A server listens at it.</summary>
    Listens,
}

/// <summary>Knows, for one compilation, which members of libraries take the address of a service.</summary>
internal sealed class ClientApis
{
    private static readonly string[] ClientEndings =
    [
        "Client", "ClientOptions", "ClientSettings", "ClientConfig", "ClientConfiguration", "ClientBuilder", "ClientFactory", "ConnectionFactory",
        "ConnectionOptions", "Producer", "Consumer", "ExporterOptions", "DiscoveryCache",
    ];

    private static readonly HashSet<string> AddressNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "url", "uri", "baseurl", "baseuri", "baseaddress", "endpoint", "endpointuri", "address", "server", "serverurl", "serveruri", "serveraddress",
        "servers", "hosturl", "hostaddress", "authority", "apiurl", "apiendpoint", "rpcurl", "nodeurl", "uristring", "urlstring", "requesturi", "requesturl",
        "bootstrapservers", "brokers", "brokerurl", "serviceurl", "gatewayurl", "target",
    };

    /// <summary>What is so called where a client is registered, such as <c>AddOllamaChatCompletion(model, endpoint)</c>, can be nothing else.</summary>
    private static readonly HashSet<string> RegisteredNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "endpoint", "baseurl", "baseuri", "baseaddress", "serviceurl", "serverurl", "hosturl", "apiurl", "authority", "bootstrapservers",
    };

    private static readonly HashSet<string> HostNames = new(StringComparer.OrdinalIgnoreCase) { "host", "hostname", "serverhost" };

    private readonly Dictionary<INamedTypeSymbol, List<ClientSink>> _sinks = new(SymbolEqualityComparer.Default);

    public ClientApis(KnownTypes types)
    {
        Types = types;
        foreach (var sink in ClientSink.All)
        {
            if (!types.Has(sink.Type))
                continue;

            // Several packages extend one class of options, each by a class of the same name.
            foreach (var type in types.Compilation.GetTypesByMetadataName(sink.Type))
            {
                if (IsOwn(type))
                    continue;
                if (!_sinks.TryGetValue(type, out var sinks))
                    _sinks.Add(type, sinks = []);
                sinks.Add(sink);
            }
        }
    }

    public KnownTypes Types { get; }

    /// <summary>What becomes of the argument for this parameter; unknown where the method is of the compilation itself.</summary>
    public AddressUse UseOf(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || method.ContainingType is not { } type || IsOwn(type))
            return AddressUse.Unknown;

        for (var declared = method.ReducedFrom ?? method; declared is not null; declared = declared.OverriddenMethod)
        {
            if (!_sinks.TryGetValue(declared.ContainingType.OriginalDefinition, out var sinks))
                continue;

            foreach (var sink in sinks)
            {
                if (sink.Value == parameter.Name && (sink.Member == declared.Name || sink.Member == "*"))
                    return sink.IsHost ? AddressUse.ClientHost : AddressUse.Client;
            }
        }

        if (method.Name is "UseUrls" or "Listen" or "Bind" or "BindAsync" || IsServerName(type.Name))
            return AddressUse.Listens;
        if (IsRegistration(method.Name) && RegisteredNames.Contains(parameter.Name) && !IsOfRedis(type))
            return AddressUse.Client;
        return method.MethodKind == MethodKind.Constructor || method.Name.StartsWith("With", StringComparison.Ordinal) || method.Name.StartsWith("Connect", StringComparison.Ordinal)
            ? ByConvention(type, parameter.Name)
            : AddressUse.Unknown;
    }

    /// <summary>What becomes of a value of this property; unknown where it is of the compilation itself.</summary>
    public AddressUse UseOf(IPropertySymbol property)
    {
        if (property.ContainingType is not { } type || IsOwn(type))
            return AddressUse.Unknown;

        if (_sinks.TryGetValue(type.OriginalDefinition, out var sinks))
        {
            foreach (var sink in sinks)
            {
                if (sink.Value is null && sink.Member == property.Name)
                    return sink.IsHost ? AddressUse.ClientHost : AddressUse.Client;
            }
        }

        return IsServerName(type.Name) ? AddressUse.Listens : ByConvention(type, property.Name);
    }

    public bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, Types.Compilation.Assembly);

    /// <summary>A library that the table does not know: a client by its name, an address by its name.</summary>
    private static AddressUse ByConvention(INamedTypeSymbol type, string name)
    {
        // What is called just Client is somebody's data about a client.
        if (type.Name == "Client" || IsOfRedis(type) || !HasClientName(type.Name))
            return AddressUse.Unknown;
        if (AddressNames.Contains(name))
            return AddressUse.Client;
        return HostNames.Contains(name) ? AddressUse.ClientHost : AddressUse.Unknown;
    }

    private static bool IsRegistration(string method) =>
        (method.StartsWith("Add", StringComparison.Ordinal) || method.StartsWith("Use", StringComparison.Ordinal))
        && method.IndexOf("Server", StringComparison.Ordinal) < 0 && method.IndexOf("Listen", StringComparison.Ordinal) < 0 && method.IndexOf("Host", StringComparison.Ordinal) < 0;

    private static bool IsOfRedis(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString().IndexOf("Redis", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool HasClientName(string type)
    {
        foreach (var ending in ClientEndings)
        {
            if (type.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsServerName(string type) =>
        type.EndsWith("Listener", StringComparison.Ordinal) || type.EndsWith("Server", StringComparison.Ordinal) || type.EndsWith("ServerOptions", StringComparison.Ordinal)
        || type.EndsWith("ServiceHost", StringComparison.Ordinal) || type is "HttpListenerPrefixCollection" or "WebApp" or "WebApplication" or "WebHost";
}
