using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Gitea.EndlessRetryAnalyzer, Aitbc.Analyzers.Gitea.EndlessRetryCodeFix>;

namespace Aitbc.Analyzers.Tests.Gitea;

public class EndlessRetryTests
{
    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    [Theory]
    // A limit of attempts, wherever it stands.
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("for (var i = 0; ; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < 5) { await Task.Delay(1000); } }")]
    [InlineData("var i = 0; while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (++i == 5) throw; await Task.Delay(1000); } }")]
    [InlineData("var left = 5; while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (left-- > 0) { } }")]
    [InlineData("var i = 0; bool again; do { again = false; try { Log(await http.GetStringAsync(\"/\")); } catch (HttpRequestException) { again = ++i < 5; } } while (again);")]
    [InlineData("var i = 0; again: try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (++i > 5) throw; goto again; }")]
    [InlineData("var failures = new List<Exception>(); while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { failures.Add(e); if (failures.Count > 5) throw; } }")]
    // A deadline.
    [InlineData("var end = DateTime.UtcNow.AddMinutes(1); while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (DateTime.UtcNow < end) { } }")]
    [InlineData("var clock = Stopwatch.StartNew(); while (clock.Elapsed < Wait) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } }")]
    // A token, a wish to stop, a condition of the author's own.
    [InlineData("while (!token.IsCancellationRequested) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } }")]
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000, token); } }")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } }")]
    [InlineData("while (!stopped) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (stopped) throw; } }")]
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } if (stopped) break; }")]
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { Count(e); } }", "private int count; private void Count(Exception e) { if (++count > 5) throw e; }")]
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) when (again(e)) { } }", "private readonly Func<Exception, bool> again = _ => false;")]
    // Bounded from outside.
    [InlineData("await Task.Run(async () => { while (true) { try { await http.GetStringAsync(\"/\"); break; } catch (HttpRequestException) { } } }).WaitAsync(Wait);")]
    // A service goes on for ever on purpose.
    [InlineData("while (true) { try { Log(await http.GetStringAsync(\"/\")); } catch (HttpRequestException) { } await Task.Delay(1000); }")]
    // The queue of this machine is full: the other one has not failed.
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { if (e.HResult != LocalQueueFull) throw; Thread.Sleep(10); } }", "private static readonly int LocalQueueFull = 7;")]
    // Another server each time.
    [InlineData("var i = 0; while (true) { try { return await http.GetStringAsync(urls[i]); } catch (HttpRequestException) { i = (i + 1) % urls.Count; } }")]
    // Nothing remote.
    [InlineData("while (true) { try { File.Delete(\"x\"); break; } catch (IOException) { Thread.Sleep(100); } }")]
    public Task Silent_where_something_ends_the_retry(string body, string members = "") => Verify.ReportsAsync(RetryCode.Of(body, members));

    [Theory]
    [InlineData("[|while|] (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("[|for|] (;;) { try { return await http.GetStringAsync(\"/\"); } catch { } }")]
    [InlineData("var pause = 100; [|while|] (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { Log(e.Message); await Task.Delay(pause); pause *= 2; } }")]
    [InlineData("var done = false; [|while|] (!done) { try { socket.Connect(point); done = true; } catch (SocketException) { Thread.Sleep(1000); } }")]
    [InlineData("[|while|] (!socket.Connected) { try { socket.Connect(point); } catch (SocketException) { Thread.Sleep(1000); } }")]
    [InlineData("string? text = null; [|do|] { try { text = await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } } while (text is null);")]
    [InlineData("[|while|] (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { if (e.StatusCode == HttpStatusCode.NotFound) throw; } }")]
    [InlineData("[|while|] (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) when (e.StatusCode is null) { } }")]
    [InlineData("[|while|] (true) { try { await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { continue; } break; }")]
    [InlineData("[|while|] (true) { var response = await http.GetAsync(\"/\"); if (response.IsSuccessStatusCode) return \"\"; await Task.Delay(1000); }")]
    [InlineData("again: try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); [|goto|] again; }")]
    public Task Reports_a_retry_that_nothing_ends(string body) => Verify.ReportsAsync(RetryCode.Of(body));

    [Theory, MemberData(nameof(Frameworks))]
    public Task In_tests_it_is_what_the_test_waits_for(FrameworkCode framework) => Verify.ReportsAsync(
        $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        {{framework.Usings}}
        {{framework.TestClass}}
        public class Tests
        {
            private readonly HttpClient http = new();
            {{framework.Test}}
            public async Task Works()
            {
                [|while|] (true) { try { await http.GetAsync("/"); break; } catch (HttpRequestException) { } }
            }
            {{framework.TestWithTimeout}}
            public async Task Ends()
            {
                while (true) { try { await http.GetAsync("/"); break; } catch (HttpRequestException) { } }
            }
        }
        """,
        framework.Library);

    [Fact]
    public Task The_token_that_the_method_forgot_ends_it() => Verify.FixesAsync(
        RetryCode.Of(
            """
                    [|while|] (true)
                    {
                        // Until it answers.
                        try
                        {
                            return await http.GetStringAsync("/");
                        }
                        catch (HttpRequestException)
                        {
                            await Task.Delay(1000);
                        }
                    }
            """),
        RetryCode.Of(
            """
                    while (true)
                    {
                        token.ThrowIfCancellationRequested();
                        // Until it answers.
                        try
                        {
                            return await http.GetStringAsync("/");
                        }
                        catch (HttpRequestException)
                        {
                            await Task.Delay(1000);
                        }
                    }
            """),
        key: "AITBC0502");

    [Fact]
    public Task The_counter_that_nobody_looks_at_ends_it() => Verify.FixesAsync(
        RetryCode.Of("", """
                public void Connect(Socket socket, EndPoint point)
                {
                    var attempt = 0;
                    [|while|] (true)
                    {
                        try
                        {
                            socket.Connect(point);
                            return;
                        }
                        catch (SocketException)
                        {
                            attempt++;
                            Log($"attempt {attempt} failed");
                            Thread.Sleep(1000);
                        }
                    }
                }
            """),
        RetryCode.Of("", """
                public void Connect(Socket socket, EndPoint point)
                {
                    var attempt = 0;
                    while (true)
                    {
                        try
                        {
                            socket.Connect(point);
                            return;
                        }
                        catch (SocketException)
                        {
                            attempt++;
                            if (attempt >= 10)
                                throw;
                            Log($"attempt {attempt} failed");
                            Thread.Sleep(1000);
                        }
                    }
                }
            """),
        key: "AITBC0502");

    [Fact]
    public Task No_fix_without_token_or_counter() => Verify.HasNoFixAsync(RetryCode.Of("", """
        public void Connect(Socket socket, EndPoint point)
        {
            [|while|] (true)
            {
                try { socket.Connect(point); return; }
                catch (SocketException) { Thread.Sleep(1000); }
            }
        }
        """));
}
