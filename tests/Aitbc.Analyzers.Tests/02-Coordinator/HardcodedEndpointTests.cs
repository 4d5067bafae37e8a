using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Coordinator.HardcodedEndpointAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Coordinator;

public class HardcodedEndpointTests
{
    [Theory]
    // What holds where nothing is configured.
    [InlineData("""http.BaseAddress = new Uri(Environment.GetEnvironmentVariable("COORDINATOR_URL") ?? "http://localhost:8000");""")]
    [InlineData("""http.GetAsync($"{Environment.GetEnvironmentVariable("COORDINATOR_URL") ?? "http://localhost:8000"}/v1/jobs/{Text()}");""")]
    [InlineData("""var url = Maybe(); url ??= "http://localhost:8000"; http.GetAsync(url);""")]
    [InlineData("""var url = Maybe(); if (string.IsNullOrEmpty(url)) url = "http://localhost:8000"; http.GetAsync(url);""")]
    [InlineData("""var url = "http://localhost:8000"; if (Maybe() is { } given) url = given; http.GetAsync(url);""")]
    [InlineData("""var url = Maybe() is { } given ? given : "http://localhost:8000"; http.GetAsync(url);""")]
    [InlineData("""http.GetAsync(Text().Length > 0 ? Text() : "http://localhost:8000");""")]
    [InlineData("""http.GetAsync(Maybe() switch { null => "http://localhost:8000", var given => given });""")]
    [InlineData("""http.GetAsync(Get("url", defaultValue: "http://localhost:8000"));""")]
    [InlineData("""if (IsDevelopment()) http.BaseAddress = new Uri("http://localhost:8000");""")]
    [InlineData("""const string fallback = "http://localhost:8000"; http.GetAsync(Maybe() ?? fallback);""")]
    // A port that is found out at run time: a process of our own.
    [InlineData("""http.GetAsync($"http://localhost:{Port()}/health");""")]
    [InlineData("""http.GetAsync("http://localhost:" + Port());""")]
    [InlineData("""new TcpClient("localhost", Port());""")]
    // No port: a placeholder.
    [InlineData("""http.BaseAddress = new Uri("http://localhost");""")]
    [InlineData("""http.GetAsync(new Uri(new Uri("http://localhost/"), Text()));""")]
    // Other hosts, examples, texts.
    [InlineData("""http.GetAsync("https://api.aitbc.dev/v1/jobs");""")]
    [InlineData("""http.GetAsync("http://node.example.com:8000/");""")]
    [InlineData("""http.GetAsync($"https://id.aitbc.dev/login?redirect_uri=http://localhost:8000/callback");""")]
    [InlineData("""http.GetAsync("https://id.aitbc.dev/login?redirect_uri=" + "http://localhost:8000/callback");""")]
    [InlineData("""Console.WriteLine("http://localhost:8000"); Console.WriteLine($"Listening on http://localhost:8000/{Text()}");""")]
    [InlineData("""throw new InvalidOperationException("No service at http://localhost:8000");""")]
    [InlineData("""if (Text() == "http://localhost:8000" || Text() is "http://localhost:8001" || Text().StartsWith("http://localhost:8002")) { }""")]
    [InlineData("""switch (Text()) { case "http://localhost:8000": break; }""")]
    [InlineData("""var uri = new Uri("http://localhost:8000"); Console.WriteLine(uri.Port);""")]
    [InlineData("""System.Xml.Linq.XNamespace ns = "http://localhost:8000/schema";""")]
    [InlineData("""var hosts = new[] { "localhost", "127.0.0.1" }; Console.WriteLine(hosts.Contains(Text()));""")]
    [InlineData("""var data = new Dictionary<string, string> { ["Url"] = "http://localhost:8000" }; Console.WriteLine(data.Count);""")]
    // Where a server listens: AITBC0901's.
    [InlineData("""var listener = new System.Net.HttpListener(); listener.Prefixes.Add("http://localhost:8000/");""")]
    [InlineData("""const string url = "http://localhost:8000/"; var listener = new System.Net.HttpListener(); listener.Prefixes.Add(url); http.GetAsync(url);""")]
    // Another client came first, or the message goes nowhere.
    [InlineData("""var client = Given() ?? new HttpClient { BaseAddress = new Uri("http://localhost:8000") }; client.GetAsync("/");""")]
    [InlineData("""using var request = new HttpRequestMessage(HttpMethod.Get, "https://localhost:8000"); Console.WriteLine(request.Method);""")]
    [InlineData("""void UseLocalstack() => http.GetAsync("http://localhost:8000"); UseLocalstack();""")]
    [InlineData("""new TcpClient().Connect(IPAddress.Loopback, Port()); new TcpClient().Connect(IPAddress.Parse(Text()), 8001);""")]
    [InlineData("""var listener = new TcpListener(IPAddress.Loopback, 0); listener.Start(); new TcpClient().Connect((IPEndPoint)listener.LocalEndpoint);""")]
    // Redis has a rule of its own.
    [InlineData("""new TcpClient("localhost", 6379);""")]
    // Mistakes in the text.
    [InlineData("""http.GetAsync("http://localhost:80000/"); http.GetAsync("http://localhost:/"); http.GetAsync("http://:8000/");""")]
    public Task Silent(string statements) => Verify.ReportsAsync(Method(statements));

