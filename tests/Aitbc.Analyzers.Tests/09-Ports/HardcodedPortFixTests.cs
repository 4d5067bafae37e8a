using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Ports.HardcodedPortAnalyzer, Aitbc.Analyzers.Ports.HardcodedPortCodeFix>;

namespace Aitbc.Analyzers.Tests.Ports;

public class HardcodedPortFixTests
{
    private const string Usings = "using System;\nusing System.Diagnostics;\nusing System.Net;\nusing System.Net.Http;\nusing System.Net.Sockets;\nusing Xunit;\n";

    private const string Helper = """


            private static int GetFreePort()
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                listener.Stop();
                return port;
            }
        """;

    private static string Test(string body, string after = "", string members = "") => Usings + $$"""
        public class Tests
        {{{members}}
            [Fact]
            public void Works()
            {
                {{body.ReplaceLineEndings("\n        ")}}
            }{{after}}
        }
        """;

    private static Task FixesAsync(string code, string fixedCode) => Verify.FixesAsync(code, fixedCode, libraries: [Library.XunitV2]);

    [Fact]
    public Task Listener_reads_its_port_back() => FixesAsync(
        Test("""
            // the server
            var listener = new TcpListener(IPAddress.Loopback, [|5000|]); // fixed
            listener.Start();
            // the client
            var client = new TcpClient("localhost", 5000);
            client.Connect("localhost", 5000);
            var url = new Uri("http://localhost:5000/x{0}");
            System.Threading.Thread.Sleep(5000);
            Assert.Equal(5000, ((IPEndPoint)listener.LocalEndpoint).Port);
            """),
        Test("""
            // the server
            var listener = new TcpListener(IPAddress.Loopback, 0); // fixed
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            // the client
            var client = new TcpClient("localhost", port);
            client.Connect("localhost", port);
            var url = new Uri($"http://localhost:{port}/x{{0}}");
            System.Threading.Thread.Sleep(5000);
            Assert.Equal(port, ((IPEndPoint)listener.LocalEndpoint).Port);
            """));

    [Fact]
    public Task Listener_that_tells_its_port_just_gets_zero() => FixesAsync(
        Test("var l = new TcpListener(new IPEndPoint(IPAddress.Any, [|5000|]));\nl.Start();\nConsole.WriteLine(l.LocalEndpoint);"),
        Test("var l = new TcpListener(new IPEndPoint(IPAddress.Any, 0));\nl.Start();\nConsole.WriteLine(l.LocalEndpoint);"));

    [Fact]
    public Task Local_is_declared_where_the_port_is_known() => FixesAsync(
        Test("""
            var port = [|5000|];
            var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            using var client = new TcpClient("localhost", port);
            """),
        Test("""
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            using var client = new TcpClient("localhost", port);
            """));

    [Fact]
    public Task Local_that_is_used_before_gets_a_free_port() => FixesAsync(
        Test("""
            const int port = 5000; // ours
            var url = new Uri($"http://localhost:{port}");
            var listener = new TcpListener(IPAddress.Loopback, [|port|]);
            listener.Start();
            """),
        Test("""
            var port = GetFreePort(); // ours
            var url = new Uri($"http://localhost:{port}");
            var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            """.Replace("var port", "int port"), Helper));

