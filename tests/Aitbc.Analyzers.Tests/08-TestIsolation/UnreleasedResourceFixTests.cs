using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.UnreleasedResourceAnalyzer, Aitbc.Analyzers.TestIsolation.UnreleasedResourceCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What the fix of AITBC0803 writes: one by one and all at once give the same text.</summary>
public class UnreleasedResourceFixTests
{
    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Declares_with_using(FrameworkCode framework) => Verify.FixesAsync(
        Usings + framework.Class("", """
            // the server
            var [|server|] = new TcpListener(IPAddress.Loopback, 0); // any port
            server.Start();
            var [|client|] = new TcpClient("localhost", 80);
            if (client.Connected)
                throw new InvalidOperationException();

            client.Dispose();
            """),
        Usings + framework.Class("", """
            // the server
            using var server = new TcpListener(IPAddress.Loopback, 0); // any port
            server.Start();
            using var client = new TcpClient("localhost", 80);
            if (client.Connected)
                throw new InvalidOperationException();
            """),
        libraries: framework.Library);

    [Fact]
    public Task Awaits_in_an_asynchronous_test() => Verify.FixesAsync(
        Code("""
            var [|peer|] = await Peer.StartAsync();
            Assert.NotNull(peer.ToString());
            await peer.DisposeAsync();
            """),
        Code("""
            await using var peer = await Peer.StartAsync();
            Assert.NotNull(peer.ToString());
            """),
        libraries: Library.XunitV3);

    [Fact]
    public Task Uses_files_in_helpers_and_inner_blocks_too() => Verify.FixesAsync(
        Code("""
            await Task.Yield();
            if (Write() == 0)
            {
                FileStream [|file|] = File.OpenRead("x");
                file.ReadByte();
            }
            """, """

            private static int Write()
            {
                var [|writer|] = new StreamWriter("x");
                writer.Write(1);
                [|File.Create("y")|]; // empty
                _ = [|new FileStream("z", FileMode.Create)|];
                return 1;
            }
            """),
        Code("""
            await Task.Yield();
            if (Write() == 0)
            {
                using FileStream file = File.OpenRead("x");
                file.ReadByte();
            }
            """, """

            private static int Write()
            {
                using var writer = new StreamWriter("x");
                writer.Write(1);
                File.Create("y").Dispose(); // empty
                (new FileStream("z", FileMode.Create)).Dispose();
                return 1;
            }
            """),
        libraries: Library.XunitV3);

    [Theory]
    [InlineData("var [|node|] = Process.Start(\"node\"); Assert.False(node!.HasExited);")]
    [InlineData("if (DateTime.Now.Ticks > 1) { var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); }")]
    [InlineData("Action run = () => { var [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); }; run();")]
    [InlineData("TcpListener server; [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start();")]
    [InlineData("TcpListener [|server|] = new TcpListener(IPAddress.Loopback, 0), other = server; server.Start();")]
    [InlineData("TcpListener? [|server|] = new TcpListener(IPAddress.Loopback, 0); server.Start(); server = null;")]
    public Task Offers_nothing_where_using_is_not_enough_or_not_possible(string body) => Verify.HasNoFixAsync(Code("await Task.Yield();\n" + body), Library.XunitV3);

    [Fact]
    public Task Offers_nothing_in_set_ups_and_for_tasks_that_are_handed_on() => Verify.HasNoFixAsync(
        Code("await Task.Yield();", """

            public Tests()
            {
                var [|server|] = new TcpListener(IPAddress.Loopback, 0);
                server.Start();
            }

            [Fact]
            public Task Connects()
            {
                var [|client|] = new TcpClient("localhost", 80);
                return client.GetStream().FlushAsync();
            }
            """),
        Library.XunitV3);

    private static string Code(string body, string members = "") => Usings + $$"""
        using Xunit;

        public class Tests
        {
            [Fact]
            public async Task Works()
            {
                {{body.Replace("\n", "\n        ")}}
            }{{members.Replace("\n", "\n    ")}}
        }

        public sealed class Peer : IAsyncDisposable
        {
            private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

            public static async Task<Peer> StartAsync()
            {
                await Task.Yield();
                var peer = new Peer();
                peer._listener.Start();
                return peer;
            }

            public ValueTask DisposeAsync()
            {
                _listener.Stop();
                return default;
            }
        }
        """;
}
