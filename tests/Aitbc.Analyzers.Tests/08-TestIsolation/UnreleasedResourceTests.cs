using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.UnreleasedResourceAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>Where AITBC0803 is silent, then what it reports, in all frameworks.</summary>
public class UnreleasedResourceTests
{
    private const string Members = """
        private TcpListener? _kept;
        private readonly List<IDisposable> _ended = new();
        private static void Shut(TcpListener listener) => listener.Stop();
        private static void Look(TcpListener listener) { var port = listener.LocalEndpoint; }
        private static void Keep(TcpListener listener) { Other = listener; }
        private static TcpListener? Other;
        private static void AssertEqual(object? expected, object? actual) { if (!Equals(expected, actual)) throw new Exception(); }
        private static bool Flag() => DateTime.Now.Ticks % 2 == 0;
        """;

    private static Task VerifyAsync(FrameworkCode framework, string body, string members = "") =>
        Verify.ReportsAsync(Usings + framework.Class(Members + members, body), framework.Library);

    private static TheoryData<FrameworkCode, string> InAll(params string[] bodies)
    {
        var data = new TheoryData<FrameworkCode, string>();
        foreach (var framework in FrameworkCode.Frameworks)
        {
            foreach (var body in bodies)
                data.Add(framework, body);
        }

        return data;
    }

    private const string Start = "var server = new TcpListener(IPAddress.Loopback, 0); server.Start();";

    [Theory]
    // It is expected to fail, so it never starts.
    [InlineData("var client = new TcpClient(); try { client.Connect(\"nowhere\", 1); Assert.Fail(); } catch (SocketException) { }")]
    [InlineData("var client = new TcpClient(); Assert.Throws<SocketException>(() => client.Connect(\"nowhere\", 1));")]
    [InlineData("var client = new TcpClient(); Assert.Throws<SocketException>(() => { client.Connect(\"nowhere\", 1); });")]
    [InlineData("var client = new TcpClient(); System.Action connect = () => client.Connect(\"nowhere\", 1); Assert.That(connect, Throws.Exception);")]
    // A double of the tests.
    [InlineData("var connection = new Recording(); connection.Open();")]
    public async Task Silent_where_nothing_starts(string body) => await Verify.ReportsAsync($$"""
        using System.Data;
        using System.Data.Common;
        using System.Net.Sockets;
        using NUnit.Framework;

        public sealed class Recording : DbConnection
        {
            [System.Diagnostics.CodeAnalysis.AllowNull]
            public override string ConnectionString { get; set; } = "";
            public override string Database => "";
            public override string DataSource => "";
            public override string ServerVersion => "";
            public override ConnectionState State => ConnectionState.Open;
            public override void ChangeDatabase(string databaseName) { }
            public override void Close() { }
            public override void Open() { }
            protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => null!;
            protected override DbCommand CreateDbCommand() => null!;
        }

        public class Tests
        {
            [Test]
            public void Works()
            {
                {{body}}
            }
        }
        """, Library.NUnit);

    public static TheoryData<FrameworkCode, string> Released => InAll(
        "using var server = new TcpListener(IPAddress.Loopback, 0); server.Start(); AssertEqual(1, 2);",
        // It listens only when it is started.
        "var server = new TcpListener(IPAddress.Loopback, 0); AssertEqual(1, 2); server.Start(); server.Stop();",
        "var server = new TcpListener(IPAddress.Loopback, 0); if (Flag()) return; server.Start(); server.Stop();",
        "using (var server = new TcpListener(IPAddress.Loopback, 0)) { server.Start(); AssertEqual(1, 2); }",
        Start + "using (server) { AssertEqual(1, 2); }",
        Start + "using var s = server; AssertEqual(1, 2);",
        Start + "try { AssertEqual(1, 2); } finally { server.Stop(); }",
        Start + "try { AssertEqual(1, 2); } finally { server?.Stop(); }",
        Start + "try { AssertEqual(1, 2); } finally { if (server != null) server.Stop(); }",
        Start + "var up = true; try { AssertEqual(1, 2); } finally { if (up) { server.Stop(); } }",
        Start + "try { AssertEqual(1, 2); if (Flag()) return; } finally { Shut(server); }",
        Start + "try { try { AssertEqual(1, 2); } finally { Flag(); } } finally { ((IDisposable)server).Dispose(); }",
        Start + "try { AssertEqual(1, 2); } catch (Exception) { } server.Stop();",
        Start + "try { AssertEqual(1, 2); server.Stop(); } catch { server.Stop(); throw; }",
        Start + "var port = server.LocalEndpoint; server.Stop(); AssertEqual(port, null);",
        Start + "var s = server; s.Stop(); AssertEqual(1, 2);",
        Start + "if (Flag()) { server.Stop(); } else { server.Dispose(); }",
        Start + "if (server is IDisposable d) d.Dispose();",
        Start + "if (server is { } d) { d.Stop(); }",
        Start + "switch (Flag()) { case true: server.Stop(); break; default: server.Stop(); return; }",
        Start + "AssertEqual(server, null); server.Stop();",
        Start + "while (true) { if (Flag()) { server.Stop(); break; } }",
        "TcpListener? server = null; try { server = new TcpListener(IPAddress.Loopback, 0); server.Start(); AssertEqual(1, 2); } finally { server?.Stop(); }",
        "var node = Process.Start(\"node\"); try { AssertEqual(1, 2); } finally { node.Kill(true); }",
        "var node = Process.Start(\"node\"); node.WaitForExit(1000);",
        "for (var i = 0; i < 3; i++) { var server = new TcpListener(IPAddress.Loopback, 0); server.Start(); server.Stop(); AssertEqual(i, 1); }");

