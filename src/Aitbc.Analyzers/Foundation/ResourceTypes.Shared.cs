using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>What kind of thing has to be released, which decides how.</summary>
internal enum ResourceKind
{
    /// <summary>Something with <c>Dispose</c> or <c>DisposeAsync</c>.</summary>
    Disposable,

    /// <summary>Listens on a port until it is stopped.</summary>
    Listener,

    /// <summary>A generic or web host: stopped, then disposed.</summary>
    Host,

    /// <summary>A child process: disposing does not end it.</summary>
    Process,

    /// <summary>A container of another machine or daemon: it outlives the test process.</summary>
    Container,

    /// <summary>A directory under the temp directory.</summary>
    TempDirectory,

    /// <summary>A file under the temp directory.</summary>
    TempFile,
}

/// <summary>
/// Which types hold something that somebody has to give back: disposable ones, but for those whose disposal has no
/// effect (<c>MemoryStream</c>, <c>Task</c>, a fake in source that only notes the call).
/// </summary>
internal sealed class ResourceTypes
{
    private static readonly ConditionalWeakTable<KnownTypes, ResourceTypes> Cache = new();

    private static readonly (string Type, ResourceKind Kind)[] Held =
    [
        ("System.Net.Sockets.TcpListener", ResourceKind.Listener),
        ("System.Net.HttpListener", ResourceKind.Listener),
        ("System.Net.Sockets.Socket", ResourceKind.Disposable),
        ("System.Net.Sockets.TcpClient", ResourceKind.Disposable),
        ("System.IO.FileStream", ResourceKind.Disposable),
        ("System.IO.StreamReader", ResourceKind.Disposable),
        ("System.IO.StreamWriter", ResourceKind.Disposable),
        ("System.IO.FileSystemWatcher", ResourceKind.Disposable),
        ("System.IO.Pipes.PipeStream", ResourceKind.Disposable),
        ("System.IO.Ports.SerialPort", ResourceKind.Disposable),
        ("System.Timers.Timer", ResourceKind.Disposable),
        ("System.Diagnostics.Process", ResourceKind.Process),
        ("System.Data.Common.DbConnection", ResourceKind.Disposable),
        ("System.Data.Common.DbDataSource", ResourceKind.Disposable),
        ("System.ServiceModel.ServiceHostBase", ResourceKind.Disposable),
        ("Microsoft.Extensions.Hosting.IHost", ResourceKind.Host),
        ("Microsoft.AspNetCore.Hosting.IWebHost", ResourceKind.Host),
        ("Microsoft.Extensions.DependencyInjection.ServiceProvider", ResourceKind.Disposable),
        ("Microsoft.Extensions.DependencyInjection.IServiceScope", ResourceKind.Disposable),
        ("StackExchange.Redis.IConnectionMultiplexer", ResourceKind.Disposable),
        ("DotNet.Testcontainers.Containers.IContainer", ResourceKind.Container),
    ];

    /// <summary>Disposable by contract, but nothing is lost where nobody disposes them.</summary>
    private static readonly string[] WithoutEffect =
    [
        "System.IO.MemoryStream",
        "System.IO.UnmanagedMemoryStream",
        "System.IO.BufferedStream",
        "System.IO.StringReader",
        "System.IO.StringWriter",
        "System.IO.BinaryReader",
        "System.IO.BinaryWriter",
        "System.IO.TextWriter",
        "System.IO.TextReader",
        "System.IO.Stream",
        "System.Threading.Tasks.Task",
        "System.Threading.SemaphoreSlim",
        "System.Threading.ManualResetEventSlim",
        "System.Threading.CountdownEvent",
        "System.Threading.Barrier",
        "System.Threading.ReaderWriterLockSlim",
        "System.Threading.ThreadLocal`1",
        "System.Collections.Concurrent.BlockingCollection`1",
        "System.Collections.IEnumerator",
        "System.ComponentModel.Component",
        "System.ComponentModel.MarshalByValueComponent",
        "System.ComponentModel.Container",
        "System.ComponentModel.Design.ServiceContainer",
        "System.Data.Common.DbCommand",
        "System.Diagnostics.ActivitySource",
        "System.Diagnostics.DiagnosticListener",
        "System.Diagnostics.Metrics.Meter",
        "System.Diagnostics.Tracing.EventSource",
        "System.Diagnostics.TraceListener",
        "System.Net.Http.HttpContent",
        "System.Net.Http.HttpMessageHandler",
        "System.Net.Http.HttpRequestMessage",
        "System.Net.Http.HttpResponseMessage",
        "System.Net.Mail.MailMessage",
        "System.Net.Mail.AttachmentBase",
        "System.Net.WebResponse",
        "System.Reactive.Disposables.ICancelable",
        "System.Reactive.Subjects.ISubject`2",
        "System.Resources.ResourceManager",
        "System.Security.Cryptography.HashAlgorithm",
        "System.Security.Cryptography.IncrementalHash",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.Security.Cryptography.SymmetricAlgorithm",
        "System.Security.SecureString",
        "System.Text.Json.JsonDocument",
        "System.Text.Json.Utf8JsonWriter",
        "System.Xml.XmlReader",
        "System.Xml.XmlWriter",
        "Microsoft.Extensions.Caching.Memory.MemoryCache",
        "Microsoft.Extensions.Caching.Memory.IMemoryCache",
        "Microsoft.Extensions.Configuration.ConfigurationRoot",
        "Microsoft.Extensions.Configuration.ConfigurationManager",
        "Microsoft.Extensions.Configuration.ConfigurationProvider",
        "Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory",
        "Microsoft.Extensions.Logging.ILoggerProvider",
        "Microsoft.Extensions.Options.OptionsMonitor`1",
        "Microsoft.Extensions.FileProviders.NullFileProvider",
        "Microsoft.AspNetCore.Http.Features.FormFeature",
        "Microsoft.IO.RecyclableMemoryStream",
        "Newtonsoft.Json.JsonReader",
        "Newtonsoft.Json.JsonWriter",
    ];

