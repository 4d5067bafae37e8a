namespace Aitbc.Analyzers.Coordinator;

/// <summary>A parameter or property of a library through which a client is told where its service is.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Member">The method or property, <c>.ctor</c> for a constructor, <c>*</c> for every method.</param>
/// <param name="Value">The parameter; null for a property.</param>
/// <param name="IsHost">It takes a host alone, the port comes beside it.</param>
internal sealed record ClientSink(string Type, string Member, string? Value, bool IsHost = false)
{
    /// <summary>The sinks of .NET, ASP.NET Core and of widely used libraries; others are known by the words of their names.</summary>
    public static readonly ClientSink[] All =
    [
        new("System.Net.Http.HttpClient", "BaseAddress", null),
        new("System.Net.Http.HttpClient", "*", "requestUri"),
        new("System.Net.Http.HttpRequestMessage", ".ctor", "requestUri"),
        new("System.Net.Http.HttpRequestMessage", "RequestUri", null),
        new("System.Net.Http.Json.HttpClientJsonExtensions", "*", "requestUri"),
        new("System.Net.WebRequest", "*", "requestUriString"),
        new("System.Net.WebRequest", "*", "requestUri"),
        new("System.Net.WebClient", "*", "address"),
        new("System.Net.WebClient", "BaseAddress", null),
        new("System.Net.WebSockets.ClientWebSocket", "ConnectAsync", "uri"),
        new("System.Net.Sockets.TcpClient", ".ctor", "hostname", IsHost: true),
        new("System.Net.Sockets.TcpClient", "*", "hostname", IsHost: true),
        new("System.Net.Sockets.TcpClient", "*", "host", IsHost: true),
        new("System.Net.Sockets.UdpClient", ".ctor", "hostname", IsHost: true),
        new("System.Net.Sockets.UdpClient", "*", "hostname", IsHost: true),
        new("System.Net.Sockets.Socket", "*", "host", IsHost: true),
        new("System.Net.Mail.SmtpClient", ".ctor", "host", IsHost: true),
        new("System.Net.Mail.SmtpClient", "Host", null, IsHost: true),
        new("System.ServiceModel.EndpointAddress", ".ctor", "uri"),
        new("System.ServiceModel.ChannelFactory`1", "*", "remoteAddress"),
        new("System.ServiceModel.ChannelFactory`1", "*", "address"),

        new("Grpc.Net.Client.GrpcChannel", "ForAddress", "address"),
        new("Grpc.Net.ClientFactory.GrpcClientFactoryOptions", "Address", null),
        new("Grpc.Core.Channel", ".ctor", "target"),
        new("Grpc.Core.Channel", ".ctor", "host", IsHost: true),
        new("Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilderHttpExtensions", "WithUrl", "url"),
        new("Microsoft.AspNet.SignalR.Client.HubConnection", ".ctor", "url"),
        new("Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions", "Authority", null),
        new("Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions", "MetadataAddress", null),
        new("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", "Authority", null),
        new("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", "MetadataAddress", null),
        new("Yarp.ReverseProxy.Configuration.DestinationConfig", "Address", null),

        new("Duende.IdentityModel.Client.HttpClientDiscoveryExtensions", "*", "address"),
        new("Duende.IdentityModel.Client.ProtocolRequest", "Address", null),
        new("Duende.IdentityModel.Client.DiscoveryCache", ".ctor", "authority"),
        new("IdentityModel.Client.HttpClientDiscoveryExtensions", "*", "address"),
        new("IdentityModel.Client.ProtocolRequest", "Address", null),
        new("IdentityModel.Client.DiscoveryCache", ".ctor", "authority"),
        new("OpenIddict.Client.OpenIddictClientRegistration", "Issuer", null),

        new("RestSharp.RestClient", ".ctor", "baseUrl"),
        new("RestSharp.RestClientOptions", ".ctor", "baseUrl"),
        new("RestSharp.RestClientOptions", "BaseUrl", null),
        new("Refit.RestService", "For", "hostUrl"),
        new("NATS.Client.Core.NatsOpts", "Url", null),
        new("NATS.Client.Options", "Url", null),
        new("NATS.Client.ConnectionFactory", "*", "url"),
        new("RabbitMQ.Client.ConnectionFactory", "HostName", null, IsHost: true),
        new("RabbitMQ.Client.ConnectionFactory", "Uri", null),
        new("RabbitMQ.Client.AmqpTcpEndpoint", ".ctor", "hostName", IsHost: true),
        new("Confluent.Kafka.ClientConfig", "BootstrapServers", null),
        new("MongoDB.Driver.MongoClient", ".ctor", "connectionString"),
        new("Elastic.Clients.Elasticsearch.ElasticsearchClientSettings", ".ctor", "uri"),
        new("Nest.ConnectionSettings", ".ctor", "uri"),
        new("Nethereum.Web3.Web3", ".ctor", "url"),
        new("Nethereum.JsonRpc.Client.RpcClient", ".ctor", "baseUrl"),
        new("MQTTnet.MqttClientOptionsBuilder", "WithTcpServer", "host", IsHost: true),
        new("MQTTnet.MqttClientOptionsBuilder", "WithConnectionUri", "uri"),
        new("MQTTnet.Client.MqttClientOptionsBuilder", "WithTcpServer", "host", IsHost: true),
        new("MQTTnet.Client.MqttClientOptionsBuilder", "WithTcpServer", "server", IsHost: true),
        new("OpenTelemetry.Exporter.OtlpExporterOptions", "Endpoint", null),
        new("OpenTelemetry.Exporter.ZipkinExporterOptions", "Endpoint", null),
        new("Serilog.SeqLoggerConfigurationExtensions", "Seq", "serverUrl"),
        new("Microsoft.Extensions.DependencyInjection.CapOptionsExtensions", "UseKafka", "bootstrapServers"),
        new("Microsoft.Extensions.DependencyInjection.CapOptionsExtensions", "UseRabbitMQ", "hostName", IsHost: true),
        new("Microsoft.Extensions.DependencyInjection.CapOptionsExtensions", "UseNATS", "bootstrapServers"),
    ];
}