    [Theory, MemberData(nameof(Released))]
    public Task Silent_where_it_is_released(FrameworkCode framework, string body) => VerifyAsync(framework, body);

    public static TheoryData<FrameworkCode, string> Moved => InAll(
        Start + "_kept = server;",
        Start + "Other = server;",
        Start + "_ended.Add(server);",
        Start + "Keep(server);",
        Start + "Action end = server.Stop; end();",
        Start + "Action end = () => server.Stop(); end();",
        Start + "void End() => server.Stop(); End();",
        Start + "Task.Run(() => server.Stop()).Wait();",
        Start + "var all = new[] { server };",
        Start + "var pair = (server, 1);",
        Start + "var lazy = new Func<TcpListener>(() => server); Keep(lazy());",
        Start + "foreach (var s in new List<TcpListener> { server }) s.Stop();",
        Start + "new CancellationTokenSource().Token.Register(server.Stop);",
        Start + "server = new TcpListener(IPAddress.Loopback, 0); server.Stop();",
        Start + "server.Server.Close();",
        Start + "GC.Collect();",
        Start + "var weak = new WeakReference(server);");

    [Theory, MemberData(nameof(Moved))]
    public Task Silent_where_somebody_else_may_own_it(FrameworkCode framework, string body) => VerifyAsync(framework, body);

    public static TheoryData<FrameworkCode, string> Weightless => InAll(
        "var server = new TcpListener(IPAddress.Loopback, 0); AssertEqual(1, 2);",
        "var server = new TcpListener(IPAddress.Loopback, 8000); server.Start(); /* AITBC0901 */",
        "var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); AssertEqual(socket.Connected, false);",
        "var client = new HttpClient(); client.GetAsync(\"/\").Wait();",
        "var stream = new MemoryStream(); stream.WriteByte(1);",
        "var reader = new StreamReader(new MemoryStream()); reader.Read();",
        "var writer = new StringWriter(); writer.Write(1);",
        "var source = new CancellationTokenSource(); source.Token.ThrowIfCancellationRequested();",
        "var task = Task.Run(Flag); task.Wait();",
        "var timer = new Timer(_ => { }); AssertEqual(timer, null);",
        "var timer = new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite); AssertEqual(timer, null);",
        "var watcher = new FileSystemWatcher(\".\"); AssertEqual(watcher.Path, null);",
        "var node = new Process(); AssertEqual(node, null);",
        "var node = Process.GetCurrentProcess(); AssertEqual(node.Id, 1);",
        "var client = new UdpClient(); AssertEqual(client, null);",
        "File.Create(\"x\").Dispose(); File.WriteAllText(\"x\", \"y\");");

    [Theory, MemberData(nameof(Weightless))]
    public Task Silent_on_what_holds_nothing(FrameworkCode framework, string body) => VerifyAsync(framework, body);

    [Fact]
    public Task Silent_outside_of_test_code() => Verify.ReportsAsync(Usings + FrameworkCode.Frameworks[0].Class("") + """

        public class Service
        {
            public void Listen()
            {
                var server = new TcpListener(IPAddress.Loopback, 0);
                server.Start();
            }
        }
        """, FrameworkCode.Frameworks[0].Library);