    [Fact]
    public Task Socket_and_datagram_client() => FixesAsync(
        Test("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, [|5000|]));
            socket.Listen();
            new TcpClient().Connect("localhost", 5000);
            var udp = new UdpClient([|6000|]);
            new UdpClient().Connect("localhost", 6000);
            """),
        Test("""
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            socket.Listen();
            new TcpClient().Connect("localhost", port);
            var udp = new UdpClient(0);
            var port2 = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
            new UdpClient().Connect("localhost", port2);
            """));

    [Fact]
    public Task Prefix_gets_a_free_port_and_all_follows() => FixesAsync(
        Test("""
            using var listener = new HttpListener();
            // open
            listener.Prefixes.Add("http://localhost:[|5000|]/");
            listener.Start();
            using var http = new HttpClient { BaseAddress = new Uri("http://localhost:5000/") };
            """),
        Test("""
            using var listener = new HttpListener();
            var port = GetFreePort();
            // open
            listener.Prefixes.Add($"http://localhost:{port}/");
            listener.Start();
            using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/") };
            """, Helper));

    [Fact]
    public Task Process_arguments() => FixesAsync(
        Test("""
            var start = new ProcessStartInfo("dotnet") { Arguments = $"{GetType()} --urls=http://127.0.0.1:[|5000|] -x" };
            var http = new Uri("http://127.0.0.1:5000");
            """),
        Test("""
            var port = GetFreePort();
            var start = new ProcessStartInfo("dotnet") { Arguments = $"{GetType()} --urls=http://127.0.0.1:{port} -x" };
            var http = new Uri($"http://127.0.0.1:{port}");
            """, Helper));

    [Fact]
    public Task Tests_with_their_own_listeners_are_fixed_alike() => FixesAsync(
        Test("var l = new TcpListener(IPAddress.Any, [|5000|]);\nl.Start();\nnew TcpClient(\"localhost\", 5000);", """


                [Fact]
                public void Works_again()
                {
                    var l = new TcpListener(IPAddress.Any, [|5000|]);
                    l.Start();
                    new TcpClient("localhost", 5000);
                }
            """),
        Test("var l = new TcpListener(IPAddress.Any, 0);\nl.Start();\nvar port = ((IPEndPoint)l.LocalEndpoint).Port;\nnew TcpClient(\"localhost\", port);", """


                [Fact]
                public void Works_again()
                {
                    var l = new TcpListener(IPAddress.Any, 0);
                    l.Start();
                    var port = ((IPEndPoint)l.LocalEndpoint).Port;
                    new TcpClient("localhost", port);
                }
            """));

    [Theory]
    [InlineData("private const int Port = 5000;", "private static readonly int Port = GetFreePort();", "[|Port|]", "Port")]
    [InlineData("private readonly int _port = 5000;", "private readonly int _port = GetFreePort();", "[|_port|]", "_port")]
    [InlineData("public int Port { get; } = 5000;", "public int Port { get; } = GetFreePort();", "[|Port|]", "Port")]
    public Task Member_gets_a_free_port(string member, string fixedMember, string use, string fixedUse) => FixesAsync(
        Test($"var l = new TcpListener(IPAddress.Any, {use});\nl.Start();", members: $"\n    {member}\n"),
        Test($"var l = new TcpListener(IPAddress.Any, {fixedUse});\nl.Start();", Helper, members: $"\n    {fixedMember}\n"));

    [Fact]
    public Task Address_member_gets_a_free_port() => FixesAsync(
        Test("new HttpListener().Prefixes.Add([|Url|]);", members: "\n    private const string Url = \"http://localhost:5000/\"; // here\n"),
        Test("new HttpListener().Prefixes.Add(Url);", Helper, members: "\n    private static readonly string Url = $\"http://localhost:{GetFreePort()}/\"; // here\n"));

    [Theory]
    [InlineData("var l = new TcpListener(IPAddress.Any, [|5000|]); l.Start();", " public static object Client() => new TcpClient(\"localhost\", 5000);")]
    [InlineData("var l = new TcpListener(IPAddress.Any, [|5000|]); l.Start();", " private const string Url = \"http://localhost:5000\";")]
    [InlineData("var l = new TcpListener(IPAddress.Any, [|Port|]); l.Start();", " private const int Port = 5000; public void M(int p = Port) { }")]
    [InlineData("var l = new TcpListener(IPAddress.Any, [|Port|]); l.Start();", " private static int Port => 5000;")]
    [InlineData("var l = new TcpListener(IPAddress.Any, [|Port|]); l.Start(); new TcpClient(\"localhost\", 5000);", " private const int Port = 5000;")]
    public Task No_fix_where_a_use_would_not_follow(string body, string after) => Verify.HasNoFixAsync(Test(body, after), Library.XunitV2);

    [Theory]
    [InlineData("new TcpListener(IPAddress.Any, [|8016|])",
        "new TcpListener(IPAddress.Any, int.TryParse(Environment.GetEnvironmentVariable(\"PORT\"), out var configuredPort) ? configuredPort : 8016)")]
    [InlineData("new TcpListener(IPAddress.Any, [|0x1388|])",
        "new TcpListener(IPAddress.Any, int.TryParse(Environment.GetEnvironmentVariable(\"PORT\"), out var configuredPort) ? configuredPort : 0x1388)")]
    [InlineData("Listen(\"http://localhost:[|8016|]/\")", "Listen(Environment.GetEnvironmentVariable(\"LISTEN_URL\") ?? \"http://localhost:8016/\")")]
    [InlineData("new TcpListener(IPAddress.Any, [|8016|]), new TcpListener(IPAddress.Any, [|8017|])",
        "new TcpListener(IPAddress.Any, int.TryParse(Environment.GetEnvironmentVariable(\"PORT\"), out var configuredPort) ? configuredPort : 8016), new TcpListener(IPAddress.Any, int.TryParse(Environment.GetEnvironmentVariable(\"PORT_8017\"), out var configuredPort2) ? configuredPort2 : 8017)")]
    public Task Service_reads_the_environment(string listeners, string fixedListeners) => Verify.FixesAsync(Service(listeners), Service(fixedListeners));

    private static string Service(string listeners) => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;

        public class Service
        {
            public object[] Open() => new object[] { {{listeners}} }; // here

            private static object Listen(string url)
            {
                var listener = new HttpListener();
                listener.Prefixes.Add(url);
                return listener;
            }
        }
        """;

    [Fact]
    public Task Service_member_reads_the_environment() => Verify.FixesAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        public class Service
        {
            // the probe
            private const int Port = 8017;
            private readonly TcpListener _listener = new(IPAddress.Any, [|Port|]);
            public string Text => $"on port {Port}";
        }
        """,
        """
        using System.Net;
        using System.Net.Sockets;
        public class Service
        {
            // the probe
            private static readonly int Port = int.TryParse(System.Environment.GetEnvironmentVariable("PORT"), out var configuredPort) ? configuredPort : 8017;
            private readonly TcpListener _listener = new(IPAddress.Any, Port);
            public string Text => $"on port {Port}";
        }
        """);

    [Fact]
    public Task No_fix_for_a_public_constant_of_a_service() => Verify.HasNoFixAsync("""
        using System.Net;
        using System.Net.Sockets;
        public class Service
        {
            public const int Port = 8017;
            private readonly TcpListener _listener = new(IPAddress.Any, [|Port|]);
        }
        """);
}
