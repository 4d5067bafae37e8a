using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Which calls of a compilation reach another machine. One instance serves all rules of a compilation.</summary>
/// <remarks>
/// A call counts if its method is one of a known library, if it gives the response of an HTTP server, if it belongs to a type
/// that says it is a client and gives a task, or if it calls a method of this compilation whose own body makes such a call.
/// </remarks>
internal sealed class RemoteCalls
{
    /// <summary>The call itself, and what the method does that it calls.</summary>
    private const int MaxDepth = 2;

    /// <summary>Where the code says itself that it tries again: also what that method calls, seven methods deep.</summary>
    private const int MaxDepthOfRetry = 8;

    /// <summary>What a server does that is not called but held.</summary>
    private static readonly string[] OwnVerbs = ["Start", "Restart", "Run", "Stop", "Shutdown", "Dispose", "Close", "Wait", "Receive", "Read", "Accept", "Listen"];

    private static readonly ConditionalWeakTable<Compilation, RemoteCalls> Cache = new();

    private readonly KnownTypes types;
    private readonly Dictionary<ISymbol, string[]> callers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool>[] remote = new ConcurrentDictionary<IMethodSymbol, bool>[MaxDepthOfRetry];

    private RemoteCalls(KnownTypes types)
    {
        this.types = types;
        for (var depth = 0; depth < remote.Length; depth++)
            remote[depth] = new ConcurrentDictionary<IMethodSymbol, bool>(SymbolEqualityComparer.Default);
        foreach (var (name, verbs) in RemoteTypes.Callers)
        {
            if (types[name] is { } type)
                callers[type] = verbs;
        }
    }

    public static RemoteCalls Of(KnownTypes types) => Cache.GetValue(types.Compilation, _ => new RemoteCalls(types));

    /// <summary>The first operation in <paramref name="operation"/>, lambdas aside, that reaches another machine.</summary>
    public IOperation? FirstIn(IOperation operation, CancellationToken cancellationToken) =>
        FirstIn(operation, MaxDepth, withLambdas: false, cancellationToken);

    /// <summary>
    /// The same for code that says itself that it tries again: it is looked deeper into, and a server that is called through an
    /// interface counts.
    /// </summary>
    public IOperation? FirstInRetry(IOperation operation, CancellationToken cancellationToken) =>
        FirstServerIn(operation) ?? FirstIn(operation, MaxDepthOfRetry, withLambdas: false, cancellationToken);

    /// <summary>Does whoever catches this exception know that another machine was called?</summary>
    public bool IsFailure(ITypeSymbol? exception) =>
        exception is not null && !IsLocalDatabase(exception)
        && (Array.Exists(RemoteTypes.Failures, name => types.IsOrInherits(exception, name)) || IsNamedFailure(exception.Name));

    /// <summary>Is this the failure of something else than another machine?</summary>
    public bool IsOtherFailure(ITypeSymbol exception) => Array.Exists(RemoteTypes.OtherFailures, name => types.IsOrInherits(exception, name))
        || types.Is(exception, "System.OperationCanceledException")
        || Has(exception.Name, "Concurrency") || Has(exception.Name, "Conflict") || Has(exception.Name, "Deadlock") || Has(exception.Name, "Validation")
        || Has(exception.Name, "InProgress") || Has(exception.Name, "Busy") || Has(exception.Name, "NotFound")
        || IsLocalDatabase(exception);

    /// <summary>An exception that by its name speaks of another machine; one of a server's own listener does not.</summary>
    private static bool IsNamedFailure(string name) => !Has(name, "Listener") && !Has(name, "Pipe") && name.EndsWith("Exception", StringComparison.Ordinal)
        && (name.StartsWith("Http", StringComparison.Ordinal) || name.StartsWith("Rpc", StringComparison.Ordinal) || Has(name, "ConnectionException")
            || Has(name, "RequestException") || Has(name, "CommunicationException") || Has(name, "NetworkException") || name.EndsWith("ApiException", StringComparison.Ordinal));

    private IOperation? FirstIn(IOperation operation, int depth, bool withLambdas, CancellationToken cancellationToken)
    {
        if (Reaches(operation, depth, cancellationToken))
            return operation;
        foreach (var child in operation.ChildOperations)
        {
            if (child is ILocalFunctionOperation or ICatchClauseOperation || !withLambdas && child is IAnonymousFunctionOperation)
                continue;
            if (FirstIn(child, depth, withLambdas, cancellationToken) is { } found)
                return found;
        }

        return null;
    }

    private bool Reaches(IOperation operation, int depth, CancellationToken cancellationToken) => operation switch
    {
        IInvocationOperation { TargetMethod: { } method } call =>
            IsResponse(method.ReturnType) || IsLibrary(method, call.Instance?.Type) || IsNamedClient(method, call.Instance?.Type) || depth > 1 && IsOwn(method, depth - 1, cancellationToken),
        // This constructor connects.
        IObjectCreationOperation { Arguments.Length: 2, Type: { } type } => types.Is(type, "System.Net.Sockets.TcpClient"),
        _ => false,
    };

