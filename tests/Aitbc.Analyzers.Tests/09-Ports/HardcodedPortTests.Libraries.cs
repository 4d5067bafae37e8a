using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Ports.HardcodedPortAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Ports;

// What processes, hosts and libraries are told.
public partial class HardcodedPortTests
{
    [Theory]
    [InlineData("Environment.SetEnvironmentVariable(\"ASPNETCORE_URLS\", \"http://localhost:[|5000|]\");")]
    [InlineData("Environment.SetEnvironmentVariable(\"ASPNETCORE_HTTP_PORTS\", \"[|5000|]\");")]
    [InlineData("Process.Start(\"dotnet\", \"run --urls http://localhost:[|5000|]\");")]
    [InlineData("Process.Start(\"redis-server\", \"--port [|6380|]\");")]
    [InlineData("var s = new ProcessStartInfo(\"dotnet\") { Arguments = \"app.dll --urls=http://localhost:[|5000|];https://localhost:[|5001|]\" };")]
    [InlineData("var s = new ProcessStartInfo(\"dotnet\") { ArgumentList = { \"app.dll\", \"--urls=http://localhost:[|5000|]\" } };")]
    [InlineData("var s = new ProcessStartInfo(\"dotnet\") { ArgumentList = { \"--urls\", \"http://localhost:[|5000|]\" } };")]
    [InlineData("var s = new ProcessStartInfo(\"dotnet\"); s.ArgumentList.Add(\"--urls\"); s.ArgumentList.Add(\"http://localhost:[|5000|]\");")]
    [InlineData("var s = new ProcessStartInfo { FileName = \"/usr/bin/redis-server\", Arguments = \"--port [|5000|]\" };")]
    [InlineData("var s = new ProcessStartInfo(); s.Environment[\"ASPNETCORE_URLS\"] = \"http://localhost:[|5000|]\";")]
    public Task Reports_what_a_process_is_told(string body) => Verify.ReportsAsync(Method(body));

    [Theory]
    [InlineData("builder.WebHost.UseUrls(\"http://localhost:[|5000|]\", \"https://localhost:[|5001|]\");")]
    [InlineData("builder.WebHost.UseUrls(\"http://localhost:[|5000|];https://localhost:[|5001|]\");")]
    [InlineData("builder.WebHost.UseSetting(\"urls\", \"http://localhost:[|5000|]\");")]
    [InlineData("builder.Configuration[\"Kestrel:Endpoints:Http:Url\"] = \"http://localhost:[|5000|]\";")]
    [InlineData("builder.WebHost.ConfigureKestrel(o => { o.ListenLocalhost([|5000|]); o.ListenAnyIP(0); });")]
    [InlineData("builder.WebHost.UseKestrel(o => o.Listen(IPAddress.Any, [|5000|], l => { }));")]
    [InlineData("builder.WebHost.UseKestrel(o => o.Listen(new IPEndPoint(IPAddress.Any, [|5000|])));")]
    [InlineData("builder.Build().Run(\"http://localhost:[|5000|]\");")]
    [InlineData("builder.Build().RunAsync(\"http://localhost:[|5000|]\");")]
    [InlineData("builder.Build().Urls.Add(\"http://localhost:[|5000|]\");")]
    [InlineData("builder.WebHost.UseUrls(\"http://localhost:0\"); builder.WebHost.UseUrls(\"http://localhost\");")]
    [InlineData("WebApplication.CreateBuilder([\"--urls=http://localhost:[|5000|]\"]);")]
    public Task Reports_what_AspNetCore_is_told(string body) => Verify.ReportsAsync(
        "using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Hosting;\n" + Method("var builder = WebApplication.CreateBuilder();\n" + body),
        Library.AspNetCore);

    [Fact]
    public Task Reports_what_listeners_of_unknown_libraries_get() => WithLibraryAsync("Lib", """
        using System.Net;
        namespace Lib;
        public class LineListener(IPAddress address, int port) { public override string ToString() => address + ":" + port; }
        public class LineServer(string host, int port) { public override string ToString() => host + ":" + port; }
        public interface ISocket { void Bind(EndPoint endPoint); void Bind(IPEndPoint remote, string channel); }
        """, """
        new Lib.LineListener(IPAddress.Any, [|5000|]);
        Lib.ISocket socket = null!;
        socket.Bind(new IPEndPoint(IPAddress.Any, [|5001|]));
        socket.Bind(new IPEndPoint(IPAddress.Any, 5002), "channel");
        new Lib.LineServer("remote", 5003);
        """);

