using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What of the system a type holds, and from when.</summary>
/// <param name="Says">What the message says of it.</param>
/// <param name="FromCreation">The object holds it as soon as it exists; otherwise once it is started, opened, connected.</param>
internal sealed record SystemHold(string Says, bool FromCreation = false);

/// <summary>
/// Which resources weigh enough to be missed by the next test: ports, sockets, files, processes, hosts, timers. Most of
/// what is merely disposable does not.
/// </summary>
internal sealed class SystemResource(KnownTypes types, ResourceTypes resources)
{
    private static readonly SystemHold OpenSocket = new("holds an open socket");
    private static readonly SystemHold OpenFile = new("keeps its file open", FromCreation: true);
    private static readonly SystemHold OpenConnection = new("holds an open connection");
    private static readonly SystemHold RunningServer = new("keeps running");

    private static readonly (string Type, SystemHold Hold)[] Known =
    [
        ("System.Net.Sockets.TcpListener", new("listens on a port")),
        ("System.Net.HttpListener", new("listens on a port")),
        ("System.Net.Sockets.Socket", OpenSocket),
        ("System.Net.Sockets.TcpClient", OpenSocket),
        ("System.Net.Sockets.UdpClient", OpenSocket),
        ("System.Net.WebSockets.ClientWebSocket", OpenSocket),
        ("System.IO.FileStream", OpenFile),
        ("System.IO.StreamReader", OpenFile),
        ("System.IO.StreamWriter", OpenFile),
        ("System.IO.MemoryMappedFiles.MemoryMappedFile", OpenFile),
        ("System.IO.FileSystemWatcher", new("keeps watching")),
        ("System.IO.Pipes.PipeStream", new("holds an open pipe", FromCreation: true)),
        ("System.IO.Ports.SerialPort", new("holds the serial port")),
        ("System.Timers.Timer", new("keeps ticking")),
        ("System.Threading.Timer", new("keeps ticking", FromCreation: true)),
        ("System.Diagnostics.Process", new("keeps running")),
        ("System.Data.Common.DbConnection", OpenConnection),
        ("System.ServiceModel.ServiceHostBase", RunningServer),
        ("Microsoft.Extensions.Hosting.IHost", RunningServer),
        ("Microsoft.AspNetCore.Hosting.IWebHost", RunningServer),
        ("Microsoft.AspNetCore.TestHost.TestServer", new("keeps running", FromCreation: true)),
        ("Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory`1", RunningServer),
        ("StackExchange.Redis.IConnectionMultiplexer", new("holds open connections", FromCreation: true)),
        ("DotNet.Testcontainers.Containers.IContainer", RunningServer),
    ];

    /// <summary>By the last word of their names: what types of other libraries hold.</summary>
    private static readonly (string Word, SystemHold Hold)[] Named =
    [
        ("Listener", new("listens on a port")),
        ("Server", RunningServer),
        ("Host", RunningServer),
        ("Process", RunningServer),
        ("Socket", OpenSocket),
        ("Connection", OpenConnection),
        ("Multiplexer", OpenConnection),
        ("Watcher", new("keeps watching")),
    ];

    private static readonly string[] Starting = ["Start", "Open", "Connect", "Listen", "Launch", "Run", "Accept", "Spawn", "Bind"];

    private readonly ConcurrentDictionary<INamedTypeSymbol, SystemHold?> _holds = new(SymbolEqualityComparer.Default);

    /// <summary>What this resource holds; null where it weighs nothing.</summary>
    public SystemHold? HoldOf(OwnedResource resource)
    {
        if (resource.Type is not INamedTypeSymbol type || IsInMemory(resource.Creation) || HasFixedPort(resource.Creation))
            return null;
        if (_holds.GetOrAdd(type.OriginalDefinition, Find) is not { } hold)
            return null;
        if (hold.FromCreation)
            return types.Is(type, "System.Threading.Timer") && !StartsItself(resource.Creation) ? null : hold;
        return Creates(resource.Creation) ? hold with { FromCreation = true } : hold;
    }

