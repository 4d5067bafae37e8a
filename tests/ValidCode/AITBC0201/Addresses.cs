using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace ValidCode.HardcodedEndpoint;

/// <summary>Filled from the configuration file.</summary>
public sealed class NodeOptions
{
    public Uri Rpc { get; set; } = new("http://localhost:8006");

    public string Wallet { get; set; } = "http://localhost:8002";

    public List<string> Peers { get; } = ["http://localhost:8005"];
}

public sealed class NodeClient(HttpClient http, NodeOptions options, string coordinator = "http://localhost:8000")
{
    private const string DefaultExchange = "http://localhost:8001";
    private static readonly string Exchange = Environment.GetEnvironmentVariable("EXCHANGE_URL") ?? DefaultExchange;

    private string? _provider;

    private string Provider => _provider ??= "http://localhost:8008";

    public Task<string> HeadAsync() => http.GetStringAsync(new Uri(options.Rpc, "rpc/head"));

    public Task<string> WalletsAsync() => http.GetStringAsync(options.Wallet + "/v1/wallets");

    public Task<string> JobsAsync() => http.GetStringAsync($"{coordinator}/v1/jobs");

    public Task<string> RatesAsync() => http.GetStringAsync(Exchange + "/rates");

    public Task<string> HealthAsync() => http.GetStringAsync(Provider + "/health");

    public Task<string> OfAsync(string[] args) => http.GetStringAsync(args.Length > 0 ? args[0] : "http://localhost:8203");

    public Task<string> TryAsync(string? given) =>
        Uri.TryCreate(given, UriKind.Absolute, out var url) ? http.GetStringAsync(url) : http.GetStringAsync(Exchange);

    public void Use(string? proxy)
    {
        if (proxy is null)
            http.BaseAddress = new Uri("http://127.0.0.1:8203");
        else
            http.BaseAddress = new Uri(proxy);
    }

    /// <summary>A process of our own tells its port.</summary>
    public static TcpClient ConnectTo(int port) => new("localhost", port);

    public Task<string> AskChild(int port) => http.GetStringAsync($"http://127.0.0.1:{port}/health");

    /// <summary>Where a browser is sent back to, and what it is asked for.</summary>
    public static string LoginUrl(string issuer) =>
        $"{issuer}/authorize?redirect_uri={Uri.EscapeDataString("http://localhost:8000/callback")}&client_id=aitbc";

    public static bool IsLocal(Uri url) => url.Host is "localhost" or "127.0.0.1" || url.ToString().StartsWith("http://localhost:8000", StringComparison.Ordinal);

    public static string Help => "Set COORDINATOR_URL, such as http://localhost:8000";
}

/// <summary>The client that is taken where no chain is chosen.</summary>
public sealed class ClientsOfChains(Dictionary<string, HttpClient> clients)
{
    public HttpClient DefaultClient { get; } = new() { BaseAddress = new Uri("http://localhost:8006") };

    public HttpClient Of(string? chain) => chain is null ? DefaultClient : clients[chain];
}