    [Theory]
    [InlineData("""http.BaseAddress = new Uri([|"http://localhost:8000"|]);""")]
    [InlineData("""http.BaseAddress = new([|"http://127.0.0.1:5000/"|]);""")]
    [InlineData("""http.GetAsync([|"http://localhost:8000/v1/jobs"|]);""")]
    [InlineData("""http.GetAsync([|$"http://localhost:8000/v1/jobs/{Text()}"|]);""")]
    [InlineData("""http.GetAsync([|"http://localhost:8000/v1/jobs/"|] + Text());""")]
    [InlineData("""http.GetAsync([|string.Format("http://localhost:8000/v1/jobs/{0}", Text())|]);""")]
    [InlineData("""const int port = 8000; http.GetAsync([|$"http://localhost:{port}/v1/jobs"|]);""")]
    [InlineData("""const int port = 8000; http.GetAsync([|"http://localhost:" + port + "/v1/jobs"|]);""")]
    [InlineData("""const string host = [|"localhost"|]; http.GetAsync("http://" + host + ":8000/v1/jobs");""")]
    [InlineData("""var baseUrl = [|"http://localhost:8000/"|]; http.GetAsync(baseUrl.TrimEnd('/') + "/v1/jobs");""")]
    [InlineData("""http.GetAsync(new UriBuilder("http", [|"localhost"|], 8000).Uri);""")]
    [InlineData("""http.PostAsJsonAsync([|"http://localhost:8008/job"|], Text());""")]
    [InlineData("""http.Send(new HttpRequestMessage(HttpMethod.Get, [|"http://localhost:8000/"|]));""")]
    [InlineData("""http.Send(new HttpRequestMessage { RequestUri = new Uri([|"http://localhost:8000/"|]) });""")]
    [InlineData("""new System.Net.WebSockets.ClientWebSocket().ConnectAsync(new Uri([|"ws://localhost:8200/gossip"|]), default);""")]
    [InlineData("""new TcpClient([|"localhost"|], 8001);""")]
    [InlineData("""HttpClient? client = null; client ??= new HttpClient { BaseAddress = new Uri([|"http://localhost:8000"|]) }; client.GetAsync("/");""")]
    [InlineData("""var request = new HttpRequestMessage(HttpMethod.Get, [|"https://localhost:8000"|]); http.Send(request);""")]
    [InlineData("""new TcpClient().Connect(port: 8001, hostname: [|"127.0.0.1"|]);""")]
    [InlineData("""System.Net.WebRequest.Create([|"http://localhost:8000/"|]);""")]
    [InlineData("""new TcpClient().Connect(IPAddress.Loopback, [|8001|]); new TcpClient().ConnectAsync(IPAddress.Parse("127.0.0.1"), [|8001|]);""")]
    [InlineData("""var node = new IPEndPoint(IPAddress.IPv6Loopback, [|8005|]); new Socket(SocketType.Stream, ProtocolType.Tcp).Connect(node);""")]
    // The port of a known service on another host.
    [InlineData("""http.GetAsync([|"http://aitbc:8006/rpc/head"|]);""")]
    [InlineData("""http.GetAsync([|"http://10.1.2.3:8203/health"|]);""")]
    [InlineData("""http.GetAsync([|"HTTP://LOCALHOST:5000/x"|]);""")]
    [InlineData("""http.GetAsync([|"http://user@[::1]:5000/x"|]);""")]
    [InlineData("""var secure = Text().Length > 0; http.GetAsync(secure ? [|"https://localhost:5001"|] : [|"http://localhost:5000"|]);""")]
    [InlineData("""string Url() => [|"http://localhost:8000/v1"|]; http.GetAsync(Url());""")]
    [InlineData("""void Ask(string url) => http.GetAsync(url); Ask([|"http://localhost:8000/v1"|]);""")]
    [InlineData("""Func<Task> ask = () => http.GetAsync([|"http://localhost:8000/v1"|]); ask();""")]
    public Task Reports(string statements) => Verify.ReportsAsync(Method(statements));

