using Aitbc.Analyzers.CiTimeouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.LockOrderAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public class LockOrderTests
{
    private static Task InClassAsync(string members) => Verify.ReportsAsync($$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        public class Node
        {
            private static readonly object s_all = new();
            private readonly object _peers = new();
            private readonly object _chain = new();
            private readonly object _gate = new();
            private readonly SemaphoreSlim _one = new(1, 1);
            private readonly SemaphoreSlim _many = new(4);
            private readonly Lock _new = new();
            private object _changing = new();
            private Node? _other;
            protected void Use() => _other = new Node();

            {{members}}
        }
        """);

    [Theory]
    [InlineData("void A() { lock (_peers) { lock (_chain) Use(); } } void B() { lock (_peers) { lock (_chain) Use(); } }")]
    [InlineData("void A() { lock (_peers) { lock (_chain) Use(); } } void B() { lock (_chain) Use(); lock (_peers) Use(); }")]
    [InlineData("void A() { _new.Enter(); _new.Exit(); lock (_chain) Use(); } void B() { lock (_chain) lock (_new) Use(); }")]
    [InlineData("void A() { if (_new.TryEnter()) { lock (_chain) Use(); _new.Exit(); } } void B() { lock (_chain) lock (_new) Use(); }")]
    [InlineData("void A() { lock (_gate) lock (_peers) lock (_chain) Use(); } void B() { lock (_gate) lock (_chain) lock (_peers) Use(); }")]
    [InlineData("void A() { lock (_gate) lock (_peers) C(); } void C() { lock (_chain) Use(); } void B() { lock (_gate) lock (_chain) lock (_peers) Use(); }")]
    [InlineData("void A(object x) { lock (x) lock (_peers) lock (_chain) Use(); } void B(object x) { lock (x) lock (_chain) lock (_peers) Use(); }")]
    [InlineData("void A() { lock (_peers) lock (_chain) lock (_peers) Use(); } void B() { lock (_peers) lock (_chain) Use(); }")]
    [InlineData("void A() { lock (_peers) lock (_chain) B(); } void B() { lock (_peers) Use(); }")]
    [InlineData("void A(Node n) { lock (_peers) lock (n._chain) Use(); } void B(Node n) { lock (n._chain) lock (_peers) Use(); }")]
    [InlineData("void A() { lock (_peers) { Task.Run(() => { lock (_chain) Use(); }); } } void B() { lock (_chain) lock (_peers) Use(); }")]
    [InlineData("void A() { lock (_peers) C(); } protected virtual void C() { lock (_chain) Use(); } void B() { lock (_chain) lock (_peers) Use(); }")]
    [InlineData("void A(Node n) { lock (_peers) n.C(); } void C() { lock (_chain) Use(); } void B() { lock (_chain) lock (_peers) Use(); }")]
    [InlineData("Node() { lock (_peers) lock (_chain) Use(); } void B() { lock (_chain) lock (_peers) Use(); }")]
    [InlineData("void A() { lock (_peers) { if (Monitor.TryEnter(_chain, 100)) Monitor.Exit(_chain); } } void B() { lock (_chain) lock (_peers) Use(); }")]
    [InlineData("void A() { Monitor.Enter(_peers); try { Use(); } finally { Monitor.Exit(_peers); } lock (_chain) Use(); } void B() { lock (_chain) lock (_peers) Use(); }")]
    [InlineData("async Task A() { await _many.WaitAsync(); lock (_peers) Use(); } void B() { lock (_peers) { _many.Wait(); } }")]
    [InlineData("async Task A() { if (await _one.WaitAsync(50)) lock (_peers) Use(); } void B() { lock (_peers) { _one.Wait(); } }")]
    [InlineData("void A() { lock (_peers) lock (_changing) { _changing = new(); } } void B() { lock (_changing) lock (_peers) Use(); }")]
    [InlineData("void A() { lock (_peers) { } } void B() { lock (new object()) lock (_peers) Use(); }")]
    [InlineData("void A() { Monitor.Enter(_peers); Monitor.Enter(_gate); Monitor.Exit(_peers); Monitor.Enter(_chain); Monitor.Exit(_gate); Monitor.Exit(_chain); } void B() { lock (_chain) lock (_peers) Use(); }")]
    [InlineData("Task? _t; void A() { lock (_peers) _t = LaterAsync(); } async Task LaterAsync() { await Task.Yield(); lock (_chain) Use(); } void B() { lock (_chain) lock (_peers) Use(); }")]
    public Task Silent_where_no_two_threads_can_wait_for_each_other(string members) => InClassAsync(members);

    [Theory]
    [InlineData("void A() { lock (_peers) lock (_chain) Use(); } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("void A() { lock (_peers) { lock (_chain) Use(); } lock (_chain) { lock ([|_peers|]) Use(); } }")]
    [InlineData("void A() { lock (this) lock (_chain) Use(); } void B() { lock (_chain) lock ([|this|]) Use(); }")]
    [InlineData("static void A() { lock (typeof(Node)) lock (s_all) { } } static void B() { lock (s_all) lock ([|typeof(Node)|]) { } }")]
    [InlineData("void A() { lock (_peers) C(); } void C() { lock (_chain) Use(); } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("void A() { lock (_peers) C(); } void C() { lock (_chain) Use(); } void B() { lock (_chain) [|D()|]; } void D() { lock (_peers) Use(); }")]
    [InlineData("void A() { lock (_peers) { Use(); } lock (_peers) L(); void L() { lock (_chain) Use(); } } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("int P { get { lock (_chain) return 1; } } int A() { lock (_peers) return P; } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("static void A(Node n) { lock (s_all) lock (n._chain) { } } void B() { lock (_chain) lock ([|s_all|]) Use(); }")]
    [InlineData("static void A(Node n) { lock (s_all) n.C(); } void C() { lock (_chain) Use(); } void B() { lock (_chain) lock ([|s_all|]) Use(); }")]
    [InlineData("void A() { Monitor.Enter(_peers); try { lock (_chain) Use(); } finally { Monitor.Exit(_peers); } } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("void A() { bool t = false; try { Monitor.Enter(_peers, ref t); lock (_chain) Use(); } finally { if (t) Monitor.Exit(_peers); } } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("void A() { using (_new.EnterScope()) lock (_chain) Use(); } void B() { lock (_chain) lock ([|_new|]) Use(); }")]
    [InlineData("void A() { _new.Enter(); try { lock (_chain) Use(); } finally { _new.Exit(); } } void B() { lock (_chain) lock ([|_new|]) Use(); }")]
    [InlineData("void A() { using var s = _new.EnterScope(); lock (_chain) Use(); } void B() { lock (_chain) lock ([|_new|]) Use(); }")]
    [InlineData("async Task A() { await _one.WaitAsync(); try { lock (_chain) Use(); } finally { _one.Release(); } } void B() { lock (_chain) { [|_one|].Wait(); _one.Release(); } }")]
    [InlineData("void A() { Task.Run(() => { lock (_peers) lock (_chain) Use(); }); } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("void A() { lock (_peers) lock (_gate) lock (_chain) Use(); } void B() { lock (_gate) lock ([|_peers|]) Use(); }")]
    [InlineData("object Root { get; } = new(); void A() { lock (Root) lock (_chain) Use(); } void B() { lock (_chain) lock ([|Root|]) Use(); }")]
    [InlineData("void A() { Monitor.Enter(_peers); Monitor.Enter(_gate); Monitor.Exit(_gate); Monitor.Enter(_chain); Monitor.Exit(_chain); Monitor.Exit(_peers); } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("Task? _t; void A() { lock (_peers) _t = AtOnceAsync(); } async Task AtOnceAsync() { lock (_chain) Use(); await Task.Yield(); } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("void A() { lock (_peers) LaterAsync().Wait(); } async Task LaterAsync() { await Task.Yield(); lock (_chain) Use(); } void B() { lock (_chain) lock ([|_peers|]) Use(); }")]
    [InlineData("async Task A() { await _one.WaitAsync(); try { await LaterAsync().ConfigureAwait(false); } finally { _one.Release(); } } async Task LaterAsync() { await Task.Yield(); lock (_chain) Use(); } void B() { lock (_chain) { [|_one|].Wait(); _one.Release(); } }")]
    public Task Reports_opposite_orders(string members) => InClassAsync(members);

    [Fact]
    public async Task Names_both_places_over_files()
    {
        var test = Verify.Create(
            """
            public partial class Node
            {
                private readonly object _peers = new();
                private readonly object _chain = new();
                void Import() { lock (_peers) lock (_chain) { } }
            }
            """,
            []);
        test.TestState.Sources.Add(("Node.Gossip.cs", """
            public partial class Node
            {
                void Gossip() { lock (_chain) { lock (_peers) { } } }
            }
            """));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(LockOrderAnalyzer.Id, DiagnosticSeverity.Info)
            .WithSpan("Node.Gossip.cs", 3, 43, 3, 49)
            .WithSpan("Node.Gossip.cs", 3, 27, 3, 33)
            .WithSpan("/0/Test0.cs", 5, 41, 5, 47)
            .WithSpan("/0/Test0.cs", 5, 27, 5, 33)
            .WithArguments("_peers", "_chain", "Node.Gossip", "Node.Import", "Test0.cs:5"));
        await test.RunAsync();
    }

    [Fact]
    public Task Silent_on_a_monitor_of_the_users_own() => Verify.ReportsAsync("""
        public static class Monitor { public static void Enter(object o) { } public static void Exit(object o) { } }
        public class Node
        {
            private readonly object _a = new(), _b = new();
            void A() { Monitor.Enter(_a); lock (_b) { } }
            void B() { lock (_b) lock (_a) { } }
        }
        """);
}
