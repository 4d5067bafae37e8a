using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Ports;

/// <summary>What a place that binds a port takes.</summary>
internal enum PortForm
{
    /// <summary>The number.</summary>
    Number,

    /// <summary>An address with the port in it, as text or <see cref="Uri"/>; also several.</summary>
    Address,

    /// <summary>An end point object.</summary>
    EndPoint,

    /// <summary>NetMQ's constructor text: binds where it starts with <c>@</c>.</summary>
    SocketText,

    /// <summary>The arguments of a process or of a host builder.</summary>
    CommandLine,

    /// <summary>The arguments of a program that is known to listen on its <c>--port</c>.</summary>
    ServerCommandLine,

    /// <summary>The number as text.</summary>
    NumberText,
}

/// <summary>A parameter or property through which a library is told on which port to listen.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Member">The method or property, <c>.ctor</c> for a constructor.</param>
/// <param name="Value">The parameter; null for a property.</param>
/// <param name="Form">In what form the port comes.</param>
internal sealed record PortSink(string Type, string Member, string? Value, PortForm Form)
{
    /// <summary>Is it a datagram port? Discovery protocols prescribe those.</summary>
    public bool IsDatagram { get; init; }

    /// <summary>A parameter that shows, where it is there, that the member is a client's.</summary>
    public string? NotWith { get; init; }

    /// <summary>A property through which the server is given another socket to listen with, so that the port is not bound.</summary>
    public string? Socket { get; init; }

