using Aitbc.Analyzers.Ports;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Ports.HardcodedPortAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Ports;

public partial class HardcodedPortTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq.Expressions;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Threading.Tasks;

        """;

    private static string Method(string body, string members = "") => $$"""
        {{Usings}}
        public class C
        {
            {{members}}

            public void M()
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("new TcpListener(IPAddress.Loopback, 0).Start();")]
    [InlineData("new TcpListener(IPAddress.Loopback, 70000).Start();")]
    [InlineData("var (free, used) = (0, 5000); new TcpListener(IPAddress.Loopback, free).Start(); Console.WriteLine(used);")]
    [InlineData("var port = 5000; (port, var other) = (0, port); new TcpListener(IPAddress.Loopback, port).Start(); Console.WriteLine(other);")]
    [InlineData("new TcpListener(IPAddress.Loopback, -1).Start();")]
    [InlineData("new TcpClient(\"localhost\", 5000).Close();")]
    [InlineData("new TcpClient().Connect(\"localhost\", 5000);")]
    [InlineData("new UdpClient(\"localhost\", 5000).Close();")]
    [InlineData("new UdpClient(0).Close();")]
    [InlineData("var e = new IPEndPoint(IPAddress.Loopback, 5000); Console.WriteLine(e);")]
    [InlineData("new Socket(SocketType.Stream, ProtocolType.Tcp).Connect(new IPEndPoint(IPAddress.Loopback, 5000));")]
    [InlineData("new HttpClient().BaseAddress = new Uri(\"http://localhost:5000\");")]
    [InlineData("var l = new HttpListener(); l.Prefixes.Add(\"http://localhost/\");")]
    [InlineData("var l = new HttpListener(); l.Prefixes.Add(\"http://+:80/Temporary_Listen_Addresses/x/\");")]
    [InlineData("Environment.SetEnvironmentVariable(\"PROXY_URL\", \"http://localhost:5000\");")]
    [InlineData("Process.Start(\"curl\", \"http://localhost:5000\");")]
    [InlineData("Process.Start(\"mysql\", \"--port 3306\");")]
    public Task Silent_where_no_fixed_port_is_bound(string body) => Verify.ReportsAsync(Method(body));

    [Theory]
    [InlineData("var port = int.Parse(Environment.GetEnvironmentVariable(\"PORT\")!); new TcpListener(IPAddress.Any, port).Start();")]
    [InlineData("var port = int.TryParse(Environment.GetEnvironmentVariable(\"PORT\"), out var p) ? p : 5000; new TcpListener(IPAddress.Any, port).Start();")]
    [InlineData("var url = Environment.GetEnvironmentVariable(\"URL\") ?? \"http://localhost:5000/\"; new HttpListener().Prefixes.Add(url);")]
    [InlineData("var port = int.Parse(Environment.GetEnvironmentVariable(\"PORT\") ?? \"5000\"); new TcpListener(IPAddress.Any, port).Start();")]
    [InlineData("int port = 5000; if (int.TryParse(Console.ReadLine(), out var p)) port = p; new TcpListener(IPAddress.Any, port).Start();")]
    [InlineData("int port = 5000; int.TryParse(Console.ReadLine(), out port); new TcpListener(IPAddress.Any, port).Start();")]
    public Task Silent_where_it_comes_from_configuration_or_is_only_a_fallback(string body) => Verify.ReportsAsync(Method(body));

    [Fact]
    public Task Silent_where_the_next_port_is_tried() => Verify.ReportsAsync(Method("""
        var port = 5000;
        while (true)
        {
            try
            {
                new TcpListener(IPAddress.Any, port).Start();
                return;
            }
            catch (SocketException)
            {
                port++;
            }
        }
        """));

    [Fact]
    public Task Silent_in_an_expression_tree() => Verify.ReportsAsync(Method("""
        Expression<Action<Socket>> call = s => s.Bind(new IPEndPoint(IPAddress.Any, 5000));
        Console.WriteLine(call);
        """));

    [Fact]
    public Task Silent_on_a_listener_that_is_never_started() => Verify.ReportsAsync(Method("""
        var listener = new TcpListener(IPAddress.Any, 5000);
        Console.WriteLine(listener.LocalEndpoint);
        """));

    [Fact]
    public Task Silent_on_a_server_that_is_made_and_thrown_away() => Verify.ReportsAsync(Usings + """
        public class Server(int port)
        {
            public bool IsSecure { get; set; }
            public void Start() => new TcpListener(IPAddress.Any, port).Start();
        }
        public class C
        {
            public void M()
            {
                new Server(5000);
                var server = new Server(5000) { IsSecure = true };
                server.IsSecure = false;
                using var a = new HttpClient();
                var started = new Server([|5000|]);
                started.Start();
            }
            public Server Escapes() => new([|5000|]);
        }
        """);

    [Fact]
    public Task Silent_on_the_default_that_an_overload_gives() => Verify.ReportsAsync(Usings + """
        public class Server
        {
            private readonly int _port;
            public Server() : this(5000) { }
            public Server(int port) => _port = port;
            public void Start() => new TcpListener(IPAddress.Any, _port).Start();
            public static void Serve() => Serve(5000);
            public static void Serve(int port) => new Server(port).Start();
        }
        """);

    [Theory]
    [InlineData("new UdpClient(5353).Close();")]
    [InlineData("var udp = new UdpClient(6000); udp.JoinMulticastGroup(IPAddress.Parse(\"239.0.0.1\"));")]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); s.Bind(new IPEndPoint(IPAddress.Any, 1900));")]
    public Task Silent_where_the_protocol_prescribes_the_port(string body) => Verify.ReportsAsync(Method(body));

    [Fact]
    public Task Silent_on_a_type_of_the_same_name() => Verify.ReportsAsync("""
        using System.Net;
        namespace Mine;
        public class TcpListener(IPAddress address, int port)
        {
            public override string ToString() => address + ":" + port;
        }
        public class C
        {
            public object M() => new TcpListener(IPAddress.Any, 5000);
        }
        """);

    [Theory]
    [InlineData("new TcpListener(IPAddress.Loopback, [|5000|]).Start();")]
    [InlineData("new TcpListener(port: [|0x1388|], localaddr: IPAddress.Loopback).Start();")]
    [InlineData("new TcpListener(new IPEndPoint(IPAddress.Loopback, [|5000|])).Start();")]
    [InlineData("TcpListener.Create([|5000|]).Start();")]
    [InlineData("TcpListener l = new(IPAddress.Any, [|5000|]); l.Start();")]
    [InlineData("var port = [|5000|]; var l = new TcpListener(IPAddress.Any, port); l.Start();")]
    [InlineData("const int port = 5000; var l = new TcpListener(IPAddress.Any, [|port|]); l.Start();")]
    [InlineData("var (at, port) = (IPAddress.Any, [|5000|]); new TcpListener(at, port).Start();")]
    [InlineData("int port; (port, var at) = ([|5000|], IPAddress.Any); new TcpListener(at, port).Start();")]
    [InlineData("int port; port = [|5000|]; new TcpListener(IPAddress.Any, port).Start();")]
    [InlineData("var port = int.Parse([|\"5000\"|]); new TcpListener(IPAddress.Any, port).Start();")]
    [InlineData("ushort port = [|5000|]; new TcpListener(IPAddress.Any, (int)port).Start();")]
    [InlineData("var port = [|5000|]; new TcpListener(IPAddress.Any, port).Start(); new TcpListener(IPAddress.IPv6Any, port).Start();")]
    [InlineData("new UdpClient([|5000|]).Close();")]
    [InlineData("new UdpClient([|5000|], AddressFamily.InterNetwork).Close();")]
    [InlineData("new UdpClient(new IPEndPoint(IPAddress.Any, [|5000|])).Close();")]
    [InlineData("new UdpClient().Client.Bind(new IPEndPoint(IPAddress.Any, [|5000|]));")]
    [InlineData("var ep = new IPEndPoint(IPAddress.Any, [|5000|]); new Socket(SocketType.Stream, ProtocolType.Tcp).Bind(ep);")]
    [InlineData("EndPoint ep = IPEndPoint.Parse(\"127.0.0.1:[|5000|]\"); new Socket(SocketType.Stream, ProtocolType.Tcp).Bind(ep);")]
    [InlineData("var ep = new IPEndPoint(IPAddress.Any, [|5000|]); new TcpListener(IPAddress.Any, ep.Port).Start();")]
    [InlineData("Action a = () => new TcpListener(IPAddress.Any, [|5000|]).Start(); a();")]
    [InlineData("Task.Run(async () => { await Task.Yield(); new TcpListener(IPAddress.Any, [|5000|]).Start(); });")]
    public Task Reports_the_number(string body) => Verify.ReportsAsync(Method(body));

    [Theory]
    [InlineData("l.Prefixes.Add(\"http://localhost:[|5000|]/\");")]
    [InlineData("l.Prefixes.Add(@\"http://+:[|5000|]/x/\");")]
    [InlineData("l.Prefixes.Add(\"\"\"http://*:[|5000|]/\"\"\");")]
    [InlineData("l.Prefixes.Add(\"http://\\u006cocalhost:[|5000|]/\");")]
    [InlineData("l.Prefixes.Add(\"http://[::1]:[|5000|]/\");")]
    [InlineData("l.Prefixes.Add($\"http://{Host}:[|5000|]/\");")]
    [InlineData("const int port = 5000; l.Prefixes.Add($\"http://localhost:{[|port|]}/\");")]
    [InlineData("l.Prefixes.Add(\"http://localhost:\" + [|5000|] + \"/\");")]
    [InlineData("l.Prefixes.Add(string.Format(\"http://localhost:{0}/\", [|5000|]));")]
    [InlineData("l.Prefixes.Add(string.Format(\"http://{0}:[|5000|]/\", Host));")]
    [InlineData("var url = \"http://localhost:[|5000|]/\"; l.Prefixes.Add(url);")]
    [InlineData("var url = new Uri(\"http://localhost:[|5000|]/\"); l.Prefixes.Add(url.ToString());")]
    [InlineData("var url = new Uri(\"http://localhost:[|5000|]/\"); l.Prefixes.Add(url.AbsoluteUri);")]
    public Task Reports_the_port_within_an_address(string body) =>
        Verify.ReportsAsync(Method("var l = new HttpListener();\n" + body, "private static string Host => Dns.GetHostName();"));

    [Theory]
    [InlineData("private const int Port = 5000;", "new TcpListener(IPAddress.Any, [|Port|]).Start();")]
    [InlineData("private readonly int _port = 5000;", "new TcpListener(IPAddress.Any, [|_port|]).Start();")]
    [InlineData("private int _port = 5000;", "new TcpListener(IPAddress.Any, [|_port|]).Start();")]
    [InlineData("public static readonly int Port = 5000;", "new TcpListener(IPAddress.Any, [|Port|]).Start();")]
    [InlineData("public int Port { get; } = 5000;", "new TcpListener(IPAddress.Any, [|Port|]).Start();")]
    [InlineData("public int Port => 5000;", "new TcpListener(IPAddress.Any, [|this.Port|]).Start();")]
    [InlineData("private int _port; public C() { _port = 5000; }", "new TcpListener(IPAddress.Any, [|_port|]).Start();")]
    [InlineData("private int _port;", "_port = [|5000|]; new TcpListener(IPAddress.Any, _port).Start();")]
    [InlineData("private readonly IPEndPoint _at = new(IPAddress.Any, 5000);", "new TcpListener([|_at|]).Start();")]
    [InlineData("private readonly TcpListener _l = new(IPAddress.Any, [|5000|]);", "_l.Start();")]
    [InlineData("private const string Url = \"http://localhost:5000/\";", "new HttpListener().Prefixes.Add([|Url|]);")]
    [InlineData("private static readonly string Url = \"http://localhost:5000/\";", "new HttpListener().Prefixes.Add([|Url|]);")]
    public Task Reports_where_a_member_is_used(string member, string body) => Verify.ReportsAsync(Method(body, member));

    [Theory]
    [InlineData("public int Port { get; set; } = 5000;", "new TcpListener(IPAddress.Any, Port).Start();")]
    [InlineData("public int Port = 5000;", "new TcpListener(IPAddress.Any, Port).Start();")]
    [InlineData("protected virtual int Port => 5000;", "new TcpListener(IPAddress.Any, Port).Start();")]
    [InlineData("private int _port = 5000; public void Set(int port) => _port = port;", "new TcpListener(IPAddress.Any, _port).Start();")]
    [InlineData("public int Port { get; init; } = 5000;", "new TcpListener(IPAddress.Any, Port).Start();")]
    public Task Silent_where_others_can_set_the_member(string member, string body) => Verify.ReportsAsync(Method(body, member));

    [Theory]
    [InlineData("private static void Serve(int port) => new TcpListener(IPAddress.Any, port).Start();", "Serve([|5000|]); Serve(0);")]
    [InlineData("private static void Serve(int port) { void Now(int p2port) => new TcpListener(IPAddress.Any, p2port).Start(); Now(port); }", "Serve(port: [|5000|]);")]
    [InlineData("private static void Serve(string url) => new HttpListener().Prefixes.Add(url);", "Serve(\"http://localhost:[|5000|]/\");")]
    [InlineData("private static void Serve(int port) => new HttpListener().Prefixes.Add($\"http://localhost:{port}/\");", "Serve([|5000|]);")]
    [InlineData("private static void Serve(int httpPort = 5000) => new HttpListener().Prefixes.Add(\"http://localhost:\" + httpPort + \"/\");", "Serve(); Serve([|5001|]);")]
    [InlineData("private static void Serve(int port) => Console.WriteLine(port);", "Serve(5000);")]
    [InlineData("private static void Serve(int transportId) => new TcpListener(IPAddress.Any, transportId).Start();", "Serve(5000);")]
    public Task Reports_what_helpers_get(string member, string body) => Verify.ReportsAsync(Method(body, member));

    [Fact]
    public Task Reports_at_the_local_function() => Verify.ReportsAsync(Method("""
        Serve([|5000|]);
        static void Serve(int port) => new TcpListener(IPAddress.Any, port).Start();
        """));

    [Theory]
    [InlineData("public class Server(int port) { private readonly TcpListener _l = new(IPAddress.Any, port); public void Start() => _l.Start(); }")]
    [InlineData("public class Server(int port) { public void Start() => new TcpListener(IPAddress.Any, port).Start(); }")]
    [InlineData("public class Server { private readonly int _port; public Server(int port) => _port = port; public void Start() => new TcpListener(IPAddress.Any, _port).Start(); }")]
    [InlineData("public class Server { public Server(int port) { Port = port; } public int Port { get; private set; } public void Start() => new TcpListener(IPAddress.Any, Port).Start(); }")]
    [InlineData("public class Server { public Server(int port) : this(new IPEndPoint(IPAddress.Any, port)) { } public Server(EndPoint at) { At = at; } public EndPoint At { get; private set; } public void Start() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(At); At = s.LocalEndPoint!; } }")]
    [InlineData("public class Base(string name, int port) { public void Start() { Console.WriteLine(name); new TcpListener(IPAddress.Any, port).Start(); } } public class Server(int port) : Base(\"s\", port);")]
    [InlineData("public class Server { private readonly HttpListener _l = new(); public Server(int port) { _l.Prefixes.Add($\"http://localhost:{port}/\"); } }")]
    [InlineData("public class Server { private readonly int _port; public Server(int? port) => _port = port ?? 0; public void Start() => new TcpListener(IPAddress.Any, _port).Start(); }")]
    public Task Reports_what_own_servers_get(string server) => Verify.ReportsAsync(Usings + server + """
        public class C
        {
            public object M() => new Server([|5000|]);
            public object N() => new Server(0);
        }
        """);

    [Fact]
    public Task Reports_what_a_server_passes_to_its_base() => Verify.ReportsAsync(Usings + """
        public class Server(int port)
        {
            public void Start() => new TcpListener(IPAddress.Any, port).Start();
        }
        public class Chat() : Server([|5000|]);
        public class Mail : Server
        {
            public Mail() : base([|5001|]) { }
        }
        """);

    [Fact]
    public async Task Reports_the_use_of_another_files_constant()
    {
        var test = Verify.Create(Usings + """
            public class C
            {
                public void M()
                {
                    new TcpListener(IPAddress.Any, [|Ports.Chat|]).Start();
                    new TcpListener(IPAddress.Any, [|Ports.Mail|]).Start();
                }
            }
            """, []);
        test.TestState.Sources.Add("public static class Ports { public const int Chat = 5000; public static readonly int Mail = 5001; }");
        await test.RunAsync();
    }

    [Fact]
    public async Task Reports_in_a_program()
    {
        var test = new RuleTest<HardcodedPortAnalyzer, EmptyCodeFixProvider>([], [])
        {
            TestCode = Usings + """
                var port = [|5000|];
                var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                """,
        };
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        await test.RunAsync();
    }

    [Fact]
    public async Task Two_binders_of_one_port_name_each_other()
    {
        var test = Verify.Create(Method("new TcpListener(IPAddress.Any, {|#0:5000|}).Start();"), []);
        test.TestState.Sources.Add(("/0/Other.cs", "public class D { public void M() => new System.Net.HttpListener().Prefixes.Add(\"http://*:{|#1:5000|}/\"); }"));
        const string Advice = "take it from configuration or an environment variable, so that two instances can run side by side";
        test.ExpectedDiagnostics.Add(new DiagnosticResult(HardcodedPortAnalyzer.Id, DiagnosticSeverity.Info).WithLocation(0).WithLocation(1)
            .WithArguments(5000, " and bound again in Other.cs, line 1", Advice));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(HardcodedPortAnalyzer.Id, DiagnosticSeverity.Info).WithLocation(1).WithLocation(0)
            .WithArguments(5000, " and bound again in Test0.cs, line 16", Advice));
        await test.RunAsync();
    }

    [Fact]
    public Task Allowed_ports_are_silent() => Verify.ReportsAsync(
        Method("new TcpListener(IPAddress.Any, 8006).Start(); new TcpListener(IPAddress.Any, [|8007|]).Start();"),
        ["aitbc.allowed_ports = 8006 | 8015"]);

    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    [Theory, MemberData(nameof(Frameworks))]
    public Task Warning_in_tests(FrameworkCode framework)
    {
        var test = Verify.Create(
            framework.Class("", "var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, {|#0:5000|}); l.Start();")
                + "public static class Elsewhere { public static object M() => new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, {|#1:5001|}); }",
            [], framework.Library);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(HardcodedPortAnalyzer.Id, DiagnosticSeverity.Warning).WithLocation(0)
            .WithArguments(5000, "", "bind port 0 and read the bound port back, so that tests can run side by side"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(HardcodedPortAnalyzer.Id, DiagnosticSeverity.Info).WithLocation(1)
            .WithArguments(5001, "", "take it from configuration or an environment variable, so that two instances can run side by side"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData(ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData(ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData(ReportDiagnostic.Suppress, null)]
    public async Task Configured_severity_holds_in_tests_and_elsewhere(ReportDiagnostic configured, DiagnosticSeverity? expected)
    {
        var framework = FrameworkCode.Frameworks[0];
        var code = framework.Class("", "var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 5000); l.Start();")
            + "public static class Elsewhere { public static object M() => new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 5001); }";
        var compilation = CSharpCompilation.Create(
            "Code",
            [CSharpSyntaxTree.ParseText(code)],
            [.. References.Framework, .. References.Of(framework.Library)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions([new(HardcodedPortAnalyzer.Id, configured)]));
        var diagnostics = await compilation.WithAnalyzers([new HardcodedPortAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(expected is { } severity ? [severity, severity] : [], diagnostics.Select(static diagnostic => diagnostic.Severity));
    }

    [Theory]
    [InlineData("new TcpListener(IPAddress.Any, ).Start();")]
    [InlineData("new TcpListener(")]
    [InlineData("var port = ; new TcpListener(IPAddress.Any, port).Start();")]
    [InlineData("new HttpListener().Prefixes.Add($\"http://localhost:{\"); ")]
    [InlineData("Serve(5000, );")]
    public async Task Half_typed_code(string body)
    {
        var test = Verify.Create(Method(body), []);
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        await test.RunAsync();
    }
}