    [Fact]
    public Task Reports_constants_where_they_are_declared_also_for_other_types() => Verify.ReportsAsync("""
        using System;
        using System.Net.Http;

        public static class Services
        {
            public const string Coordinator = [|"http://localhost:8000"|];
            internal static readonly Uri Wallet = new([|"http://localhost:8002"|]);
            public static string Exchange => [|"http://localhost:8001"|];
            public const string Unused = "http://localhost:8003";
        }

        public class Client(HttpClient http)
        {
            private static readonly Uri Node = new([|"http://localhost:8006/"|]);
            private readonly string _provider = [|"http://localhost:8008"|];
            private string _twice = "http://localhost:8011"; // changed below

            public void Ask()
            {
                http.GetAsync($"{Services.Coordinator}/v1/jobs");
                http.GetAsync(Services.Wallet);
                http.GetAsync(Services.Exchange + "/rates");
                http.GetAsync(new Uri(Node, "rpc/head"));
                http.GetAsync(_provider + "/health");
                _twice = _twice.TrimEnd('/') + "/v1";
                http.GetAsync(_twice);
            }
        }
        """);

    [Fact]
    public Task Reports_what_own_clients_and_options_are_given() => Verify.ReportsAsync("""
        using System;
        using System.Net.Http;

        public class CoordinatorOptions { public string? Url { get; set; } }

        public class CoordinatorClient
        {
            private readonly HttpClient _http = new();

            public CoordinatorClient(string url) => _http.BaseAddress = new Uri(url);

            public CoordinatorClient(CoordinatorOptions options) : this(options.Url!) { }
        }

        public class WalletClient(HttpClient http, string url)
        {
            public void Ask() => http.GetAsync(url + "/v1/wallets");
        }

        public class Program
        {
            public void Run()
            {
                new CoordinatorClient([|"http://localhost:8000"|]);
                new WalletClient(new HttpClient(), url: [|"http://localhost:8002"|]);
                new CoordinatorClient(new CoordinatorOptions { Url = [|"http://localhost:8203"|] });
                Configure(options => options.Url = [|"http://localhost:8011"|]);
            }

            private static void Configure(Action<CoordinatorOptions> configure) => configure(new CoordinatorOptions());
        }
        """);

    [Fact]
    public Task Silent_on_a_client_that_is_named_a_default() => Verify.ReportsAsync("""
        using System;
        using System.Net.Http;
        public class Clients
        {
            private static readonly HttpClient s_default = new() { BaseAddress = new Uri("http://localhost:8000") };
            private static readonly HttpClient s_first = new() { BaseAddress = new Uri([|"http://localhost:8000"|]) };
            public HttpClient DefaultClient { get; } = new() { BaseAddress = new Uri("http://localhost:8000") };
            public HttpClient Client { get; } = new() { BaseAddress = new Uri([|"http://localhost:8000"|]) };
            public HttpClient Of(HttpClient? given) => given ?? (DateTime.Now.Ticks > 0 ? DefaultClient : s_default) ?? s_first;
        }
        """);

