using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.PollingWithoutDeadlineAnalyzer, Aitbc.Analyzers.CiTimeouts.PollingWithoutDeadlineCodeFix>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public class PollingWithoutDeadlineTests
{
    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        public class Answer(int timeoutMilliseconds)
        {
            public bool HasCome() => timeoutMilliseconds > 0;
        }

        public class Question(string name)
        {
            public bool HasCome() => name.Length > 0;
        }

        public class Service
        {
            private volatile bool ready;
            private bool running;
            private int lockTaken;
            private readonly Queue<int> queue = new();
            private bool IsReady { get; set; }
            private bool IsExpiring { get; set; }
            private string Status() => "";
            private Task<string> StatusAsync() => Task.FromResult("");
            private Task<string?> PageAsync(string? after) => Task.FromResult(after);
            private Task PushAsync() => Task.CompletedTask;

            public async Task Run(Process process, CancellationToken token)
            {
                await Task.CompletedTask;
        {{body}}
            }
        }
        """;

    [Theory]
    // A deadline, a counter, a token.
    [InlineData("var clock = Stopwatch.StartNew(); while (!ready) { if (clock.Elapsed > TimeSpan.FromSeconds(1)) throw new TimeoutException(); Thread.Sleep(10); }")]
    [InlineData("var end = DateTime.UtcNow.AddSeconds(1); while (!ready && DateTime.UtcNow < end) Thread.Sleep(10);")]
    [InlineData("var end = Environment.TickCount64 + 1000; while (!ready && Environment.TickCount64 < end) Thread.Sleep(10);")]
    [InlineData("for (var i = 0; i < 10 && !ready; i++) Thread.Sleep(10);")]
    [InlineData("var left = 10; while (!ready && left-- > 0) Thread.Sleep(10);")]
    [InlineData("var waited = 0; while (!ready) { Thread.Sleep(10); waited += 10; if (waited > 1000) throw new TimeoutException(); }")]
    [InlineData("while (!ready) await Task.Delay(10, token);")]
    [InlineData("while (!ready && !token.IsCancellationRequested) Thread.Sleep(10);")]
    [InlineData("while (!ready) { token.ThrowIfCancellationRequested(); Thread.Sleep(10); }")]
    [InlineData("var limit = new CancellationTokenSource(1000); while (!ready && !limit.IsCancellationRequested) Thread.Sleep(10);")]
    [InlineData("var pause = 1; while (!ready) { Thread.Sleep(pause); pause *= 2; if (pause > 1000) throw new TimeoutException(); }")]
    [InlineData("var pause = 1; while (!ready) { Thread.Sleep(pause); if (pause < 1000) pause += 100; else throw new TimeoutException(); }")]
    [InlineData("var wait = Task.Delay(1000); while (!ready && !wait.IsCompleted) await Task.Delay(10);")]
    // Whoever waits for it does so within bounds.
    [InlineData("await Poll().WaitAsync(TimeSpan.FromSeconds(1)); async Task Poll() { while (!ready) await Task.Delay(10); }")]
    [InlineData("await Task.WhenAny(Poll(), Task.Delay(1000)); async Task Poll() { while (!ready) await Task.Delay(10); }")]
    [InlineData("var poll = Poll(); if (await Task.WhenAny(poll, Task.Delay(1000)) != poll) throw new TimeoutException(); async Task Poll() { while (!ready) await Task.Delay(10); }")]
    // A service, not a wait for a state.
    [InlineData("while (true) { await PushAsync(); await Task.Delay(10); }")]
    [InlineData("while (running) { await PushAsync(); await Task.Delay(10); }")]
    [InlineData("while (running) Thread.Sleep(1000);")]
    [InlineData("while (queue.Count > 0) { queue.Dequeue(); Thread.Sleep(10); }")]
    [InlineData("var header = true; while (!ready) { if (header) Console.WriteLine(); header = Status() == \"\"; Thread.Sleep(1000); }")]
    // A clock, if another one's.
    [InlineData("long seconds = 0; do { Thread.Sleep(10); seconds = Status().Length; } while (seconds < 7);")]
    [InlineData("while (!IsExpiring) await Task.Delay(100);")]
    // Pages: each look depends on the last.
    [InlineData("string? page = null; do { page = await PageAsync(page); await Task.Delay(10); } while (page != null);")]
    // A retry: goes round because a call threw.
    [InlineData("while (true) { try { await PushAsync(); return; } catch (InvalidOperationException) { await Task.Delay(10); } }")]
    [InlineData("string? got = null; while (got == null) { try { got = Status(); } catch (InvalidOperationException) { Thread.Sleep(10); } }")]
    // A lock, a debugger, a user.
    [InlineData("while (Interlocked.CompareExchange(ref lockTaken, 1, 0) != 0) Thread.Sleep(1);")]
    [InlineData("while (!Debugger.IsAttached) Thread.Sleep(100);")]
    [InlineData("while (!Console.KeyAvailable) Thread.Sleep(100);")]
    // A spin outside tests is the author's affair.
    [InlineData("while (!ready) Thread.Yield();")]
    [InlineData("var spin = new SpinWait(); while (!ready) spin.SpinOnce();")]
    // Bounded from outside.
    [InlineData("Task.Run(() => { while (!ready) Thread.Sleep(10); }).Wait(1000);")]
    [InlineData("await Task.Run(async () => { while (!ready) await Task.Delay(10); }).WaitAsync(TimeSpan.FromSeconds(1));")]
    // What is looked at was given a time-out.
    [InlineData("var answer = new Answer(timeoutMilliseconds: 500); while (!answer.HasCome()) await Task.Delay(10);")]
    public Task Silent_where_the_loop_is_limited_or_no_polling(string body) => Verify.ReportsAsync(Code(body));

    [Theory]
    [InlineData("[|while|] (!ready) Thread.Sleep(10);")]
    [InlineData("var answer = new Question(\"a\"); [|while|] (!answer.HasCome()) await Task.Delay(10);")]
    [InlineData("[|while|] (!IsReady) { await Task.Delay(TimeSpan.FromSeconds(1)); }")]
    [InlineData("[|while|] (ready == false) { Thread.Sleep(10); }")]
    [InlineData("[|while|] (!process.HasExited) Thread.Sleep(10);")]
    [InlineData("[|while|] (!process.HasExited) { process.Refresh(); Thread.Sleep(10); }")]
    [InlineData("[|while|] (Status() != \"done\") { Console.WriteLine(\"not yet\"); Thread.Sleep(10); }")]
    [InlineData("[|while|] (!ready) Task.Delay(10).Wait();")]
    [InlineData("[|while|] (!ready) { Thread.Sleep(10); Thread.Sleep(20); }")]
    [InlineData("string status; [|do|] { await Task.Delay(10); status = await StatusAsync(); } while (status != \"done\");")]
    [InlineData("[|while|] (true) { var status = await StatusAsync(); if (status == \"done\") break; await Task.Delay(10); }")]
    [InlineData("[|for|] (;;) { if (ready) return; await Task.Delay(10, CancellationToken.None); }")]
    [InlineData("var pause = 10; [|while|] (!ready) { await Task.Delay(pause); pause *= 2; }")]
    [InlineData("var pause = 10; [|while|] (!ready) { await Task.Delay(pause); pause *= 2; if (pause > 1000) Console.WriteLine(pause); }")]
    [InlineData("var pause = 10; [|while|] (!ready) { await Task.Delay(pause); if (pause < 1000) pause *= 2; }")]
    [InlineData("var pause = 10; [|while|] (!ready) { await Task.Delay(pause); if (pause < 1000) pause += 100; else pause = 1000; }")]
    [InlineData("var pause = 10; [|while|] (!ready) { await Task.Delay(pause); pause = Math.Min(pause * 2, 1000); }")]
    [InlineData("[|while|] (!ready) { try { Thread.Sleep(10); } finally { } }")]
    [InlineData("var wait = Task.Run(() => ready); [|while|] (!wait.IsCompleted) await Task.Delay(10);")]
    [InlineData("await Poll(); await Poll().WaitAsync(TimeSpan.FromSeconds(1)); async Task Poll() { [|while|] (!ready) await Task.Delay(10); }")]
    [InlineData("await Poll().WaitAsync(Timeout.InfiniteTimeSpan); async Task Poll() { [|while|] (!ready) await Task.Delay(10); }")]
    public Task Reports_a_loop_that_polls_for_ever(string body) => Verify.ReportsAsync(Code(body));

    [Theory, MemberData(nameof(Frameworks))]
    public Task In_tests_it_is_what_the_test_waits_for(FrameworkCode framework) => Verify.ReportsAsync(
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        {{framework.Usings}}
        {{framework.TestClass}}
        public class Tests
        {
            private volatile bool ready;
            {{framework.Test}}
            public async Task Works()
            {
                [|while|] (!ready) Thread.Yield();
                var worker = Task.Run(() => { while (!ready) Thread.Sleep(10); });
                await Helper();
                await worker.WaitAsync(TimeSpan.FromSeconds(1));
            }
            {{framework.TestWithTimeout}}
            public async Task Ends()
            {
                while (!ready) await Task.Delay(10);
            }
            private async Task Helper() { [|while|] (!ready) await Task.Delay(10); }
            private async Task Unused() { while (!ready) await Task.Delay(10); }
        }
        """,
        framework.Library);

    [Theory]
    [InlineData("while", "ready.Wait(0)", "Xunit.Assert.True(tries < 30); tries++;")]
    [InlineData("while", "ready.Wait(0)", "Xunit.Assert.True(tries < 30); tries += 2;")]
    [InlineData("[|while|]", "ready.Wait(0)", "Xunit.Assert.True(tries < 30);")]
    public Task An_assertion_about_a_counter_of_the_loop_ends_it(string loop, string state, string look) => Verify.ReportsAsync(
        $$"""
        using System.Threading;

        public class Tests
        {
            private readonly SemaphoreSlim ready = new(0);

            [Xunit.Fact]
            public void Works()
            {
                var tries = 0;
                {{loop}} (!{{state}}) { {{look}} Thread.Sleep(10); }
            }
        }
        """, Library.XunitV2);

    [Fact]
    public Task Silent_for_types_of_the_user_with_the_same_names() => Verify.ReportsAsync(
        """
        namespace System.Threading { public static class Thread { public static void Sleep(int n) { } } }
        public class Service
        {
            public bool Ready;
            public void Run() { while (!Ready) System.Threading.Thread.Sleep(1); }
        }
        """);

    [Theory]
    [InlineData(
        """
                // Until it is there.
                [|while|] (!ready)
                {
                    Thread.Sleep(10); // a moment
                }
        """,
        """
                // Until it is there.
                var waited = Stopwatch.StartNew();
                while (!ready)
                {
                    if (waited.Elapsed > TimeSpan.FromSeconds(30))
                        throw new TimeoutException("The polled state did not come within 30 seconds.");
                    Thread.Sleep(10); // a moment
                }
        """)]
    [InlineData(
        """
                [|while|] (!ready)
                    Thread.Sleep(10);
        """,
        """
                var waited = Stopwatch.StartNew();
                while (!ready)
                {
                    if (waited.Elapsed > TimeSpan.FromSeconds(30))
                        throw new TimeoutException("The polled state did not come within 30 seconds.");
                    Thread.Sleep(10);
                }
        """)]
    [InlineData(
        """
                [|while|] (true)
                {
                    var status = await StatusAsync();
                    if (status == "done")
                        break;
                    if (status == "late")
                        continue;
                    Thread.Sleep(10);
                }
        """,
        """
                var waited = Stopwatch.StartNew();
                while (true)
                {
                    if (waited.Elapsed > TimeSpan.FromSeconds(30))
                        throw new TimeoutException("The polled state did not come within 30 seconds.");
                    var status = await StatusAsync();
                    if (status == "done")
                        break;
                    if (status == "late")
                        continue;
                    Thread.Sleep(10);
                }
        """)]
    [InlineData(
        """
                if (process.HasExited)
                    // Until it is there.
                    [|while|] (!ready)
                        Thread.Sleep(10);
        """,
        """
                if (process.HasExited)
                // Until it is there.
                {
                    var waited = Stopwatch.StartNew();
                    while (!ready)
                    {
                        if (waited.Elapsed > TimeSpan.FromSeconds(30))
                            throw new TimeoutException("The polled state did not come within 30 seconds.");
                        Thread.Sleep(10);
                    }
                }
        """)]
    public Task A_deadline_ends_the_loop(string body, string fixedBody) =>
        Verify.FixesAsync(Code(body), Code(fixedBody), key: "AITBC1304");

    [Fact]
    public Task A_deadline_ends_a_loop_at_top_level() => ProgramFixesAsync(
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Threading;

        [|while|] (!File.Exists("done"))
            Thread.Sleep(10);
        """,
        """
        using System;
        using System.Diagnostics;
        using System.IO;
        using System.Threading;

        var waited = Stopwatch.StartNew();
        while (!File.Exists("done"))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException("The polled state did not come within 30 seconds.");
            Thread.Sleep(10);
        }
        """);

    [Fact]
    public Task The_token_that_the_method_forgot_ends_the_loop() => Verify.FixesAsync(
        Code("        [|while|] (!ready) await Task.Delay(10);"),
        Code("        while (!ready) await Task.Delay(10, token);"),
        key: "AITBC1304");

    private static Task ProgramFixesAsync(string code, string fixedCode)
    {
        var test = new RuleTest<Aitbc.Analyzers.CiTimeouts.PollingWithoutDeadlineAnalyzer, Aitbc.Analyzers.CiTimeouts.PollingWithoutDeadlineCodeFix>([], [])
        {
            IsProgram = true,
            TestCode = code,
            FixedCode = fixedCode,
            CodeActionEquivalenceKey = "AITBC1304",
        };
        return test.RunAsync();
    }
}