    private bool IsLibrary(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (callers.Count == 0)
            return false;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (IsVerbOf(type, method) && !IsLocalDatabase(receiver ?? method.ContainingType))
                return true;
        }

        foreach (var implemented in method.ContainingType?.AllInterfaces ?? [])
        {
            if (IsVerbOf(implemented, method) && !IsLocalDatabase(receiver ?? method.ContainingType))
                return true;
        }

        return false;
    }

    private bool IsVerbOf(INamedTypeSymbol type, IMethodSymbol method) => callers.TryGetValue(type.OriginalDefinition, out var verbs)
        && Array.Exists(verbs, verb => method.Name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>Whoever gives the response of an HTTP server has asked one.</summary>
    private static bool IsResponse(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ Name: "HttpResponseMessage", ContainingNamespace.Name: "Http" }] };

    /// <summary>The first call of a server, a gateway or a proxy that is known by its interface only: <c>IJobServer</c>.</summary>
    private static IOperation? FirstServerIn(IOperation operation)
    {
        foreach (var inner in LoopExits.Own(operation))
        {
            if (inner is IInvocationOperation { TargetMethod: var method, Instance.Type: { TypeKind: TypeKind.Interface, Name: var name } }
                && !IsDouble(name)
                && (IsServer(name) && IsTask(method.ReturnType) && !Array.Exists(OwnVerbs, verb => method.Name.StartsWith(verb, StringComparison.Ordinal)) || IsOfBackplane(name, method)))
                return inner;
        }

        return null;
    }

    private static bool IsServer(string name) =>
        name.EndsWith("Server", StringComparison.Ordinal) || name.EndsWith("Gateway", StringComparison.Ordinal) || name.EndsWith("Proxy", StringComparison.Ordinal);

    /// <summary>A backplane carries messages between machines, whether it gives a task or not.</summary>
    private static bool IsOfBackplane(string name, IMethodSymbol method) => name.EndsWith("Backplane", StringComparison.Ordinal)
        && (method.Name.StartsWith("Subscribe", StringComparison.Ordinal) || method.Name.StartsWith("Publish", StringComparison.Ordinal));

    /// <summary>A method that gives a task, or connects, of a type that calls itself a client or a connection.</summary>
    private static bool IsNamedClient(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (receiver?.Name is not { Length: > 6 } name || method.IsExtensionMethod)
            return false;
        if (Has(name, "Pipe") || Has(name, "Language") || Has(name, "Debug") || IsDouble(name) || IsLocalDatabase(receiver))
            return false;
        if (method.Name.StartsWith("Connect", StringComparison.Ordinal) && (Has(name, "Client") || Has(name, "Connection") || Has(name, "Session") || Has(name, "Socket")))
            return true;
        return (name.EndsWith("Client", StringComparison.Ordinal) || name.EndsWith("ClientSession", StringComparison.Ordinal)
                || name.EndsWith("Connection", StringComparison.Ordinal) || name.EndsWith("Api", StringComparison.Ordinal))
            && IsTask(method.ReturnType) && !IsListening(method.Name);
    }

    /// <summary>Stands for another machine, and is none.</summary>
    private static bool IsDouble(string name) => Has(name, "Fake") || Has(name, "Mock") || Has(name, "Stub") || Has(name, "Dummy") || Has(name, "InMemory")
        || Has(name, "InProc") || Has(name, "Null") || Has(name, "NoOp") || Has(name, "Local") || Has(name, "Loopback") || Has(name, "Simulat");

    private static bool IsTask(ITypeSymbol type) => type.Name is "Task" or "ValueTask" && type.ContainingNamespace is { Name: "Tasks" };

    /// <summary>Waits for what others send, or ends what is open.</summary>
    private static bool IsListening(string name) => name.StartsWith("Receive", StringComparison.Ordinal) || name.StartsWith("Read", StringComparison.Ordinal)
        || name.StartsWith("Accept", StringComparison.Ordinal) || name.StartsWith("Consume", StringComparison.Ordinal)
        || name.StartsWith("Wait", StringComparison.Ordinal) || ReleaseNames.EndsResource(name);

    /// <summary>Does this method of the compilation make a remote call itself?</summary>
    private bool IsOwn(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        method = method.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, types.Compilation.Assembly))
            return false;
        if (remote[depth].TryGetValue(method, out var known))
            return known;

        var reaches = false;
        foreach (var declaration in method.DeclaringSyntaxReferences)
        {
            var syntax = declaration.GetSyntax(cancellationToken);
            if (types.Compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellationToken) is { } body)
                reaches |= BodyReaches(body, depth, cancellationToken);
        }

        remote[depth].TryAdd(method, reaches);
        return reaches;
    }

    private bool BodyReaches(IOperation body, int depth, CancellationToken cancellationToken)
    {
        foreach (var child in body.ChildOperations)
        {
            // Far down, what a helper is handed counts as well: a throttle or a lock runs it.
            if (FirstIn(child, depth, withLambdas: depth > 1, cancellationToken) is not null)
                return true;
        }

        return false;
    }

    /// <summary>A database in a file of this machine.</summary>
    private static bool IsLocalDatabase(ITypeSymbol? type) => type is not null && Has(type.Name, "Sqlite");

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