    /// <summary>Does this use of the resource make it hold what it can hold?</summary>
    public bool Starts(IOperation reference)
    {
        switch (reference.Parent)
        {
            case IInvocationOperation call when call.Instance == reference:
                return IsStart(call.TargetMethod.Name) && !ExpectedFailure.Of(call, reference)
                    || call.TargetMethod.ContainingType.Name == "WebApplicationFactory" && call.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal)
                    || call.TargetMethod.Name is "SendAsync" or "Send" && types.Is(call.TargetMethod.ContainingType, "System.Net.Sockets.UdpClient");
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call } argument when argument.Parameter?.Ordinal == 0:
                return IsStart(call.TargetMethod.Name) && !ExpectedFailure.Of(call, reference);
            case IPropertyReferenceOperation { Property.Name: "Server" or "Services" } property when property.Instance == reference:
                // Both start the host of a factory.
                return property.Property.ContainingType.Name == "WebApplicationFactory";
            case IPropertyReferenceOperation property when property.Instance == reference:
                return IsSwitchedOn(property);
            default:
                return false;
        }
    }

    /// <summary>Is this a stream on a file, or a map of one?</summary>
    public static bool IsFile(ITypeSymbol type) =>
        type is { Name: "FileStream" or "StreamReader" or "StreamWriter" or "MemoryMappedFile", ContainingNamespace.ContainingNamespace: { Name: "System" } or { Name: "IO" } };

    /// <summary>Is this a call that runs the host to its end, and disposes it?</summary>
    public static bool RunsToTheEnd(IOperation reference, ResourceKind kind) =>
        kind == ResourceKind.Host && CalledOn(reference) is { } name
        && (name.StartsWith("Run", StringComparison.Ordinal) || name.StartsWith("WaitForShutdown", StringComparison.Ordinal));

    private static string? CalledOn(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation call when call.Instance == reference => call.TargetMethod.Name,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call, Parameter.Ordinal: 0 } => call.TargetMethod.Name,
        _ => null,
    };

    /// <summary>Does a method of this name take hold of what the object is for: <c>StartAsync</c>, <c>Open</c>, <c>Bind</c>?</summary>
    private static bool IsStart(string name)
    {
        foreach (var word in Starting)
        {
            if (name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length])))
                return true;
        }

        return false;
    }

    private static bool IsSwitchedOn(IPropertyReferenceOperation property) =>
        property is { Property.Name: "Enabled" or "EnableRaisingEvents", Parent: ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true } } };

    private SystemHold? Find(INamedTypeSymbol type)
    {
        foreach (var (name, hold) in Known)
        {
            // Who implements such a contract in the tests themselves makes a double, which holds nothing.
            if (types.IsOrInherits(type, name))
                return types[name]!.IsAbstract && IsOfTests(type.ContainingAssembly) ? null : hold;
        }

        if (!resources.IsDisposable(type) || resources.KindOf(type) is null)
            return null;
        foreach (var (word, hold) in Named)
        {
            if (type.Name.EndsWith(word, StringComparison.Ordinal))
                return hold;
        }

        return HoldInFields(type, 3);
    }

    private bool IsOfTests(IAssemblySymbol assembly) =>
        SymbolEqualityComparer.Default.Equals(assembly, types.Compilation.Assembly)
        || assembly.Name.EndsWith("Tests", StringComparison.Ordinal) || assembly.Name.EndsWith(".Test", StringComparison.Ordinal)
        || assembly.Name.Contains(".Tests.") || assembly.Name.Contains("TestUtil") || assembly.Name.Contains("TestHelper");

    /// <summary>What a type in source keeps in its fields.</summary>
    private SystemHold? HoldInFields(INamedTypeSymbol type, int depth)
    {
        foreach (var current in type.SelfAndBases())
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
                return null;

            foreach (var member in current.GetMembers())
            {
                if (member is not IFieldSymbol { IsStatic: false, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } held })
                    continue;
                foreach (var (name, hold) in Known)
                {
                    if (types.IsOrInherits(held, name))
                        return hold with { FromCreation = false };
                }

                if (depth > 0 && resources.IsDisposable(held) && HoldInFields(held.OriginalDefinition, depth - 1) is { } inner)
                    return inner;
            }
        }

        return null;
    }

    /// <summary>Does the creation itself start it: a factory's name says so, or a constructor that connects or binds?</summary>
    private bool Creates(IOperation creation)
    {
        switch (creation)
        {
            case IInvocationOperation { TargetMethod: var factory }:
                return IsStart(factory.Name) || ReleaseNames.StartsResourceLater(factory.Name) && Array.Exists(Starting, word => factory.Name.Contains(word));
            case IObjectCreationOperation { Initializer: { } initializer } when initializer.Initializers.Any(static i => i is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } && IsSwitchedOn(property)):
                return true;
            case IObjectCreationOperation made when types.Is(made.Type, "System.Net.Sockets.TcpClient"):
                return made.Arguments.Length == 2;
            case IObjectCreationOperation made when types.Is(made.Type, "System.Net.Sockets.UdpClient"):
                return made.Arguments is [{ Parameter.Name: "port" or "localEP" }, ..] or [_, _];
            default:
                return false;
        }
    }

    /// <summary>Is the timer created with a time to start at?</summary>
    private static bool StartsItself(IOperation creation) =>
        creation is IObjectCreationOperation { Arguments: [_, _, { Value: var due }, ..] }
        && due is not ({ ConstantValue: { HasValue: true, Value: -1 or -1L } } or IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: -1 } }
            or IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" or "Infinite" });

    /// <summary>A listener on a port that the code fixes: AITBC0901 speaks first of that line.</summary>
    private bool HasFixedPort(IOperation creation)
    {
        if (!types.Is(creation.Type, "System.Net.Sockets.TcpListener") && !types.Is(creation.Type, "System.Net.Sockets.UdpClient"))
            return false;

        foreach (var operation in creation.Descendants())
        {
            if (operation is IArgumentOperation { Parameter.Name: "port", Value.ConstantValue: { HasValue: true, Value: not 0 } })
                return true;
        }

        return false;
    }

    /// <summary>A database in memory: <c>Data Source=:memory:</c>.</summary>
    private bool IsInMemory(IOperation creation) =>
        types.IsOrInherits(creation.Type, "System.Data.Common.DbConnection")
        && creation.Syntax.ToString().IndexOf("memory", StringComparison.OrdinalIgnoreCase) >= 0;
}
