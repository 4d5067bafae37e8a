using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Gitea.RetryWithoutBackoffAnalyzer, Aitbc.Analyzers.Gitea.RetryWithoutBackoffCodeFix>;

namespace Aitbc.Analyzers.Tests.Gitea;

public class RetryWithoutBackoffFixTests
{
    [Theory]
    [InlineData("await Task.Delay(1000);", "await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30000, 1000 * Math.Pow(2, i)) + Random.Shared.Next(250)));")]
    [InlineData("await Task.Delay(Pause, token);", "await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30000, Pause * Math.Pow(2, i)) + Random.Shared.Next(250)), token);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(2)).ConfigureAwait(false);", "await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30000, 2000 * Math.Pow(2, i)) + Random.Shared.Next(250))).ConfigureAwait(false);")]
    [InlineData("Thread.Sleep(given);", "Thread.Sleep(TimeSpan.FromMilliseconds(given.TotalMilliseconds * Math.Min(32, Math.Pow(2, i)) + Random.Shared.Next(250)));")]
    [InlineData("Task.Delay(Wait).Wait(); // a moment", "Task.Delay(TimeSpan.FromMilliseconds(Wait.TotalMilliseconds * Math.Min(32, Math.Pow(2, i)) + Random.Shared.Next(250))).Wait(); // a moment")]
    public Task The_pause_grows_with_the_loops_own_variable(string pause, string grown) => Verify.FixesAsync(
        RetryCode.Of(Loop("[|for|] (var i = 0; i < 5; i++)", pause)),
        RetryCode.Of(Loop("for (var i = 0; i < 5; i++)", grown)),
        key: "AITBC0501");

    [Fact]
    public Task A_variable_that_starts_with_one_begins_with_the_same_pause() => Verify.FixesAsync(
        RetryCode.Of(Loop("[|for|] (var attempt = 1; attempt <= 5; ++attempt)", "Thread.Sleep(500);")),
        RetryCode.Of(Loop(
            "for (var attempt = 1; attempt <= 5; ++attempt)",
            "Thread.Sleep(TimeSpan.FromMilliseconds(Math.Min(30000, 500 * Math.Pow(2, attempt - 1)) + Random.Shared.Next(250)));")),
        key: "AITBC0501");

    [Fact]
    public Task A_counter_is_added_where_the_loop_has_none() => Verify.FixesAsync(
        RetryCode.Of("        var clock = Stopwatch.StartNew();\n        // Until it answers.\n" + Loop("[|while|] (clock.Elapsed < Wait)", "await Task.Delay(1000);")),
        RetryCode.Of("        var clock = Stopwatch.StartNew();\n        // Until it answers.\n        var failures = 0;\n" + Loop(
            "while (clock.Elapsed < Wait)",
            "await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30000, 1000 * Math.Pow(2, failures++)) + Random.Shared.Next(250)));")),
        key: "AITBC0501");

    [Fact]
    public Task A_loop_without_pause_gets_one() => Verify.FixesAsync(
        RetryCode.Of(Loop("[|for|] (var i = 0; i < 5; i++)", "Log(\"again\");")),
        RetryCode.Of(Loop(
            "for (var i = 0; i < 5; i++)",
            "Log(\"again\");\n                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30000, 500 * Math.Pow(2, i)) + Random.Shared.Next(250)));")),
        key: "AITBC0501");

    [Fact]
    public Task Nested_and_sibling_loops_are_all_mended() => Verify.FixesAsync(
        RetryCode.Of("""
                    [|for|] (var i = 0; i < 5; i++) { try { socket.Connect(point); break; } catch (SocketException) { Thread.Sleep(100); } }
                    [|for|] (var i = 0; i < 5; i++)
                    {
                        try
                        {
                            [|for|] (var j = 0; j < 5; j++) { try { socket.Connect(point); break; } catch (SocketException) { Thread.Sleep(100); } }
                            return await http.GetStringAsync("/");
                        }
                        catch (HttpRequestException) { }
                        await Task.Delay(200);
                    }
            """),
        RetryCode.Of("""
                    for (var i = 0; i < 5; i++) { try { socket.Connect(point); break; } catch (SocketException) { Thread.Sleep(TimeSpan.FromMilliseconds(Math.Min(30000, 100 * Math.Pow(2, i)) + Random.Shared.Next(250))); } }
                    for (var i = 0; i < 5; i++)
                    {
                        try
                        {
                            for (var j = 0; j < 5; j++) { try { socket.Connect(point); break; } catch (SocketException) { Thread.Sleep(TimeSpan.FromMilliseconds(Math.Min(30000, 100 * Math.Pow(2, j)) + Random.Shared.Next(250))); } }
                            return await http.GetStringAsync("/");
                        }
                        catch (HttpRequestException) { }
                        await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30000, 200 * Math.Pow(2, i)) + Random.Shared.Next(250)));
                    }
            """),
        key: "AITBC0501");

    [Fact]
    public async Task Without_Random_Shared_a_new_one_is_made()
    {
        const string Code = """
            using System;
            using System.Net.Http;
            using System.Threading.Tasks;
            public class Client
            {
                public static async Task<string> Get(HttpClient http)
                {
                    [|for|] (var i = 0; i < 5; i++)
                    {
                        try { return await http.GetStringAsync("/"); }
                        catch (HttpRequestException) { await Task.Delay(1000); }
                    }
                    return "";
                }
            }
            """;
        var test = new OldFrameworkTest
        {
            TestCode = Code,
            FixedCode = Code.Replace("[|for|]", "for", StringComparison.Ordinal).Replace(
                "Task.Delay(1000)", "Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30000, 1000 * Math.Pow(2, i)) + new Random().Next(250)))", StringComparison.Ordinal),
        };
        await test.RunAsync();
    }

    [Theory]
    // Two pauses, a pause of the user's own, one that is long anyway, a jump.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(10); await Task.Delay(20); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(60000); } }")]
    [InlineData("var i = 0; again: try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (++i > 5) throw; await Task.Delay(1000); [|goto|] again; }")]
    public Task No_fix_where_it_is_not_plain(string body) => Verify.HasNoFixAsync(RetryCode.Of(body));

    private static string Loop(string head, string pause) => $$"""
                {{head}}
                {
                    try
                    {
                        return await http.GetStringAsync("/");
                    }
                    catch (HttpRequestException)
                    {
                        {{pause}}
                    }
                }
        """;

    /// <summary>A framework that has no <c>Random.Shared</c>.</summary>
    private sealed class OldFrameworkTest : Microsoft.CodeAnalysis.CSharp.Testing.CSharpCodeFixTest<
        Aitbc.Analyzers.Gitea.RetryWithoutBackoffAnalyzer, Aitbc.Analyzers.Gitea.RetryWithoutBackoffCodeFix, DefaultVerifier>
    {
        public OldFrameworkTest()
        {
            ReferenceAssemblies = new ReferenceAssemblies("netstandard2.0");
            TestState.AdditionalReferences.AddRange(References.Of(Library.NetStandard));
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        }
    }
}
