using Aitbc.Analyzers.CiTimeouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.SleepingTestAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public class SleepingTestTests
{
    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    private static string InTest(string body, string name = "Works", string members = "") => $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using NUnit.Framework;
        #pragma warning disable CS0162, CS8602, CS0219

        public class Node
        {
            public event Action<int>? Found;
            public bool IsSynced { get; set; }
            public int Height { get; set; }
            public List<string> Peers { get; } = [];
            public Exception? Error { get; set; }
            public DateTime LastSeen { get; set; }
            public TimeSpan Patience { get; set; }
            public Task Ready => Task.CompletedTask;
            public void Start() => Found?.Invoke(1);
            public void Start(Action<int> found) => found(1);
            public void Start(TimeSpan later, Action found) => found();
            public Task StartAsync() => Task.CompletedTask;
            public Task StopAsync() => Task.CompletedTask;
            public string? GetBlock(int height) => null;
            public Task<string?> GetBlockAsync(int height, CancellationToken token = default) => Task.FromResult<string?>(null);
            public bool TrySend(string text) => true;
            public bool WaitForBlock() => true;
            public void Log(string text) { }
            public int Born { get; } = 1;
            public Node Next => new();
            public (string? Head, int Height) GetState() => (null, 0);
            public readonly string Name = "n";
            public System.IO.Stream GetStream() => System.IO.Stream.Null;
            public List<string> Find(Query query) => [];
        }

        public class Query
        {
            public int Size { get; set; }
            public Query Limit(int size) { Size = size; return this; }
        }

        public class Tests
        {
            private readonly Node node = new();
            private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
            private const int Shared = 300;
            private static readonly TimeSpan Timeout_ = TimeSpan.FromSeconds(1);
            private int found;
            {{members}}

            [Test]
            public async Task {{name}}()
            {
                await Task.CompletedTask;
                var seen = false;
                var count = 0;
                var heights = new List<int>();
                string? hash = null;
                var signal = new TaskCompletionSource();
                node.Found += height => { seen = true; count++; heights.Add(height); hash = "x"; };
                {{body}}
            }
        }
        """;

    [Theory]
    // It says that something has not come about, or is as it was.
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(seen, Is.False);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(!seen);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(count, Is.EqualTo(0));")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(count, Is.Zero);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(hash, Is.Null);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(heights, Is.Empty);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(heights, Does.Not.Contain(1));")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(count, Is.LessThan(2));")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(count, Is.Not.EqualTo(2));")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(count <= 2);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(node.GetBlock(1), Is.Null);")]
    [InlineData("node.Start(); Assert.That(count, Is.EqualTo(1)); Thread.Sleep(100); Assert.That(count, Is.EqualTo(1));")]
    [InlineData("node.Start(); Assert.That(node.IsSynced); Thread.Sleep(100); Assert.That(node.IsSynced);")]
    [InlineData("node.Start(); var before = node.Height; Thread.Sleep(100); Assert.That(node.Height, Is.EqualTo(before));")]
    // A second one is given the time to come, after the first was waited for.
    [InlineData("node.Start(); node.WaitForBlock(); Thread.Sleep(100); Assert.That(count, Is.EqualTo(1));")]
    [InlineData("node.Start(); await signal.Task; Thread.Sleep(100); Assert.That(heights.Count, Is.EqualTo(1));")]
    [InlineData("node.Start(); await node.Ready; await Task.Delay(100); Assert.That(node.Height, Is.EqualTo(1));")]
    [InlineData("node.Start(); SpinWait.SpinUntil(() => seen, 1000); Thread.Sleep(100); Assert.That(seen);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(count >= 1); Assert.That(count <= 2);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(node.Height, Is.EqualTo(1)); Assert.That(node.Error, Is.Null);")]
    // Time itself is tested.
    [InlineData("var clock = Stopwatch.StartNew(); node.Start(); Thread.Sleep(100); Assert.That(seen); Assert.That(clock.Elapsed > Pause);")]
    [InlineData("node.Start(Pause * 2, () => found = 1); Thread.Sleep(500); Assert.That(found, Is.EqualTo(1));")]
    [InlineData("node.Patience = TimeSpan.FromSeconds(1); node.Start(); Thread.Sleep(1500); Assert.That(node.IsSynced);")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(node.LastSeen, Is.GreaterThan(DateTime.Today));")]
    [InlineData("var interval = 50; node.Start(); Thread.Sleep(500); Assert.That(seen);")]
    [InlineData("var length = 50; node.Log($\"{length}\"); node.Start(); Thread.Sleep(length); Assert.That(seen);")]
    [InlineData("var reference = new WeakReference(node); Thread.Sleep(500); Assert.That(node.IsSynced);")]
    // Slow work, a race, a loop that looks again.
    [InlineData("node.Start(_ => { Thread.Sleep(100); Assert.That(seen); });")]
    [InlineData("await Task.WhenAny(signal.Task, Task.Delay(100)); Assert.That(seen);")]
    [InlineData("while (!seen) { Thread.Sleep(100); Assert.That(node.IsSynced); }")]
    [InlineData("for (var i = 0; i < 10; i++) { Thread.Sleep(100); Assert.That(node.IsSynced); if (seen) break; }")]
    [InlineData("for (var i = 0; i < 10; i++) { try { Thread.Sleep(100); Assert.That(node.IsSynced); } catch (AssertionException) { } }")]
    // Something is done in between, and that is what is asserted.
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(node.TrySend(\"x\"));")]
    [InlineData("node.Start(); Thread.Sleep(100); var sent = node.TrySend(\"x\"); Assert.That(sent);")]
    [InlineData("node.Start(); Thread.Sleep(100); node.Start(); Assert.That(node.IsSynced);")]
    [InlineData("node.Start(); Thread.Sleep(100); await node.StartAsync(); Assert.That(seen);")]
    // No pause, or none that is written down.
    [InlineData("node.Start(); Thread.Sleep(0); Assert.That(seen);")]
    [InlineData("node.Start(); await Task.Yield(); Assert.That(seen);")]
    [InlineData("node.Start(); _ = Task.Delay(100); Assert.That(seen);")]
    [InlineData("node.Start(); Thread.Sleep(new Random().Next(100)); Assert.That(seen);")]
    [InlineData("node.Start(); Task.Delay(100).Wait(); Assert.That(seen);")]
    [InlineData("node.Start(); var delay = Task.Delay(100); await delay; Assert.That(seen);")]
    // Nothing is asserted, or nothing that changes.
    [InlineData("node.Start(); Thread.Sleep(100);")]
    [InlineData("node.Start(); var copy = node.Height; Thread.Sleep(100); Assert.That(copy, Is.EqualTo(1));")]
    [InlineData("var name = \"a\" + node; Thread.Sleep(100); Assert.That(name.Length, Is.EqualTo(1));")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(node.Born, Is.EqualTo(1));")]
    [InlineData("node.Start(); Thread.Sleep(100); var name = node.Name; Assert.That(name, Is.EqualTo(\"n\"));")]
    [InlineData("node.Start(); Thread.Sleep(100); var query = new Query().Limit(2); Assert.That(query.Size, Is.EqualTo(2));")]
    [InlineData("node.Start(); Thread.Sleep(100); foreach (var peer in node.Peers) { Assert.That(peer, Is.Empty); }")]
    [InlineData("node.Start(); Thread.Sleep(100); foreach (var peer in node.Peers) { node.Log(peer); node.Start(); Assert.That(peer, Is.Not.Empty); }")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.That(() => node.Height, Is.EqualTo(1).After(1000, 10));")]
    [InlineData("node.Start(); Thread.Sleep(100); Assert.Throws<Exception>(() => node.Start());")]
    public Task Silent_where_the_sleep_may_be_right(string body) => Verify.ReportsAsync(InTest(body), Library.NUnit);

    [Theory]
    [InlineData("Message_expires", "node.Start(); Thread.Sleep(100); Assert.That(node.IsSynced);")]
    [InlineData("Calls_are_throttled", "node.Start(); Thread.Sleep(100); Assert.That(seen);")]
    [InlineData("Does_not_forget", "node.Start(); Thread.Sleep(100); Assert.That(node.IsSynced);")]
    [InlineData("StaysConnected", "node.Start(); Thread.Sleep(100); Assert.That(node.IsSynced);")]
    [InlineData("Announces_only_once", "node.Start(); Thread.Sleep(100); Assert.That(count, Is.EqualTo(1));")]
    public Task Silent_where_the_name_says_that_time_or_rest_is_tested(string name, string body) => Verify.ReportsAsync(InTest(body, name), Library.NUnit);

    [Theory]
    // What a handler writes.
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; Assert.That(seen);", "seen")]
    [InlineData("node.Start(); await {|#0:Task.Delay(100)|}; Assert.That(seen, Is.True);", "seen")]
    [InlineData("node.Start(); await {|#0:Task.Delay(100)|}.ConfigureAwait(false); Assert.That(seen, Is.EqualTo(true));", "seen")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(TimeSpan.FromSeconds(1))|}; Assert.That(count, Is.EqualTo(1));", "count")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(millisecondsTimeout: 2 * 100)|}; Assert.That(count, Is.GreaterThan(0));", "count")]
    [InlineData("node.Start(); await {|#0:Task.Delay(Pause)|}; Assert.That(count >= 1);", "count >= 1")]
    [InlineData("node.Start(); await {|#0:Task.Delay(Shared)|}; Assert.That(hash, Is.Not.Null);", "hash")]
    [InlineData("await Task.Delay(Timeout_); node.Start(); await {|#0:Task.Delay(Timeout_)|}; Assert.That(seen);", "seen")]
    [InlineData("const int Time = 100; node.Start(); await {|#0:Task.Delay(Time)|}; Assert.That(hash != null);", "hash != null")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; Assert.That(heights, Has.Count.EqualTo(2));", "heights")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; Assert.That(heights, Does.Contain(2));", "heights")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; Assert.That(heights.Any(h => h > 1));", "heights.Any(h => h > 1)")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; Assert.That(new[] { 1 }.SequenceEqual(heights));", "new[] { 1 }.SequenceEqual(heights)")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; var last = heights.Last(); Console.WriteLine(last); Assert.That(last, Is.EqualTo(3));", "last")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; lock (heights) { Assert.That(heights.Count, Is.EqualTo(1)); }", "heights.Count")]
    [InlineData("node.Start(); {|#0:Thread.Sleep(100)|}; await node.StopAsync(); Assert.That(seen);", "seen")]
    [InlineData("try { node.Start(); {|#0:Thread.Sleep(100)|}; } finally { await node.StopAsync(); } Assert.That(seen);", "seen")]
    [InlineData("node.Start(h => found = h); {|#0:Thread.Sleep(100)|}; Assert.That(found, Is.EqualTo(1));", "found")]
    [InlineData("node.Start(); Assert.That(count, Is.EqualTo(1)); node.Start(); {|#0:Thread.Sleep(100)|}; Assert.That(count, Is.EqualTo(2));", "count")]
    [InlineData("Thread.Sleep(100); node.Start(); {|#0:Thread.Sleep(100)|}; Assert.That(seen); Assert.That(hash, Is.Null);", "seen")]
    // What lives on its own.
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; Assert.That(node.IsSynced);", "node.IsSynced")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; Assert.That(node.Peers, Is.Not.Empty);", "node.Peers")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; Assert.That(await node.GetBlockAsync(1), Is.EqualTo(\"a\"));", "await node.GetBlockAsync(1)")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; var block = node.GetBlock(1); Assert.That(block, Is.Not.Null);", "block")]
    [InlineData("var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(9)); await node.StartAsync(); {|#0:Thread.Sleep(100)|}; var block = await node.GetBlockAsync(1, cancel.Token); Assert.That(block, Is.Not.Null);", "block")]
    [InlineData("var work = Task.Run(node.Start); {|#0:Thread.Sleep(100)|}; Assert.That(work.IsCompleted);", "work.IsCompleted")]
    [InlineData("for (var i = 0; i < 3; i++) { await node.StartAsync(); {|#0:Thread.Sleep(100)|}; Assert.That(node.Height > 3); }", "node.Height > 3")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; using var stream = node.GetStream(); Assert.That(stream.Length, Is.EqualTo(1));", "stream.Length")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; Assert.That(node.Find(new Query().Limit(1)), Is.Not.Empty);", "node.Find(new Query().Limit(1))")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; foreach (var peer in node.Peers) { Assert.That(peer, Is.EqualTo(\"a\")); }", "peer")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; foreach (var peer in node.Peers) Assert.That(peer, Does.StartWith(\"a\"));", "peer")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; Assert.That(node.Next.Born, Is.EqualTo(1));", "node.Next.Born")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; var (head, _) = node.GetState(); Assert.That(head, Is.Not.Null);", "head")]
    [InlineData("await node.StartAsync(); {|#0:Thread.Sleep(100)|}; if (node.Height > 1) { Assert.That(node.IsSynced); }", "node.IsSynced")]
    public Task Reports_a_sleep_before_an_assertion(string body, string state)
    {
        var test = Verify.Create(InTest(body), [], Library.NUnit);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(SleepingTestAnalyzer.Id, DiagnosticSeverity.Info).WithLocation(0).WithArguments($"'{state}'"));
        return test.RunAsync();
    }

    [Theory, MemberData(nameof(Frameworks))]
    public Task Reports_in_helpers_that_tests_wait_for(FrameworkCode framework) => Verify.ReportsAsync(
        $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        {{framework.Usings}}
        {{framework.TestClass}}
        public class Tests
        {
            private static event Action? Rang;

            {{framework.Test}}
            public async Task Works() => await Rings();

            private async Task Rings()
            {
                var seen = false;
                Rang += () => seen = true;
                Rang();
                await [|Task.Delay(100)|];
                {{framework.AssertSeen}}
            }

            private async Task Unused()
            {
                var seen = false;
                Rang += () => seen = true;
                await Task.Delay(100);
                {{framework.AssertSeen}}
            }
        }
        """,
        framework.Library);

    [Fact]
    public Task Reports_what_a_handler_of_the_set_up_writes() => Verify.ReportsAsync(
        """
        using System;
        using System.Threading;
        using Xunit;
        public class Tests
        {
            private event Action? Rang;
            private int rings;

            public Tests() => Rang += () => rings++;

            [Fact]
            public void Rings()
            {
                Rang?.Invoke();
                [|Thread.Sleep(100)|];
                Assert.Equal(1, rings);
            }
        }
        """,
        Library.XunitV2);

    [Theory]
    [InlineData("Assert.True(node.Count > 0)")]
    [InlineData("Assert.Equal(1, node.Count)")]
    [InlineData("Assert.NotEmpty(node)")]
    [InlineData("Assert.Single(node)")]
    [InlineData("Assert.Contains(3, node)")]
    public Task Reports_assertions_of_xunit(string assertion) => Verify.ReportsAsync(Xunit("[|Thread.Sleep(100)|]", assertion), Library.XunitV3);

    [Theory]
    [InlineData("Assert.False(node.Count > 0)")]
    [InlineData("Assert.Equal(0, node.Count)")]
    [InlineData("Assert.NotEqual(1, node.Count)")]
    [InlineData("Assert.Empty(node)")]
    [InlineData("Assert.DoesNotContain(3, node)")]
    [InlineData("Assert.All(node, n => Assert.Equal(1, n))")]
    public Task Silent_where_an_assertion_of_xunit_says_that_nothing_came(string assertion) =>
        Verify.ReportsAsync(Xunit("Thread.Sleep(100)", assertion), Library.XunitV3);

    [Theory]
    [InlineData("Assert.IsNotNull(node)", "[|Thread.Sleep(100)|]")]
    [InlineData("Assert.AreEqual(1, node.Count)", "[|Thread.Sleep(100)|]")]
    [InlineData("CollectionAssert.Contains(node, 3)", "[|Thread.Sleep(100)|]")]
    [InlineData("Assert.IsNull(node)", "Thread.Sleep(100)")]
    [InlineData("Assert.AreEqual(0, node.Count)", "Thread.Sleep(100)")]
    [InlineData("CollectionAssert.DoesNotContain(node, 3)", "Thread.Sleep(100)")]
    public Task Knows_the_assertions_of_MSTest(string assertion, string sleep) => Verify.ReportsAsync(
        Xunit(sleep, assertion)
            .Replace("using Xunit;", "using Microsoft.VisualStudio.TestTools.UnitTesting;")
            .Replace("[Fact]", "[TestMethod]")
            .Replace("public class Tests", "[TestClass] public class Tests"),
        Library.MSTest);

    private static string Xunit(string sleep, string assertion) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using Xunit;
        public class Tests
        {
            private static event Action? Rang;

            [Fact]
            public void Rings()
            {
                List<int>? node = null;
                Rang += () => { node = []; node.Add(3); };
                Rang();
                {{sleep}};
                {{assertion}};
            }
        }
        """;

    [Fact]
    public Task Silent_outside_tests() => Verify.ReportsAsync(
        """
        using System.Threading;
        using NUnit.Framework;
        public class Service
        {
            public bool IsReady { get; set; }
            public void Run(Service other)
            {
                Thread.Sleep(100);
                Assert.That(other.IsReady);
            }
        }
        """,
        Library.NUnit);
}