    [Fact]
    public Task Reports_what_actors_are_told_to_bind() => WithLibraryAsync("Akka", """
        using System.Net;
        namespace Akka.IO;
        public abstract class Message;
        public class Tcp
        {
            public class Bind(object handler, EndPoint localAddress, int backlog = 100) : Message { public object At => (handler, localAddress, backlog); }
            public class Connect(EndPoint remoteAddress) : Message { public EndPoint RemoteAddress => remoteAddress; }
            public class Bound(EndPoint localAddress) : Message { public EndPoint LocalAddress => localAddress; }
        }
        public class Udp
        {
            public class Bind(object handler, EndPoint localAddress) : Message { public object At => (handler, localAddress); }
        }
        """, """
        Tell(new Akka.IO.Tcp.Bind(this, new IPEndPoint(IPAddress.Loopback, [|9001|])));
        Tell(new Akka.IO.Tcp.Bind(this, new IPEndPoint(IPAddress.Loopback, 0), backlog: 9002));
        Tell(new Akka.IO.Tcp.Connect(new IPEndPoint(IPAddress.Loopback, 9003)));
        Tell(new Akka.IO.Tcp.Bound(new IPEndPoint(IPAddress.Loopback, 9004)));
        var local = new IPEndPoint(IPAddress.Any, [|9005|]);
        Tell(new Akka.IO.Udp.Bind(this, local));
        Tell(new Akka.IO.Udp.Bind(this, new IPEndPoint(IPAddress.Any, 5353)));
        """, "private static void Tell(object message) => Console.WriteLine(message);");

    [Fact]
    public Task Reports_what_options_of_a_library_say() => WithLibraryAsync("SuperSocket.Server.Abstractions", """
        namespace SuperSocket.Server.Abstractions;
        public class ListenOptions { public string Ip { get; set; } = ""; public int Port { get; set; } public int BackLog { get; set; } }
        public class ClientOptions { public int Port { get; set; } }
        """, """
        var options = new SuperSocket.Server.Abstractions.ListenOptions { Ip = "Any", Port = [|4040|], BackLog = 4041 };
        options.Port = 0;
        var client = new SuperSocket.Server.Abstractions.ClientOptions { Port = 4042 };
        """);

    [Theory]
    [InlineData("_server = new(\"ws://0.0.0.0:[|8181|]\"); _server.Start();", "")]
    [InlineData("_server = new(\"ws://0.0.0.0:[|8181|]\"); _server.Start();", "private void Replace(Fleck.ISocket mock) => _server!.ListenerSocket = mock;")]
    [InlineData("_server = new(\"ws://0.0.0.0:8181\");", "private void Replace(Fleck.ISocket mock) { _server!.ListenerSocket = mock; _server.Start(); }")]
    [InlineData("_server = new(\"ws://0.0.0.0:8181\"); _server.ListenerSocket = _mock; _server.Start();", "private Fleck.ISocket? _mock = null;")]
    public Task Silent_where_the_server_is_given_a_socket(string body, string member) => WithLibraryAsync("Fleck", """
        namespace Fleck;
        public interface ISocket { }
        public class WebSocketServer(string location) { public string Location => location; public ISocket? ListenerSocket { get; set; } public void Start() { } }
        """, body, "private Fleck.WebSocketServer? _server; " + member);

    [Fact]
    public Task Silent_on_own_types_that_are_called_like_those_of_a_library() => Verify.ReportsAsync(Usings + """
        namespace Akka.IO
        {
            public class Tcp { public class Bind(object handler, EndPoint localAddress) { public object At => (handler, localAddress); } }
        }

        public class C
        {
            public object M() => new Akka.IO.Tcp.Bind(this, new IPEndPoint(IPAddress.Loopback, 9001));
        }
        """);

    [Fact]
    public Task Named_binders_are_followed() => Verify.ReportsAsync(
        Method("new Uri(\"http://a\"); new DnsEndPoint(\"localhost\", [|5000|]).ToString();"),
        ["aitbc.port_binders = System.Net.DnsEndPoint"]);

    /// <summary>Runs the rule where another assembly, compiled under its own name, declares the binder.</summary>
    private static Task WithLibraryAsync(string assembly, string source, string body, string members = "")
    {
        var test = Verify.Create(Method(body, members), []);
        var library = test.TestState.AdditionalProjects[assembly];
        library.AdditionalReferences.AddRange(References.Framework);
        library.Sources.Add(source);
        test.TestState.AdditionalProjectReferences.Add(assembly);
        return test.RunAsync();
    }
}
