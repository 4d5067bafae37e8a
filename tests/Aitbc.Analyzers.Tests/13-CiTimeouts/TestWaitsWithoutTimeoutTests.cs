using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.TestWaitsWithoutTimeoutAnalyzer, Aitbc.Analyzers.CiTimeouts.TestWaitsWithoutTimeoutCodeFix>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public class TestWaitsWithoutTimeoutTests
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;

        """;

    private const string Members = """
            private readonly ManualResetEvent field = new(false);
            private readonly SemaphoreSlim gate = new(1);
            private readonly SemaphoreSlim signal = new(0);
            private readonly TaskCompletionSource source = new();
            private static void Start(object o) { }
            private readonly TaskCompletionSource made = Make();
            private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
            private static TaskCompletionSource Make() { var made = new TaskCompletionSource(); Start(made); return made; }
            private static Task StartAsync(object o) => Task.CompletedTask;
            private static void Check(bool b) { }
            public event Action? Happened;
            private void Raise() => Happened?.Invoke();
        """;

    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    private static string InTest(string body, string test = "[Test]") => $$"""
        {{Usings}}using NUnit.Framework;
        public class Tests
        {
        {{Members}}

            {{test}}
            public async Task Works()
            {
                await Task.Yield();
                {{body}}
            }
        }
        """;

    [Theory]
    // A time-out or a token.
    [InlineData("field.WaitOne(1000);")]
    [InlineData("field.WaitOne(TimeSpan.FromSeconds(1), false);")]
    [InlineData("new Thread(Raise).Join(1000);")]
    [InlineData("using var limit = new CancellationTokenSource(1000); signal.Wait(limit.Token);")]
    [InlineData("using var limit = new CancellationTokenSource(1000); await signal.WaitAsync(limit.Token);")]
    [InlineData("await source.Task.WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("await source.Task.WaitAsync(TestContext.CurrentContext.CancellationToken);")]
    [InlineData("await Task.WhenAny(source.Task, Task.Delay(1000));")]
    [InlineData("if (await Task.WhenAny(source.Task, Task.Delay(1000)) != source.Task) throw new TimeoutException(); await source.Task;")]
    [InlineData("var winner = await Task.WhenAny(source.Task, Task.Delay(1000)); Check(winner == source.Task); await source.Task;")]
    [InlineData("var task = source.Task; if (await Task.WhenAny(task, Task.Delay(1000)) == task) { await source.Task; }")]
    [InlineData("Check(SpinWait.SpinUntil(() => source.Task.IsCompleted, 1000));")]
    [InlineData("var clock = Stopwatch.StartNew(); SpinWait.SpinUntil(() => source.Task.IsCompleted || clock.ElapsedMilliseconds > 1000);")]
    [InlineData("var limit = new CancellationTokenSource(1000); SpinWait.SpinUntil(() => source.Task.IsCompleted || limit.IsCancellationRequested);")]
    // It is known to be there.
    [InlineData("field.Set(); field.WaitOne();")]
    [InlineData("source.SetResult(); await source.Task;")]
    [InlineData("{ source.TrySetResult(); } await source.Task;")]
    [InlineData("Check(source.Task.IsCompleted); await source.Task;")]
    [InlineData("Check(field.WaitOne(1000)); field.WaitOne();")]
    [InlineData("Assert.That(field.WaitOne(1000), Is.True); field.WaitOne();")]
    [InlineData("using var process = Process.Start(\"x\"); process.Kill(); process.WaitForExit();")]
    [InlineData("using var process = Process.Start(\"x\"); process.Kill(true); await process.WaitForExitAsync();")]
    [InlineData("using var process = Process.Start(\"x\"); if (!process.WaitForExit(1000)) throw new TimeoutException(); process.WaitForExit();")]
    [InlineData("var set = new ManualResetEventSlim(true); set.Wait();")]
    [InlineData("var channel = Channel.CreateUnbounded<int>(); channel.Writer.TryWrite(1); await channel.Reader.ReadAsync();")]
    [InlineData("var channel = Channel.CreateUnbounded<int>(); channel.Writer.Complete(); await foreach (var x in channel.Reader.ReadAllAsync()) Start(x);")]
    [InlineData("var channel = Channel.CreateUnbounded<int>(); var reader = channel.Reader; channel.Writer.TryComplete(); await reader.WaitToReadAsync();")]
    [InlineData("var queue = new BlockingCollection<int>(); queue.CompleteAdding(); foreach (var x in queue.GetConsumingEnumerable()) Start(x);")]
    [InlineData("var queue = new BlockingCollection<int>(); queue.Add(1); Start(queue.Take());")]
    [InlineData("var queue = new BlockingCollection<int> { 1 }; Start(queue.Take());")]
    [InlineData("var server = new TcpListener(System.Net.IPAddress.Loopback, 0); server.Start(); using var c = new TcpClient(); c.Connect(\"localhost\", 1); using var s = await server.AcceptTcpClientAsync();")]
    [InlineData("var server = new System.IO.Pipes.NamedPipeServerStream(\"p\"); var accepted = server.WaitForConnectionAsync(); using var c = new System.IO.Pipes.NamedPipeClientStream(\"p\"); await c.ConnectAsync(); await accepted;")]
    [InlineData("var loop = Parallel.For(0, 9, _ => Raise()); SpinWait.SpinUntil(() => loop.IsCompleted);")]
    [InlineData("var seen = 0; var thread = new Thread(() => { seen++; }); thread.Start(); thread.Join(); Check(seen == 1);")]
    // A lock, not a signal.
    [InlineData("await gate.WaitAsync(); try { Raise(); } finally { gate.Release(); }")]
    [InlineData("gate.Wait();")]
    [InlineData("using var mutex = new Mutex(); mutex.WaitOne();")]
    [InlineData("var limit = new SemaphoreSlim(4); for (var i = 0; i < 9; i++) { await limit.WaitAsync(); _ = Task.Run(() => limit.Release()); }")]
    // Something else ends it.
    [InlineData("var done = new TaskCompletionSource(); using var limit = new CancellationTokenSource(1000); limit.Token.Register(() => done.TrySetCanceled()); await done.Task;")]
    [InlineData("var done = new TaskCompletionSource(); _ = Task.Delay(1000).ContinueWith(_ => done.TrySetResult()); await done.Task;")]
    [InlineData("var done = new TaskCompletionSource(); using var timer = new Timer(_ => done.TrySetResult(), null, 10, 10); await done.Task;")]
    // Made elsewhere, where it may have got a time-out.
    [InlineData("var done = Make(); await done.Task;")]
    [InlineData("await made.Task;")]
    [InlineData("await Make().Task;")]
    [InlineData("await Given(new TaskCompletionSource()); async Task Given(TaskCompletionSource given) => await given.Task;")]
    [InlineData("var sources = new System.Collections.Generic.Dictionary<int, TaskCompletionSource>(); await sources[1].Task;")]
    [InlineData("var done = new TaskCompletionSource(); using var limit = new CancellationTokenSource(1000); limit.Token.Register(Cancel); await done.Task; void Cancel() => done.TrySetCanceled();")]
    [InlineData("await Bounded(source, TimeSpan.FromSeconds(1)); await source.Task; Task Bounded(TaskCompletionSource s, TimeSpan t) => s.Task.WaitAsync(t);")]
    [InlineData("var done = new TaskCompletionSource(); var holder = new object[] { done }; using var limit = new CancellationTokenSource(1000); using var end = limit.Token.Register(static o => ((TaskCompletionSource)((object[])o!)[0]).TrySetCanceled(), holder); await done.Task;")]
    // Somebody else waits: a handler, a fake, a worker that the test lets go.
    [InlineData("Happened += () => field.WaitOne(); Raise();")]
    [InlineData("await StartAsync(new Func<Task>(async () => await source.Task));")]
    [InlineData("var worker = Task.Run(() => field.WaitOne()); field.Set(); await worker;")]
    [InlineData("var worker = new Thread(() => field.WaitOne()) { IsBackground = true }; worker.Start();")]
    [InlineData("await Task.Run(() => { field.WaitOne(); }).WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("Func<Task> wait = async () => await source.Task; Start(wait);")]
    // No signal at all.
    [InlineData("await Task.Delay(10); Thread.Sleep(10); Start(string.Join(\",\", new[] { 1 }));")]
    public Task Silent_where_the_wait_ends(string body) => Verify.ReportsAsync(InTest(body), Library.NUnit);

    [Theory]
    [InlineData("field.[|WaitOne|]();")]
    [InlineData("field.[|WaitOne|](Timeout.Infinite);")]
    [InlineData("field.[|WaitOne|](-1, false);")]
    [InlineData("field.[|WaitOne|](Timeout.InfiniteTimeSpan);")]
    [InlineData("field.[|WaitOne|](TimeSpan.FromMilliseconds(-1));")]
    [InlineData("WaitHandle.[|WaitAll|](new WaitHandle[] { field });")]
    [InlineData("var thread = new Thread(Raise); thread.Start(); thread.[|Join|]();")]
    [InlineData("using var process = Process.Start(\"x\"); process.[|WaitForExit|]();")]
    [InlineData("var process = Process.Start(\"x\"); process?.[|WaitForExit|]();")]
    [InlineData("using var process = Process.Start(\"x\"); await process.[|WaitForExitAsync|]();")]
    [InlineData("using var process = Process.Start(\"x\"); var exit = process.WaitForExitAsync(); Raise(); await [|exit|];")]
    [InlineData("var e = new ManualResetEventSlim(); Happened += () => e.Set(); Raise(); e.[|Wait|]();")]
    [InlineData("signal.[|Wait|]();")]
    [InlineData("signal.[|Wait|](CancellationToken.None);")]
    [InlineData("await signal.[|WaitAsync|]();")]
    [InlineData("var count = new CountdownEvent(2); count.[|Wait|]();")]
    [InlineData("var barrier = new Barrier(2); barrier.[|SignalAndWait|]();")]
    [InlineData("var o = new object(); lock (o) { Monitor.[|Wait|](o); }")]
    [InlineData("Start(new BlockingCollection<int>().[|Take|]());")]
    [InlineData("foreach (var x in new BlockingCollection<int>().[|GetConsumingEnumerable|]()) Start(x);")]
    [InlineData("SpinWait.[|SpinUntil|](() => source.Task.IsCompleted);")]
    [InlineData("await source.[|Task|];")]
    [InlineData("await source.[|Task|].ConfigureAwait(false);")]
    [InlineData("await source.[|Task|].WaitAsync(CancellationToken.None);")]
    [InlineData("Start(source); await source.[|Task|]; await source.Task;")]
    [InlineData("var task = source.Task; Raise(); await [|task|];")]
    [InlineData("var done = New(); await done.[|Task|];")]
    [InlineData("field.[|WaitOne|](); field.WaitOne(); field.Reset(); Raise(); field.[|WaitOne|]();")]
    [InlineData("Start(signal); signal.[|Wait|](); Raise(); signal.[|Wait|]();")]
    [InlineData("Assert.That(field.WaitOne(10), Is.False); Raise(); field.[|WaitOne|]();")]
    [InlineData("Assert.That(source.Task.IsCompleted, Is.False); Raise(); await source.[|Task|];")]
    [InlineData("var turn = new AutoResetEvent(false); Happened += () => turn.Set(); turn.[|WaitOne|](); turn.[|WaitOne|]();")]
    [InlineData("await Task.[|WhenAll|](source.Task, Task.Delay(1));")]
    [InlineData("await Task.[|WhenAll|]([source.Task, Task.Delay(1)]);")]
    [InlineData("await Task.[|WhenAll|](new[] { source.Task });")]
    [InlineData("Happened += () => source.TrySetResult(); Raise(); await source.[|Task|];")]
    [InlineData("if (Happened is null) source.SetResult(); await source.[|Task|];")]
    [InlineData("Assert.That(await new TaskCompletionSource<int>().[|Task|], Is.EqualTo(1));")]
    [InlineData("var channel = Channel.CreateUnbounded<int>(); await channel.Reader.[|ReadAsync|]();")]
    [InlineData("var channel = Channel.CreateUnbounded<int>(); await foreach (var x in channel.Reader.[|ReadAllAsync|]().ConfigureAwait(false)) Start(x);")]
    [InlineData("var server = new TcpListener(System.Net.IPAddress.Loopback, 0); server.Start(); using var c = await server.[|AcceptTcpClientAsync|]();")]
    [InlineData("Thread.[|Sleep|](Timeout.Infinite);")]
    [InlineData("await Task.[|Delay|](-1);")]
    [InlineData("await Task.Run(() => field.[|WaitOne|]());")]
    [InlineData("Parallel.Invoke(() => field.[|WaitOne|]());")]
    [InlineData("Assert.Throws<Exception>(() => field.[|WaitOne|]());")]
    [InlineData("Local(); void Local() => field.[|WaitOne|]();")]
    [InlineData("await Local(); async Task Local() { await source.[|Task|]; }")]
    public Task Reports_a_wait_that_may_last_for_ever(string body) => Verify.ReportsAsync(InTest(body), Library.NUnit);

    [Theory]
    [InlineData("[Test, Timeout(1000)]", "field.WaitOne();")]
    [InlineData("[Test, Explicit]", "field.WaitOne();")]
    // Only cancels a token, which this wait does not look at.
    [InlineData("[Test, CancelAfter(1000)]", "field.[|WaitOne|]();")]
    [InlineData("[Test, MaxTime(1000)]", "field.[|WaitOne|]();")]
    public Task Knows_what_ends_an_NUnit_test(string test, string body) => Verify.ReportsAsync(InTest(body, test), Library.NUnit);

    [Theory]
    [InlineData("[assembly: Timeout(1000)]", "", "field.WaitOne();")]
    [InlineData("", "[Timeout(1000)]", "field.WaitOne();")]
    [InlineData("", "", "field.[|WaitOne|]();")]
    public Task Knows_a_time_out_of_the_class_and_of_the_assembly(string assembly, string type, string body) => Verify.ReportsAsync(
        $$"""
        using System.Threading;
        using NUnit.Framework;
        {{assembly}}
        {{type}}
        public class Tests
        {
            private readonly ManualResetEvent field = new(false);
            [Test] public void Works() { {{body}} }
        }
        """,
        Library.NUnit);

    [Theory, MemberData(nameof(Frameworks))]
    public Task Silent_under_a_time_out_of_the_framework(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + $$"""
        {{framework.Usings}}
        {{framework.TestClass}}
        public class Tests
        {
            private readonly TaskCompletionSource source = new();
            {{framework.TestWithTimeout}}
            public async Task Works()
            {
                await source.Task;
                await Helper();
            }
            private async Task Helper() => await source.Task;
        }
        """,
        framework.Library);

    [Theory, MemberData(nameof(Frameworks))]
    public Task Reports_in_tests_and_what_they_call(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + $$"""
        {{framework.Usings}}
        public static class Helpers
        {
            public static void Finish(this Process process) => process.[|WaitForExit|]();
            public static void Unused(Process process) => process.WaitForExit();
        }
        public abstract class Base
        {
            protected readonly ManualResetEvent Ready = new(false);
            protected abstract void When();
            protected void Run() { When(); }
        }
        {{framework.TestClass}}
        public partial class Tests : Base
        {
            private readonly TaskCompletionSource source = new();
            {{framework.Test}}
            public async Task Works()
            {
                await source.[|Task|];
                await Outer();
                Run();
                Process.Start("x").Finish();
                await Bounded().WaitAsync(TimeSpan.FromSeconds(1));
            }
            private Task Outer() => Inner();
            private async Task Bounded() => await source.Task;
            protected override void When() => Ready.[|WaitOne|]();
        }
        public partial class Tests
        {
            private async Task Inner() => await source.[|Task|];
        }
        """,
        framework.Library);

    [Theory, MemberData(nameof(Frameworks))]
    public Task Reports_in_a_set_up_unless_the_framework_ends_it(FrameworkCode framework)
    {
        // A hook of TUnit has five minutes.
        var wait = framework.Library == Library.TUnit ? "ready.WaitOne();" : "ready.[|WaitOne|]();";
        return Verify.ReportsAsync(
            $$"""
            using System.Threading;
            {{framework.Usings}}
            {{framework.TestClass}}
            public class Tests
            {
                private readonly ManualResetEvent ready = new(false);
                {{framework.SetUp}} { {{wait}} }
                {{framework.Test}} public void Works() { }
            }
            """,
            framework.Library);
    }

    [Fact]
    public Task Knows_which_time_out_of_MSTest_ends_a_test() => Verify.ReportsAsync(
        """
        using System.Threading;
        using Microsoft.VisualStudio.TestTools.UnitTesting;
        [TestClass]
        public class Tests
        {
            private readonly ManualResetEvent ready = new(false);
            [TestMethod, Timeout(1000, CooperativeCancellation = true)] public void Cooperative() => ready.[|WaitOne|]();
            [TestMethod, Timeout(int.MaxValue)] public void Infinite() => ready.[|WaitOne|]();
            [TestMethod, Timeout(1000)] public void Ends() => ready.WaitOne();
        }
        """,
        Library.MSTest);

    [Theory]
    [InlineData(Library.XunitV3, "Xunit.Fact(Explicit = true)", "")]
    [InlineData(Library.NUnit, "NUnit.Framework.Test, NUnit.Framework.Explicit", "")]
    [InlineData(Library.NUnit, "NUnit.Framework.Test", "[NUnit.Framework.Explicit]")]
    [InlineData(Library.TUnit, "TUnit.Core.Test, TUnit.Core.Explicit", "")]
    public Task Silent_for_a_test_that_somebody_runs_by_hand_and_watches(Library library, string test, string type) => Verify.ReportsAsync(
        $$"""
        using System.Threading;
        {{type}}
        public class Tests
        {
            [{{test}}]
            public void Keeps_the_connection_open() => Thread.Sleep(Timeout.Infinite);
        }
        """,
        library);

    [Fact]
    public Task Silent_for_a_fact_attribute_with_a_time_out_of_its_own() => Verify.ReportsAsync(
        """
        using System.Threading.Tasks;
        using Xunit;
        public sealed class QuickFactAttribute : FactAttribute { public QuickFactAttribute() { Timeout = 1000; } }
        public class Tests
        {
            [QuickFact] public async Task Works() => await new TaskCompletionSource().Task;
        }
        """,
        Library.XunitV2);

    [Fact]
    public Task Silent_outside_tests() => Verify.ReportsAsync(
        """
        using System.Threading;
        public class Service
        {
            private readonly ManualResetEvent stop = new(false);
            public void Run() => stop.WaitOne();
        }
        public class Tests
        {
            [NUnit.Framework.Test] public void Works() { }
        }
        """,
        Library.NUnit);

    [Fact]
    public Task Silent_for_types_of_the_user_with_the_same_names() => Verify.ReportsAsync(
        """
        namespace System.Threading
        {
            public class CountdownEvent { public void Wait() { } }
        }
        public class Tests
        {
            [NUnit.Framework.Test]
            public void Works() => new System.Threading.CountdownEvent().Wait();
        }
        """,
        Library.NUnit);

    /// <summary>Half-typed code: a task that is made of itself.</summary>
    [Fact]
    public Task Follows_a_local_that_is_its_own_value_to_an_end() => Verify.ReportsAsync(
        InTest("Task all = Task.WhenAll({|CS0165:all|}); await all; Task again = {|CS0165:again|}; await again;"), Library.NUnit);

    [Fact]
    public Task Follows_recursion_to_an_end() => Verify.ReportsAsync(
        """
        using System.Threading;
        using NUnit.Framework;
        public class Tests
        {
            private readonly ManualResetEvent ready = new(false);
            private void Ping(int n) { if (n > 0) Pong(n); ready.WaitOne(); }
            private void Pong(int n) => Ping(n - 1);
            private void One() { Two(); void Two() { Three(); } void Three() { ready.WaitOne(); Two(); } }
            [Test] public void Works() { }
        }
        """,
        Library.NUnit);
}
