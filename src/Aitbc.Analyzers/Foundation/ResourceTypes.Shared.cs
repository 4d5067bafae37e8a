using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
/// Which types hold something that somebody has to give back. Of the platform's types only those whose loss other tests
/// feel (ports, processes, connections, timers, watchers, open files); a type in source where its disposal does
/// something; a library's type where the library itself made it disposable.
/// </summary>
internal sealed class ResourceTypes
{
    private static readonly ConditionalWeakTable<KnownTypes, ResourceTypes> Cache = new();

    private static readonly (string Type, ResourceKind Kind)[] Held =
    [
        ("System.Net.Sockets.TcpListener", ResourceKind.Listener),
        ("System.Net.HttpListener", ResourceKind.Listener),
        ("System.Net.Quic.QuicListener", ResourceKind.Disposable),
        ("System.Net.Quic.QuicConnection", ResourceKind.Disposable),
        ("System.Net.Sockets.Socket", ResourceKind.Disposable),
        ("System.Net.Sockets.TcpClient", ResourceKind.Disposable),
        ("System.Net.Sockets.UdpClient", ResourceKind.Disposable),
        ("System.Net.WebSockets.WebSocket", ResourceKind.Disposable),
        ("System.Net.Http.HttpClient", ResourceKind.Disposable),
        ("System.Net.Mail.SmtpClient", ResourceKind.Disposable),
        ("System.Net.NetworkInformation.Ping", ResourceKind.Disposable),
        ("System.Diagnostics.Process", ResourceKind.Process),
        ("System.Diagnostics.ActivityListener", ResourceKind.Disposable),
        ("System.Diagnostics.Metrics.MeterListener", ResourceKind.Disposable),
        ("System.Diagnostics.Tracing.EventListener", ResourceKind.Disposable),
        ("System.Threading.Timer", ResourceKind.Disposable),
        ("System.Timers.Timer", ResourceKind.Disposable),
        ("System.Threading.PeriodicTimer", ResourceKind.Disposable),
        ("System.Threading.CancellationTokenSource", ResourceKind.Disposable),
        ("System.IO.FileStream", ResourceKind.Disposable),
        ("System.IO.StreamReader", ResourceKind.Disposable),
        ("System.IO.StreamWriter", ResourceKind.Disposable),
        ("System.IO.FileSystemWatcher", ResourceKind.Disposable),
        ("System.IO.MemoryMappedFiles.MemoryMappedFile", ResourceKind.Disposable),
        ("System.IO.Pipes.PipeStream", ResourceKind.Disposable),
        ("System.IO.Ports.SerialPort", ResourceKind.Disposable),
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
        "Microsoft.Extensions.Caching.Memory.MemoryCache",
        "Microsoft.Extensions.Caching.Memory.IMemoryCache",
        "Microsoft.Extensions.Configuration.ConfigurationRoot",
        "Microsoft.Extensions.Configuration.ConfigurationManager",
        "Microsoft.Extensions.Configuration.ConfigurationProvider",
        "Microsoft.Extensions.Logging.LoggerFactory",
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

    private ResourceKind? Find(INamedTypeSymbol type)
    {
        if (WellKnownKind(type) is { } known)
            return known;
        if (type.TypeKind != TypeKind.Class || !IsDisposable(type) || IsWithoutEffect(type))
            return null;

        foreach (var current in type.SelfAndBases())
        {
            if (!current.DeclaringSyntaxReferences.IsEmpty)
            {
                if (DisposalEndsSomething(current))
                    return ResourceKind.Disposable;
                continue;
            }

            // A library's type. Where the platform's base made it disposable (HttpMessageHandler, Stream), nothing is known of an effect.
            return IsDisposable(current) && !IsDisposable(FirstOfPlatform(current)) ? ResourceKind.Disposable : null;
        }

        return null;
    }

    private ResourceKind? WellKnownKind(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (_held.TryGetValue(current.OriginalDefinition, out var kind))
                return kind;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (_held.TryGetValue(implemented.OriginalDefinition, out var kind))
                return kind;
        }

        return null;
    }

    private bool IsWithoutEffect(INamedTypeSymbol type)
    {
        // A type in source that derives from one of these may add something that has to be released.
        foreach (var current in type.SelfAndBases())
        {
            if (!current.DeclaringSyntaxReferences.IsEmpty)
                continue;
            if (_withoutEffect.Contains(current.OriginalDefinition))
                return true;
        }

        if (!type.DeclaringSyntaxReferences.IsEmpty)
            return false;

        foreach (var implemented in type.AllInterfaces)
        {
            if (_withoutEffect.Contains(implemented.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static INamedTypeSymbol? FirstOfPlatform(INamedTypeSymbol type)
    {
        foreach (var current in type.SelfAndBases())
        {
            if (IsPlatform(current.ContainingAssembly))
                return current;
        }

        return null;
    }

    private static bool IsPlatform(IAssemblySymbol? assembly) =>
        assembly?.Name is { } name
        && (name == "System" || name == "mscorlib" || name == "netstandard" || name == "WindowsBase"
            || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal));

    /// <summary>
    /// Does a disposing method of this type in source end anything? A fake that only notes that it was disposed, or a
    /// writer that flushes, holds nothing.
    /// </summary>
    private static bool DisposalEndsSomething(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax declaration)
                continue;

            foreach (var member in declaration.Members)
            {
                if (member is MethodDeclarationSyntax method && IsDisposal(method.Identifier.ValueText) && EndsSomething(method))
                    return true;
            }
        }

        return false;
    }

    private static bool IsDisposal(string name) =>
        name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" or "DisposeCore" or "Close" or "OnDispose" or "DisposeManaged";

    private static bool EndsSomething(MethodDeclarationSyntax method)
    {
        foreach (var node in method.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax call)
                continue;

            var name = call.Expression switch
            {
                MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } => "",
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                // Dispose(true) leads to another disposing method, which is looked at by itself.
                SimpleNameSyntax simple => IsDisposal(simple.Identifier.ValueText) ? "" : simple.Identifier.ValueText,
                _ => "",
            };
            if (name.Length > 0 && ReleaseNames.EndsResource(name))
                return true;
        }

        return false;
    }
}