    /// <summary>The sinks of .NET, ASP.NET Core and of widely used libraries.</summary>
    public static readonly PortSink[] All =
    [
        new("System.Net.Sockets.TcpListener", ".ctor", "port", PortForm.Number),
        new("System.Net.Sockets.TcpListener", ".ctor", "localEP", PortForm.EndPoint),
        new("System.Net.Sockets.TcpListener", "Create", "port", PortForm.Number),
        new("System.Net.Sockets.Socket", "Bind", "localEP", PortForm.EndPoint),
        new("System.Net.Sockets.UdpClient", ".ctor", "port", PortForm.Number) { IsDatagram = true, NotWith = "hostname" },
        new("System.Net.Sockets.UdpClient", ".ctor", "localEP", PortForm.EndPoint) { IsDatagram = true },
        new("System.Net.HttpListenerPrefixCollection", "Add", "uriPrefix", PortForm.Address),
        new("System.Net.Quic.QuicListenerOptions", "ListenEndPoint", null, PortForm.EndPoint),

        new("Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions", "UseUrls", "urls", PortForm.Address),
        new("Microsoft.AspNetCore.Builder.WebApplication", "Run", "url", PortForm.Address),
        new("Microsoft.AspNetCore.Builder.WebApplication", "RunAsync", "url", PortForm.Address),
        new("Microsoft.AspNetCore.Builder.WebApplication", "Start", "urls", PortForm.Address),
        new("Microsoft.AspNetCore.Hosting.WebHostExtensions", "Start", "urls", PortForm.Address),
        new("Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions", "Start", "urls", PortForm.Address),
        new("Microsoft.AspNetCore.WebHost", "Start", "url", PortForm.Address),
        new("Microsoft.AspNetCore.WebHost", "StartWith", "url", PortForm.Address),
        new("Microsoft.AspNetCore.Builder.WebApplication", "CreateBuilder", "args", PortForm.CommandLine),
        new("Microsoft.AspNetCore.Builder.WebApplication", "CreateSlimBuilder", "args", PortForm.CommandLine),
        new("Microsoft.AspNetCore.Builder.WebApplication", "Create", "args", PortForm.CommandLine),
        new("Microsoft.AspNetCore.WebHost", "CreateDefaultBuilder", "args", PortForm.CommandLine),
        new("Microsoft.Extensions.Hosting.Host", "CreateDefaultBuilder", "args", PortForm.CommandLine),
        new("Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions", "Listen", "port", PortForm.Number),
        new("Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions", "Listen", "endPoint", PortForm.EndPoint),
        new("Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions", "ListenAnyIP", "port", PortForm.Number),
        new("Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions", "ListenLocalhost", "port", PortForm.Number),
        new("Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader", "Endpoint", "port", PortForm.Number),
        new("Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader", "Endpoint", "endPoint", PortForm.EndPoint),
        new("Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader", "AnyIPEndpoint", "port", PortForm.Number),
        new("Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader", "LocalhostEndpoint", "port", PortForm.Number),
        new("Microsoft.AspNetCore.Server.HttpSys.UrlPrefixCollection", "Add", "prefix", PortForm.Address),

        new("System.Diagnostics.ProcessStartInfo", ".ctor", "arguments", PortForm.CommandLine),
        new("System.Diagnostics.ProcessStartInfo", "Arguments", null, PortForm.CommandLine),
        new("System.Diagnostics.Process", "Start", "arguments", PortForm.CommandLine),

        new("Grpc.Core.ServerPort", ".ctor", "port", PortForm.Number),
        new("Microsoft.Owin.Hosting.WebApp", "Start", "url", PortForm.Address),
        new("Fleck.WebSocketServer", ".ctor", "location", PortForm.Address) { Socket = "ListenerSocket" },
        new("WebSocketSharp.Server.WebSocketServer", ".ctor", "port", PortForm.Number),
        new("WebSocketSharp.Server.WebSocketServer", ".ctor", "url", PortForm.Address),
        new("WebSocketSharp.Server.HttpServer", ".ctor", "port", PortForm.Number),
        new("WebSocketSharp.Server.HttpServer", ".ctor", "url", PortForm.Address),
        new("NetMQ.NetMQSocket", "Bind", "address", PortForm.Address),
        new("NetMQ.NetMQSocket", ".ctor", "connectionString", PortForm.SocketText),
        new("WireMock.Server.WireMockServer", "Start", "port", PortForm.Number),
        new("WireMock.Server.WireMockServer", "Start", "url", PortForm.Address),
        new("WireMock.Server.WireMockServer", "Start", "urls", PortForm.Address),
        new("WireMock.Server.WireMockServer", "StartWithAdminInterface", "port", PortForm.Number),
        new("WireMock.Server.WireMockServer", "StartWithAdminInterface", "urls", PortForm.Address),
        new("NetCoreServer.TcpServer", ".ctor", "port", PortForm.Number),
        new("NetCoreServer.TcpServer", ".ctor", "endpoint", PortForm.EndPoint),
        new("NetCoreServer.SslServer", ".ctor", "port", PortForm.Number),
        new("NetCoreServer.SslServer", ".ctor", "endpoint", PortForm.EndPoint),
        new("NetCoreServer.HttpServer", ".ctor", "port", PortForm.Number),
        new("NetCoreServer.HttpsServer", ".ctor", "port", PortForm.Number),
        new("NetCoreServer.WsServer", ".ctor", "port", PortForm.Number),
        new("NetCoreServer.WssServer", ".ctor", "port", PortForm.Number),
        new("NetCoreServer.UdpServer", ".ctor", "port", PortForm.Number) { IsDatagram = true },
        new("NetCoreServer.UdpServer", ".ctor", "endpoint", PortForm.EndPoint) { IsDatagram = true },
        new("MQTTnet.Server.MqttServerOptionsBuilder", "WithDefaultEndpointPort", "value", PortForm.Number),
        new("MQTTnet.Server.MqttServerOptionsBuilder", "WithEncryptedEndpointPort", "value", PortForm.Number),
        new("DotNetty.Transport.Bootstrapping.ServerBootstrap", "BindAsync", "port", PortForm.Number),
        new("DotNetty.Transport.Bootstrapping.AbstractBootstrap`2", "BindAsync", "inetPort", PortForm.Number),
        new("DotNetty.Transport.Bootstrapping.AbstractBootstrap`2", "BindAsync", "port", PortForm.Number),
        new("DotNetty.Transport.Bootstrapping.AbstractBootstrap`2", "BindAsync", "localAddress", PortForm.EndPoint),
        new("Akka.IO.Tcp+Bind", ".ctor", "localAddress", PortForm.EndPoint),
        new("Akka.IO.Udp+Bind", ".ctor", "localAddress", PortForm.EndPoint) { IsDatagram = true },
        new("CoreWCF.Configuration.ServiceModelWebHostBuilderExtensions", "UseNetTcp", "port", PortForm.Number),
        new("ServiceStack.ServiceStackHost", "Start", "urlBase", PortForm.Address),
        new("ServiceStack.AppSelfHostBase", "Start", "urlBases", PortForm.Address),
        new("SuperSocket.Server.Abstractions.ListenOptions", "Port", null, PortForm.Number),
        new("SuperSocket.ListenOptions", "Port", null, PortForm.Number),
        new("Prometheus.MetricServer", ".ctor", "port", PortForm.Number),
        new("Prometheus.KestrelMetricServer", ".ctor", "port", PortForm.Number),
        new("EmbedIO.WebServer", ".ctor", "urlPrefixes", PortForm.Address),
        new("Garnet.GarnetServer", ".ctor", "port", PortForm.Number),
    ];
}
