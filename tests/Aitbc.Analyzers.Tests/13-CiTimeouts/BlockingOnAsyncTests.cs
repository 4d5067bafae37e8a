using Aitbc.Analyzers.CiTimeouts;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.BlockingOnAsyncAnalyzer, Aitbc.Analyzers.CiTimeouts.BlockingOnAsyncCodeFix>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public partial class BlockingOnAsyncTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private const string Members = """
            private static Task<int> GetAsync() => Task.Run(() => 1);
            private static ValueTask<int> GetValueAsync() => new(GetAsync());
            private static void Use(object o) { }
        """;

    private const string Batch = """

        public class Batch
        {
            public Batch Of(int count) => this;
            public Task<int> GetAsync() => Task.Run(() => 1);
            public void Execute() { }
            public Task ExecuteAsync() => Task.CompletedTask;
        }

        """;

    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    [Theory]
    [InlineData("var t = GetAsync(); Use(nameof(t.Result));")]
    [InlineData("Use(Task.FromResult(1).Result);")]
    [InlineData("Task.CompletedTask.Wait();")]
    [InlineData("Use(new ValueTask<int>(5).Result);")]
    [InlineData("var t = Task.FromResult(1); Use(t.Result);")]
    [InlineData("if (!GetAsync().Wait(5000)) throw new Exception();")]
    [InlineData("GetAsync().Wait(TimeSpan.FromSeconds(5));")]
    [InlineData("using var limit = new CancellationTokenSource(5000); GetAsync().Wait(limit.Token);")]
    [InlineData("Task.WaitAll([GetAsync()], 5000);")]
    [InlineData("var t = GetAsync(); if (t.Wait(5000)) Use(t.Result);")]
    [InlineData("var t = GetAsync(); Use(t.ContinueWith(x => x.Result));")]
    [InlineData("Use(new Func<int>(() => GetAsync().Result));")]
    [InlineData("var t = GetAsync(); Use(new Action(() => t.Wait()));")]
    [InlineData("var t = GetAsync(); if (t.IsCompleted) Use(t.Result);")]
    [InlineData("var t = GetAsync(); Assert.That(SpinWait.SpinUntil(() => t.IsCompleted, 1000)); Use(t.Result);")]
    [InlineData("var t = GetAsync(); while (!t.IsCompleted) Thread.Yield(); Use(t.Result);")]
    [InlineData("var t = GetAsync(); if (!t.IsCompletedSuccessfully) return; Use(t.Result);")]
    [InlineData("var t = GetAsync(); SpinWait.SpinUntil(() => t.IsCompleted); Check(t.IsCompleted); Use(t.Result);")]
    [InlineData("var t = GetAsync(); Task.WaitAll([t], 500); Use(t.Result);")]
    [InlineData("var q = from x in new[] { GetAsync() } select x.Result; Use(q);")]
    [InlineData("try { } catch (Exception e) when (GetAsync().Result == 1) { Use(e); }")]
    [InlineData("var semaphore = new SemaphoreSlim(1); semaphore.Wait(); new ManualResetEventSlim().Wait();")]
    [InlineData("lock (new object()) { GetAsync().Wait(); }")]
    [InlineData("unsafe { GetAsync().Wait(); }")]
    [InlineData("unsafe static int Value(int* x) => *x + GetAsync().Result; unsafe { var one = 1; Use(Value(&one)); }")]
    [InlineData("unsafe static int Value() => GetAsync().Result; Use(Value());")]
    [InlineData("Span<int> s = stackalloc int[1]; GetAsync().Wait(); s[0] = 1;")]
    [InlineData("Span<int> s = new int[9]; while (s.Length > 0) { s = s[1..]; GetAsync().Wait(); }")]
    [InlineData("foreach (ref var n in new int[3].AsSpan()) n = GetAsync().Result;")]
    [InlineData("foreach (var n in new int[3].AsSpan()) Use(n + GetAsync().Result);")]
    [InlineData("var id = Environment.CurrentManagedThreadId; GetAsync().Wait(); Use(id == Environment.CurrentManagedThreadId);")]
    [InlineData("var o = new WeakReference(new object()); GetAsync().Wait(); GC.Collect(); Use(o.IsAlive);")]
    [InlineData("static Task<int> Half(ref int x) => Task.FromResult(x = GetAsync().Result); var y = 1; Half(ref y);")]
    public Task Silent_where_nothing_blocks_without_an_end_or_nothing_can_be_awaited(string body) =>
        Verify.ReportsAsync(Usings + FrameworkCode.Frameworks[2].Class(Members + " static void Check(bool b) { }", body), Library.NUnit);

    [Theory]
    [InlineData("var t = GetAsync(); await t; Use(t.Result);")]
    [InlineData("var t = GetAsync(); await t.WaitAsync(TimeSpan.FromSeconds(1)); Use(t.Result);")]
    [InlineData("var t = GetAsync(); await Assert.ThrowsAsync<Exception>(async () => await t); Use(t.Result);")]
    [InlineData("var t = GetAsync(); await Assert.DoesNotThrowAsync(() => t.WaitAsync(TimeSpan.FromSeconds(1))); Use(t.Result);")]
    [InlineData("var t = GetAsync(); var u = GetAsync(); await Task.WhenAll(t, u); Use(t.Result + u.Result);")]
    [InlineData("var t = GetAsync(); var u = GetAsync(); var all = new[] { t, u }; await Task.WhenAll(all); Use(t.Result + u.Result);")]
    // What stands beside the task makes the compiler put it aside first.
    [InlineData("var t = GetAsync(); await Task.WhenAll(t, Task.Run(() => Use(new List<int> { 1 })), Task.FromResult(new List<int> { 1 })); Use(t.Result);")]
    [InlineData("var t = GetAsync(); await Both(t, new List<int> { 1 }, t.Id > 1 ? t : null); Use(t.Result); static Task Both(params object[] all) => Task.CompletedTask;")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(_ => GetAsync()).ToArray(); await Task.WhenAll(all); Use(all.ElementAt(2).Result + all.First().Result);")]
    // A batch gives its tasks first and sends them then.
    [InlineData("var batch = new Batch(); var t = batch.GetAsync(); batch.Execute(); Use(t.Result);")]
    [InlineData("var batch = new Batch(); var t = batch.Of(1).GetAsync(); await batch.ExecuteAsync(); Use(t.Result);")]
    [InlineData("var all = new List<Task<int>>(); var t = GetAsync(); all.Add(t); await Task.WhenAll(all); Use(t.Result);")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(_ => GetAsync()).ToArray(); await Task.WhenAll(all); foreach (var t in all) Use(t.Result);")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(_ => GetAsync()).ToArray(); await Task.WhenAll(all); Use(all[0].Result);")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(_ => GetAsync()).ToArray(); await Task.WhenAll(all); Use(all.Sum(t => t.Result));")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(_ => GetAsync()).ToArray(); await Task.WhenAll(all); var first = all[0]; Use(first.Result);")]
    [InlineData("var done = await Task.WhenAny(GetAsync(), GetAsync()); Use(done.Result);")]
    [InlineData("Use((await Task.WhenAny(GetAsync(), GetAsync())).Result);")]
    [InlineData("var t = GetAsync(); if (await Task.WhenAny(t, Task.Delay(100)) == t) Use(t.Result);")]
    [InlineData("var t = GetAsync(); try { await t; } finally { Use(1); } Use(t.Result);")]
    [InlineData("var either = DateTime.Now.Year > 3; if (either) await GetAsync(); else GetAsync().Wait();")]
    [InlineData("var either = DateTime.Now.Year > 3; Use(either ? await GetAsync() : GetAsync().Result);")]
    [InlineData("var sync = DateTime.Now.Year > 3; if (sync) { GetAsync().Wait(); return; } await GetAsync();")]
    [InlineData("var source = new TaskCompletionSource<int>(); source.SetResult(1); Use(source.Task.Result); await Task.Yield();")]
    public Task Silent_where_the_task_is_known_to_be_completed(string body) =>
        Verify.ReportsAsync(Usings + FrameworkCode.Frameworks[2].Class(Members, body).Replace("public void Works", "public async Task Works") + Batch, Library.NUnit);

    [Theory]
    [InlineData("var batch = new Batch(); var t = new Batch().GetAsync(); batch.Execute(); Use(t.[|Result|]);")]
    [InlineData("var command = new Batch(); var t = command.ExecuteAsync(); t.[|Wait|](); await t;")]
    [InlineData("var command = new Batch(); var t = command.ExecuteAsync(); var u = command.ExecuteAsync(); t.[|Wait|](); await u;")]
    [InlineData("var batch = new Batch(); batch.Execute(); var t = batch.GetAsync(); Use(t.[|Result|]);")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(_ => GetAsync()).ToArray(); Use(all.First().[|Result|]); await Task.WhenAll(all);")]
    [InlineData("var t = GetAsync(); Use(t.[|Result|]); await Task.WhenAll(t, DateTime.Now.Year > 3 ? t : GetAsync());")]
    [InlineData("var t = GetAsync(); if (DateTime.Now.Year > 3) await t; Use(t.[|Result|]);")]
    [InlineData("var t = GetAsync(); await t; t = GetAsync(); Use(t.[|Result|]);")]
    [InlineData("var t = GetAsync(); if (!t.IsCompleted) t.[|Wait|](); await t;")]
    [InlineData("var t = GetAsync(); await Task.WhenAny(t, Task.Delay(5)); Use(t.[|Result|]);")]
    [InlineData("var t = GetAsync(); Use(SpinWait.SpinUntil(() => !t.IsCompleted, 1000)); Use(t.[|Result|]); await t;")]
    [InlineData("var t = GetAsync(); _ = Task.Run(async () => await t); Use(t.[|Result|]); await t;")]
    [InlineData("var t = GetAsync(); CancellationToken.None.Register(() => Use(t)); Use(t.[|Result|]); await t;")]
    [InlineData("Task<int> Local() => GetAsync(); Use(Local().[|Result|]); await Task.Yield();")]
    [InlineData("await Task.Run(async () => { await Task.Yield(); GetAsync().[|Wait|](); });")]
    [InlineData("var t = GetAsync(); Use(t.[|Result|] + t.Result); await t;")]
    [InlineData("object? o = null; o?.ToString()?.GetAsync().[|Wait|](); o?.ToString()?.GetAsync().[|Wait|](); await Task.Yield();")]
    public Task Reports_on_paths_where_it_is_not(string body) =>
        Verify.ReportsAsync(Usings + FrameworkCode.Frameworks[2].Class(Members, body).Replace("public void Works", "public async Task Works")
            + Batch + "public static class Extensions { public static Task<int> GetAsync(this string s) => Task.Run(() => s.Length); }", Library.NUnit);

    [Theory, MemberData(nameof(Frameworks))]
    public Task Reports_each_form_in_a_test(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class(
            Members,
            """
            Use(GetAsync().[|Result|]);
            GetAsync().[|Wait|]();
            GetAsync().[|Wait|](-1);
            GetAsync().[|Wait|](CancellationToken.None);
            Use(GetAsync().GetAwaiter().[|GetResult|]());
            Use(GetAsync().ConfigureAwait(false).GetAwaiter().[|GetResult|]());
            Use(GetValueAsync().[|Result|]);
            Use(GetValueAsync().AsTask().[|Result|]);
            Use(GetValueAsync().GetAwaiter().[|GetResult|]());
            Task.[|WaitAll|](GetAsync(), GetAsync());
            Task.[|WaitAny|](GetAsync(), GetAsync());
            Use(GetAsync()?.[|Result|] ?? 0);
            """),
        framework.Library);

    [Theory, MemberData(nameof(Frameworks))]
    public Task Teardown_that_cannot_await_is_silent_and_one_that_can_is_not(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class(
            Members + $$"""

                {{framework.SetUp}}
                {
                    GetAsync().{{(framework.Library is Library.XunitV2 or Library.XunitV3 ? "Wait" : "[|Wait|]")}}();
                }

                {{framework.Teardown}}
                {
                    GetAsync().{{(framework.Library is Library.XunitV2 or Library.XunitV3 ? "Wait" : "[|Wait|]")}}();
                }
            """,
            baseList: framework.TeardownBase),
        framework.Library);

    [Theory]
    [InlineData(Library.XunitV2, "Task", "Task")]
    [InlineData(Library.XunitV3, "ValueTask", "ValueTask")]
    public Task Async_lifetime_can_await(Library library, string setUp, string teardown) => Verify.ReportsAsync(
        $$"""
        using System.Threading.Tasks;
        using Xunit;

        public class Tests : IAsyncLifetime
        {
            public {{setUp}} InitializeAsync()
            {
                GetAsync().[|Wait|]();
                return default!;
            }

            public {{teardown}} DisposeAsync() => new(GetAsync().[|Result|] == 1 ? null! : null!);

            [Fact]
            public void Works() { }

            private static Task<int> GetAsync() => Task.Run(() => 1);
        }
        """.Replace("new(GetAsync().[|Result|] == 1 ? null! : null!)", library == Library.XunitV2 ? "GetAsync().[|Result|] == 1 ? null! : null!" : "new(GetAsync().[|Result|] == 1 ? null! : (Task)null!)"),
        library);

    [Fact]
    public Task Left_to_xunit_where_its_analyzer_runs() => Verify.ReportsAsync(
        Usings + FrameworkCode.Frameworks[0].Class(
            Members + """

                private static int Helper() => GetAsync().[|Result|];
            """,
            """
            Use(GetAsync().Result);
            GetAsync().Wait();
            Use(Helper());
            Use(GetAsync()?.[|Result|] ?? 0);
            int Local() => GetAsync().[|Result|];
            Use(Local());
            """),
        ["build_property.AitbcHasXunitAnalyzers = true"],
        Library.XunitV2);

    [Fact]
    public Task Only_helpers_that_tests_alone_call() => Verify.ReportsAsync(
        Usings + FrameworkCode.Frameworks[3].Class(
            Members + """

                private readonly int _value = OfInitializer();
                private static int OfTest() => GetAsync().[|Result|];
                private static int OfHelper() => GetAsync().[|Result|];
                private static int Middle() => OfHelper();
                private static int OfInitializer() => GetAsync().Result;
                private static int Handed() => GetAsync().Result;
                private static int Both() => GetAsync().Result;
                private static int Unused() => GetAsync().Result;
                private static int Out(out int x) => x = GetAsync().Result;
                private static IEnumerable<int> Each() { yield return GetAsync().Result; }
                private static int Recursive(int n) => n == 0 ? GetAsync().[|Result|] : Recursive(n - 1);
                public int Public() => GetAsync().Result;
                private int Property => GetAsync().Result;
                private int ViaProperty => Both();
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                private static int Alone() => GetAsync().Result;
            """,
            """
            Use(OfTest() + Middle() + Both() + Out(out _) + Alone() + Recursive(3));
            Use(Each());
            Use(new Func<int>(Handed));
            """),
        Library.MSTest);

    [Fact]
    public Task Silent_where_an_interface_or_base_is_synchronous() => Verify.ReportsAsync(
        Usings + """
        using NUnit.Framework;

        public interface IClient { int Get(); Task<int> GetAsync(); }

        public abstract class Base
        {
            [SetUp] public abstract void SetUp();
        }

        public class Tests : Base, IDisposable
        {
            public Tests() => Task.Run(() => { }).Wait();
            ~Tests() => Task.Run(() => { }).Wait();
            public override void SetUp() => Task.Run(() => { }).Wait();
            public void Dispose() => Task.Run(() => { }).Wait();
            public static implicit operator int(Tests t) => Task.Run(() => 1).Result;
            public event Action E { add => Task.Run(() => { }).Wait(); remove { } }
            [Test] public void Works() => new Client();

            private sealed class Client : IClient
            {
                public int Get() => GetAsync().Result;
                public Task<int> GetAsync() => Task.FromResult(Task.Run(() => 1).[|Result|]);
            }
        }
        """,
        Library.NUnit);

    [Fact]
    public Task Silent_on_a_thread_of_its_own() => Verify.ReportsAsync(
        Usings + """
        using NUnit.Framework;

        [Apartment(ApartmentState.STA)]
        public class WindowTests
        {
            [Test] public void Works() => Task.Run(() => { }).Wait();
        }
        """,
        Library.NUnit);

    [Fact]
    public Task Silent_on_awaitables_and_tasks_of_the_users_own() => Verify.ReportsAsync(
        """
        using System;
        using System.Runtime.CompilerServices;
        using NUnit.Framework;

        public class Task { public void Wait() { } public int Result => 1; public static void WaitAll(params Task[] tasks) { } }
        public class Awaitable { public Awaiter GetAwaiter() => default; }
        public struct Awaiter : INotifyCompletion { public bool IsCompleted => true; public int GetResult() => 1; public void OnCompleted(Action a) { } }

        public class Tests
        {
            [Test]
            public void Works()
            {
                new Task().Wait();
                var x = new Task().Result + new Awaitable().GetAwaiter().GetResult();
                Task.WaitAll(new Task());
            }
        }
        """,
        Library.NUnit);

    [Fact]
    public Task Silent_outside_tests() => Verify.ReportsAsync(
        Usings + """
        public class Service
        {
            public async Task<int> RunAsync() { await Task.Yield(); return Task.Run(() => 1).Result; }
        }
        """,
        Library.NUnit);

    [Fact]
    public Task Odd_and_half_typed_places_make_no_trouble()
    {
        var test = Verify.Create(
            Usings + """
            using NUnit.Framework;

            [My(async () => Task.Run(() => 1).Result)]
            public class Tests(Func<Task<int>> get) : Base(async () => Task.Run(() => 1).[|Result|])
            {
                private readonly Func<Task<int>> _get = async () => get().[|Result|];
                private int Property { get; } = Task.Run(() => 1).Result;
                [Test] public void Works(Func<Task<int>> f = async () => Task.Run(() => 1).[|Result|]) => Task.Run(() => 1).[|Result|];
                [Test] public void Calls() => Helper(new Unknown(), Missing());
                private static int Helper(Unknown u, int n) => Task.Run(() => n).[|Result|];
                private static int Helper(Unknown u, string n) => Task.Run(() => n).[|Result|].Length;
                [Test] public void Half() { Task.Run(() => 1).[|Wait|]( }
                [Test] public void Nothing() { Missing().Result; Task.Run(() => 1).Resul
            }

            public class Base(Func<Task<int>> get) { public Func<Task<int>> Get => get; }
            public class MyAttribute(object o) : Attribute { public object O => o; }
            """,
            [],
            Library.NUnit);
        test.CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None;
        return test.RunAsync();
    }

    [Fact]
    public Task Top_level_statements_and_records_are_no_tests()
    {
        var test = Verify.Create("using System.Threading.Tasks; Task.Run(() => 1).Wait(); record R { int X => Task.Run(() => 1).Result; }", [], Library.NUnit);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync();
    }
}
