using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.UnrestoredStateAnalyzer, Aitbc.Analyzers.TestIsolation.UnrestoredStateCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What the fix of AITBC0804 writes: one by one and all at once give the same text.</summary>
public class UnrestoredStateFixTests
{
    [Fact]
    public Task Saves_and_restores_each_kind_of_state() => Verify.FixesAsync(
        Code("""
            // arrange
            [|Environment.SetEnvironmentVariable("AITBC_NODE_URL", "x")|]; // the node
            var count = 1;

            // assert
            Assert.Equal(1, count);
            // the end
            """, """

            [Fact]
            public void Other()
            {
                [|Console.SetOut(TextWriter.Null)|];
                [|AppContext.SetSwitch("Fast.Path", true)|];
                Assert.True(true);
            }

            [Fact]
            public void Third()
            {
                [|ThreadPool.SetMinThreads(50, 50)|];
                [|Directory.SetCurrentDirectory("/")|];
                [|HttpClient.DefaultProxy = new WebProxy("localhost")|];
            }
            """),
        Code("""
            // arrange
            var originalAitbcNodeUrl = Environment.GetEnvironmentVariable("AITBC_NODE_URL");
            try
            {
                Environment.SetEnvironmentVariable("AITBC_NODE_URL", "x"); // the node
                var count = 1;

                // assert
                Assert.Equal(1, count);
                // the end
            }
            finally
            {
                Environment.SetEnvironmentVariable("AITBC_NODE_URL", originalAitbcNodeUrl);
            }
            """, """

            [Fact]
            public void Other()
            {
                var originalOut = Console.Out;
                try
                {
                    Console.SetOut(TextWriter.Null);
                    AppContext.TryGetSwitch("Fast.Path", out var originalFastPath);
                    try
                    {
                        AppContext.SetSwitch("Fast.Path", true);
                        Assert.True(true);
                    }
                    finally
                    {
                        AppContext.SetSwitch("Fast.Path", originalFastPath);
                    }
                }
                finally
                {
                    Console.SetOut(originalOut);
                }
            }

            [Fact]
            public void Third()
            {
                ThreadPool.GetMinThreads(out var originalWorkers, out var originalCompletionPorts);
                try
                {
                    ThreadPool.SetMinThreads(50, 50);
                    var originalDirectory = Directory.GetCurrentDirectory();
                    try
                    {
                        Directory.SetCurrentDirectory("/");
                        var originalDefaultProxy = HttpClient.DefaultProxy;
                        try
                        {
                            HttpClient.DefaultProxy = new WebProxy("localhost");
                        }
                        finally
                        {
                            HttpClient.DefaultProxy = originalDefaultProxy;
                        }
                    }
                    finally
                    {
                        Directory.SetCurrentDirectory(originalDirectory);
                    }
                }
                finally
                {
                    ThreadPool.SetMinThreads(originalWorkers, originalCompletionPorts);
                }
            }
            """),
        libraries: Library.XunitV2);

    [Theory]
    [InlineData("if (DateTime.Now.Ticks > 1) { [|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|]; }")]
    [InlineData("[|Environment.SetEnvironmentVariable(DateTime.Now.ToString(), \"1\")|];")]
    public Task Offers_nothing_where_it_is_not_sure(string body) => Verify.HasNoFixAsync(Code(body), Library.XunitV2);

    [Fact]
    public Task Offers_nothing_in_a_set_up() => Verify.HasNoFixAsync(
        Code("", """

            public Tests()
            {
                [|Environment.SetEnvironmentVariable("NODE", "1")|];
            }
            """),
        Library.XunitV2);

    private static string Code(string body, string members = "") => Usings + $$"""
        using Xunit;

        public class Tests
        {
            [Fact]
            public void Works()
            {
                {{Indent(body, 8)}}
            }
        {{Indent(members, 4)}}
        }
        """;

    private static string Indent(string text, int by) =>
        text.Replace("\n", "\n" + new string(' ', by)).Replace("\n" + new string(' ', by) + "\n", "\n\n");
}