    [Fact]
    public Task Silent_without_a_test_framework() => Verify.ReportsAsync(Usings + """
        public class Tests
        {
            public void Works()
            {
                var server = new TcpListener(IPAddress.Loopback, 0);
                server.Start();
            }
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_a_helper_that_returns_it(FrameworkCode framework) => VerifyAsync(framework, "Make().Stop();", """

        private static TcpListener Make()
        {
            var server = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
            return server;
        }
        """);

    [Fact]
    public Task Silent_on_a_database_in_memory() => Verify.ReportsAsync(Usings + FrameworkCode.Frameworks[0].Class("", """
        var memory = new ChainDatabase("Data Source=:memory:");
        memory.Open();
        var unopened = new ChainDatabase("Data Source=nowhere");
        """) + Database, FrameworkCode.Frameworks[0].Library);

    public static TheoryData<FrameworkCode, string> Leaks => InAll(
        "var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start();",
        "TcpListener [|server|] = new(IPAddress.Loopback, 0); server.Start(); AssertEqual(1, 2); server.Stop();",
        "TcpListener server; [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start();",
        "var [|server|] = TcpListener.Create(0); server.Start(); Look(server);",
        "var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); if (Flag()) return; server.Stop();",
        "var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); if (Flag()) server.Stop();",
        "var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); if (Flag()) throw new Exception(); server.Stop();",
        "var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); try { AssertEqual(1, 2); } catch (IOException) { } server.Stop();",
        "var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); try { AssertEqual(1, 2); } finally { Flag(); } server.Stop();",
        "var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); AssertEqual(server.LocalEndpoint, null); using (server) { }",
        "var [|socket|] = new Socket(SocketType.Stream, ProtocolType.Tcp); socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));",
        "var [|client|] = new UdpClient(0); AssertEqual(1, 2); client.Close();",
        "var [|client|] = new TcpClient(\"localhost\", 80); client.GetStream().WriteByte(1);",
        "var [|file|] = new FileStream(\"x\", FileMode.Open); file.ReadByte();",
        "var [|file|] = File.OpenRead(\"x\"); AssertEqual(file.Length, 1); file.Close();",
        "var [|writer|] = new StreamWriter(\"x\"); writer.Write(1);",
        "var [|writer|] = File.CreateText(\"x\"); writer.Write(1);",
        "[|File.Create(\"x\")|];",
        "_ = [|File.Create(\"x\")|];",
        "var [|timer|] = new Timer(_ => { }, null, 0, 10); Thread.Sleep(1);",
        "var [|watcher|] = new FileSystemWatcher(\".\") { EnableRaisingEvents = true }; AssertEqual(1, 2);",
        "var [|watcher|] = new FileSystemWatcher(\".\"); watcher.EnableRaisingEvents = true; AssertEqual(1, 2);",
        "var [|node|] = Process.Start(\"node\"); AssertEqual(node!.HasExited, false);",
        "var [|node|] = new Process(); node.StartInfo.FileName = \"node\"; if (node.Start()) { AssertEqual(1, 2); } node.Kill();",
        "var [|node|] = new Process(); node.StartInfo.FileName = \"node\"; node.Start();",
        "Action run = () => { var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); }; run();",
        "void Run() { var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); } Run();",
        "Action a = () => { Action b = () => { var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); }; b(); }; a();");

    [Theory, MemberData(nameof(Leaks))]
    public Task Reports(FrameworkCode framework, string body) => VerifyAsync(framework, body);

    /// <summary>A factory whose name starts with another word, a factory of a sibling type, a helper that hands the value on to look at it.</summary>
    [Theory]
    [InlineData("var [|node|] = Node.TlsStart();")]
    [InlineData("var [|backup|] = Node.StartBackup();")]
    [InlineData("var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); AssertEqual(server.Read(\"_active\"), null); server.Stop();")]
    [InlineData("var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); NFluent.Check.That(1).IsEqualTo(2); server.Stop();")]
    [InlineData("var node = Node.GetOrStart(); node.Start();")]
    [InlineData("var node = Node.SharedStart(); node.Start();")]
    [InlineData("var node = Node.Restarted(); node.Start();")]
    [InlineData("var server = new TcpListener(IPAddress.Loopback, 0); server.Start(); server.Hand(); AssertEqual(1, 2);")]
    public Task Knows_factories_and_helpers(string body) => Verify.ReportsAsync(Usings + FrameworkCode.Frameworks[0].Class(Members, body) + """


        public class Node() : TcpListener(IPAddress.Loopback, 0)
        {
            private static readonly Node Only = new();
            public static Node TlsStart() { var node = new Node(); node.Start(); return node; }
            public static Backup StartBackup() { var node = new Backup(); node.Start(); return node; }
            public static Node GetOrStart() => Only;
            public static Node SharedStart() => Only;
            public static Node Restarted() => Only;
        }

        public class Backup() : TcpListener(IPAddress.Loopback, 0);

        public static class Peeking
        {
            private static readonly List<object> Handed = new();
            public static object? Read(this object o, string name) => Field(o, name);
            public static void Hand(this object o) => Handed.Add(o);
            private static object? Field(object o, string name) => o.GetType().GetField(name)!.GetValue(o);
        }
        """.Replace("\r", "") + """

        namespace NFluent
        {
            public static class Check { public static Subject That(int value) => new(value); }
            public class Subject(int value) { public void IsEqualTo(int other) { if (value != other) throw new Exception(); } }
        }
        """, FrameworkCode.Frameworks[0].Library);

    [Theory]
    [InlineData("var [|client|] = new TcpClient(); Assert.DoesNotThrow(() => client.Connect(\"localhost\", 1));")]
    public Task Reports_what_is_asserted_to_start(string body) => Verify.ReportsAsync($$"""
        using System.Net.Sockets;
        using NUnit.Framework;

        public class Tests
        {
            [Test]
            public void Works()
            {
                {{body}}
            }
        }
        """, Library.NUnit);

    [Fact]
    public Task Reports_connections_of_Redis_however_they_are_made() => Verify.ReportsAsync("""
        using System.Threading.Tasks;
        using StackExchange.Redis;
        using Xunit;

        public class Tests
        {
            [Fact]
            public async Task Works()
            {
                var [|sentinel|] = await ConnectionMultiplexer.SentinelConnectAsync("localhost");
                Assert.True(sentinel.IsConnected);
                var [|plain|] = ConnectionMultiplexer.Connect("localhost");
                Assert.True(plain.IsConnected);
            }
        }
        """, Library.XunitV2, Library.Redis);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Reports_in_a_set_up_and_in_a_helper(FrameworkCode framework) => VerifyAsync(framework, "Listen();", $$"""

        {{framework.SetUp}}
        {
            var [|server|] = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
        }

        private static int Listen()
        {
            var [|server|] = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
            return ((IPEndPoint)server.LocalEndpoint).Port;
        }
        """);

    [Fact]
    public Task Reports_a_server_of_ones_own_and_no_double_of_a_database() => Verify.ReportsAsync(Usings + FrameworkCode.Frameworks[0].Class("", """
        var database = new ChainDatabase("Data Source=chain.db");
        database.Open();
        var [|peer|] = new Peer();
        peer.Start();
        var [|started|] = Peer.Start(1);
        var idle = new Peer();
        """) + Database + """

        public sealed class Peer : IDisposable
        {
            private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

            public static Peer Start(int count)
            {
                var peer = new Peer();
                peer.Start();
                return peer;
            }

            public void Start() => _listener.Start();

            public void Dispose() => _listener.Stop();
        }
        """, FrameworkCode.Frameworks[0].Library);

    [Fact]
    public Task Options_add_and_take_types() => Verify.ReportsAsync(
        Usings + FrameworkCode.Frameworks[0].Class("", """
            var [|room|] = new Room();
            var server = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
            """) + "\npublic class Room;",
        ["aitbc.resource_types = Room", "aitbc.ignored_resource_types = System.Net.Sockets.TcpListener"],
        FrameworkCode.Frameworks[0].Library);

    private const string Database = """


        public sealed class ChainDatabase(string text) : System.Data.Common.DbConnection
        {
            [System.Diagnostics.CodeAnalysis.AllowNull] public override string ConnectionString { get => text; set { } }
            public override string Database => text;
            public override string DataSource => "";
            public override string ServerVersion => "";
            public override System.Data.ConnectionState State => default;
            public override void ChangeDatabase(string name) { }
            public override void Close() { }
            public override void Open() { }
            protected override System.Data.Common.DbTransaction BeginDbTransaction(System.Data.IsolationLevel level) => throw new NotSupportedException();
            protected override System.Data.Common.DbCommand CreateDbCommand() => throw new NotSupportedException();
        }
        """;
}