    [Fact]
    public Task Silent_on_defaults_that_others_replace() => Verify.ReportsAsync("""
        using System;
        using System.Net.Http;

        public sealed class AgentSettings
        {
            public string CoordinatorUrl { get; set; } = "http://localhost:8000";
            public string WalletUrl { get; init; }
            public AgentSettings() => WalletUrl = "http://localhost:8002";
        }

        public class Client(AgentSettings settings, string exchange = "http://localhost:8001")
        {
            public static string Node = "http://localhost:8006";
            public string Target { get; private set; } = "http://localhost:8007";

            public void Parse(string[] args) => Target = args[0];

            public void Ask(HttpClient http)
            {
                http.GetAsync(settings.CoordinatorUrl);
                http.GetAsync(settings.WalletUrl);
                http.GetAsync(exchange);
                http.GetAsync(Node);
                http.GetAsync(Target);
            }

            public static void Main(string[] args) => Node = args[0];
        }
        """);

    [Fact]
    public Task Silent_where_the_build_chooses() => Verify.ReportsAsync("""
        using System.Net.Http;

        public class Client
        {
        #if !RELEASE
            private const string Url = "http://localhost:8000";
        #else
            private const string Url = "https://aitbc.dev";
        #endif

            public void Ask(HttpClient http) => http.GetAsync(Url);
        }
        """);

    [Fact]
    public Task Silent_in_test_projects() => Verify.ReportsAsync(Method("""http.GetAsync("http://localhost:8000");"""), Library.XunitV2);

    [Fact]
    public async Task Silent_in_benchmarks()
    {
        using var assembly = new MemoryStream();
        var library = CSharpCompilation.Create(
            "BenchmarkDotNet.Annotations",
            [CSharpSyntaxTree.ParseText("namespace BenchmarkDotNet.Attributes { public class BenchmarkAttribute : System.Attribute; }")],
            References.Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.True(library.Success);
        var test = Verify.Create(Method("""http.GetAsync("http://localhost:8000");"""), []);
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromImage(assembly.ToArray()));
        await test.RunAsync();
    }

    [Fact]
    public Task Silent_on_redis_which_has_a_rule_of_its_own() => Verify.ReportsAsync(
        """
        using StackExchange.Redis;

        public class Cache
        {
            private const string Host = "localhost:6379";

            public void Open()
            {
                ConnectionMultiplexer.Connect(Host);
                ConnectionMultiplexer.Connect("localhost:7000");
            }
        }
        """,
        Library.Redis);

    [Fact]
    public Task Silent_where_ASPNET_Core_listens_or_lets_in() => Verify.ReportsAsync(
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.WebHost.UseUrls("http://localhost:8000");
                builder.Services.AddCors(cors => cors.AddPolicy("spa", policy => policy.WithOrigins("http://localhost:8001")));
                builder.Build().Run("http://localhost:8002");
            }
        }
        """,
        Library.AspNetCore);

    [Theory]
    [InlineData("aitbc.allowed_hosts = localhost")]
    [InlineData("aitbc.allowed_hosts = other | LOCALHOST:80*")]
    public Task Allowed_hosts(string option) => Verify.ReportsAsync(Method("""http.GetAsync("http://localhost:8000");"""), [option]);

    [Fact]
    public Task Service_ports() => Verify.ReportsAsync(
        Method("""http.GetAsync("http://node:8006"); http.GetAsync([|"http://node:9000"|]); http.GetAsync([|"http://localhost:8006"|]);"""),
        ["aitbc.service_ports = store = 9000"]);

    private static string Method(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;

        public class Agent
        {
            public void Run(HttpClient http)
            {
                {{statements}}
            }

            private static string Text() => Console.ReadLine() ?? "";

            private static HttpClient? Given() => null;

            private static string? Maybe() => Console.ReadLine();

            private static int Port() => Text().Length;

            private static bool IsDevelopment() => Text().Length > 0;

            private static string Get(string key, string defaultValue) => Console.ReadLine() ?? defaultValue;
        }
        """;
}
