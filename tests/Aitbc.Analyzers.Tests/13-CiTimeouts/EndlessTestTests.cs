using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.EndlessTestAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public class EndlessTestTests
{
    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    private static string InTest(string body) => $$"""
        using System;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading;
        using System.Threading.Tasks;
        using NUnit.Framework;
        #pragma warning disable CS0162
        public class Tests
        {
            private void Work(object? o = null) { }
            private Task WorkAsync(CancellationToken token = default) => Task.CompletedTask;
            [DoesNotReturn] private static void Fail() => throw new Exception();

            [Test]
            public async Task Works()
            {
                await Task.Yield();
                var limit = new CancellationTokenSource(1000);
                var token = limit.Token;
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("while (true) { Work(); break; }")]
    [InlineData("while (true) { if (DateTime.Now.Year > 0) return; }")]
    [InlineData("while (true) { if (DateTime.Now.Year > 0) throw new Exception(); }")]
    [InlineData("for (;;) { if (DateTime.Now.Year > 0) goto end; } end: Work();")]
    [InlineData("for (; false;) { Work(); }")]
    [InlineData("for (var i = 0; i < 3; i++) { Work(); }")]
    [InlineData("do { Work(); } while (false);")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); }")]
    [InlineData("while (true) { await WorkAsync(token); }")]
    [InlineData("while (true) { await WorkAsync(limit.Token); }")]
    [InlineData("while (true) { Fail(); }")]
    [InlineData("while (true) { Assert.Fail(\"x\"); }")]
    [InlineData("while (true) { Environment.Exit(1); }")]
    [InlineData("try { while (true) { await WorkAsync(); } } catch (OperationCanceledException) { }")]
    [InlineData("Assert.ThrowsAsync<Exception>(async () => { while (true) { await WorkAsync(); } });")]
    [InlineData("_ = Task.Run(() => { while (true) { Work(); } });")]
    [InlineData("var t = Task.Run(async () => { while (true) { await WorkAsync(); } }); await Task.WhenAny(t, Task.Delay(10));")]
    [InlineData("new Thread(() => { while (true) { Work(); } }) { IsBackground = true }.Start();")]
    public Task Silent_where_there_is_a_way_out_or_nobody_waits(string body) => Verify.ReportsAsync(InTest(body), Library.NUnit);

    [Theory]
    [InlineData("[|while|] (true) { Work(); }")]
    [InlineData("[|for|] (;;) { Work(); }")]
    [InlineData("[|for|] (var i = 0; ; i++) { Work(i); }")]
    [InlineData("[|do|] { await WorkAsync(); } while (true);")]
    [InlineData("[|while|] (true) { await WorkAsync(CancellationToken.None); }")]
    [InlineData("[|while|] (true) { try { Work(); } catch (Exception e) { Work(e); } }")]
    [InlineData("[|while|] (true) { foreach (var x in new[] { 1 }) { if (x > 0) break; } }")]
    [InlineData("[|while|] (true) { Func<int> one = () => { return 1; }; Work(one); }")]
    [InlineData("await Task.Run(() => { [|while|] (true) { Work(); } });")]
    [InlineData("Local(); void Local() { [|while|] (true) { Work(); } }")]
    public Task Reports_a_loop_without_a_way_out(string body) => Verify.ReportsAsync(InTest(body), Library.NUnit);

    [Theory, MemberData(nameof(Frameworks))]
    public Task Reports_what_a_test_without_time_out_calls(FrameworkCode framework) => Verify.ReportsAsync(
        $$"""
        using System.Threading.Tasks;
        {{framework.Usings}}
        {{framework.TestClass}}
        public class Tests
        {
            {{framework.Test}}
            public async Task Works() => await Pump();
            {{framework.TestWithTimeout}}
            public async Task Ends() { while (true) { await Task.Delay(10); } }
            private async Task Pump() { [|while|] (true) { await Task.Delay(10); } }
            private async Task Unused() { while (true) { await Task.Delay(10); } }
        }
        """,
        framework.Library);

    [Fact]
    public Task Silent_outside_tests() => Verify.ReportsAsync("public class Service { public void Run() { while (true) { } } }", Library.NUnit);
}