    private readonly KnownTypes _types;
    private readonly Dictionary<INamedTypeSymbol, ResourceKind> _held = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _withoutEffect = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ResourceKind?> _kinds = new(SymbolEqualityComparer.Default);
    private readonly Func<INamedTypeSymbol, ResourceKind?> _find;

    private ResourceTypes(KnownTypes types)
    {
        _types = types;
        _find = Find;
        foreach (var (name, kind) in Held)
        {
            if (types[name] is { } type)
                _held[type] = kind;
        }

        foreach (var name in WithoutEffect)
        {
            if (types[name] is { } type)
                _withoutEffect.Add(type);
        }
    }

    public static ResourceTypes Of(KnownTypes types) => Cache.GetValue(types, static known => new ResourceTypes(known));

    /// <summary>What an object of this type holds; null where nothing has to be released.</summary>
    public ResourceKind? KindOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } named && named.SpecialType == SpecialType.None
            ? _kinds.GetOrAdd(named.OriginalDefinition, _find)
            : null;

    /// <summary>Is this one of the types (or derived from one) that are known by name to hold a resource?</summary>
    public bool IsWellKnown(ITypeSymbol? type) => type is INamedTypeSymbol named && WellKnownKind(named.OriginalDefinition) is not null;

    /// <summary>Does the type say that it can be disposed, whether or not that has an effect?</summary>
    public bool IsDisposable(ITypeSymbol? type) =>
        _types.IsOrInherits(type, "System.IDisposable") || _types.IsOrInherits(type, "System.IAsyncDisposable");

    /// <summary>Is this a service that constructors ask for and never dispose?</summary>
    public bool IsOnlyLent(ITypeSymbol? type) =>
        _types.IsOrInherits(type, "System.IServiceProvider") || _types.IsOrInherits(type, "Microsoft.Extensions.Logging.ILoggerFactory");

    /// <summary>Does this method hand an instance to a container of services, which disposes only what it makes itself?</summary>
    public bool IsServiceRegistration(IMethodSymbol method) =>
        _types.Is(method.ContainingType, "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions")
        || _types.Is(method.ContainingType, "Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions");

    private ResourceKind? Find(INamedTypeSymbol type) => Find(type, new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default));

    /// <param name="type">The type, as it is declared.</param>
    /// <param name="asked">The types whose fields are being looked through: what only leads back to them holds nothing by that.</param>
    private ResourceKind? Find(INamedTypeSymbol type, HashSet<INamedTypeSymbol> asked)
    {
        if (WellKnownKind(type) is { } known)
            return known;
        if (type.TypeKind != TypeKind.Class || !IsDisposable(type) || !asked.Add(type))
            return null;
        // NoopTracerProvider, NullListener: there to do nothing.
        if (type.Name.StartsWith("Noop", StringComparison.OrdinalIgnoreCase) || type.Name is ['N', 'u', 'l', 'l', not (>= 'a' and <= 'z'), ..])
            return null;

        var ends = false;
        var holds = false;
        foreach (var current in type.SelfAndBases())
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
            {
                // A library's type: what it says of itself holds.
                return IsDisposable(current) && !IsWithoutEffect(current) || ends && holds ? ResourceKind.Disposable : null;
            }

            ends |= SourceDisposal.Ends(current, out var isOwn);
            // What an abstract type ends is held by types that nobody has seen yet.
            holds |= ends && !isOwn || current.IsAbstract || HoldsSomething(current, asked);
        }

        return ends && holds ? ResourceKind.Disposable : null;
    }

    /// <summary>Has a type in source a field with something that has to be ended?</summary>
    private bool HoldsSomething(INamedTypeSymbol type, HashSet<INamedTypeSymbol> asked)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsConst: false } field && IsHolding(field.Type, asked))
                return true;
        }

        return false;
    }

    private bool IsHolding(ITypeSymbol type, HashSet<INamedTypeSymbol> asked)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return IsHolding(array.ElementType, asked);
            case IPointerTypeSymbol or ITypeParameterSymbol or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr }:
                return true;
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate }:
                return true;
            case INamedTypeSymbol { TypeKind: TypeKind.Interface } named when IsDisposable(named):
                return true;
            case INamedTypeSymbol named:
                if (_types.Is(named, "System.Threading.Thread") || Find(named.OriginalDefinition, asked) is not null)
                    return true;
                foreach (var argument in named.TypeArguments)
                {
                    if (argument is not ITypeParameterSymbol and not { TypeKind: TypeKind.Delegate } && IsHolding(argument, asked))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    private ResourceKind? WellKnownKind(INamedTypeSymbol type) => WellKnownOf(type) is { } known ? _held[known] : null;

    /// <summary>Which of the well-known types it is, inherits or implements.</summary>
    public INamedTypeSymbol? WellKnownOf(ITypeSymbol? type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (_held.ContainsKey(current.OriginalDefinition))
                return current.OriginalDefinition;
        }

        foreach (var implemented in type?.AllInterfaces ?? [])
        {
            if (_held.ContainsKey(implemented.OriginalDefinition))
                return implemented.OriginalDefinition;
        }

        return null;
    }

    private bool IsWithoutEffect(INamedTypeSymbol type)
    {
        foreach (var current in type.SelfAndBases())
        {
            if (_withoutEffect.Contains(current.OriginalDefinition))
                return true;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (_withoutEffect.Contains(implemented.OriginalDefinition))
                return true;
        }

        return false;
    }
}
