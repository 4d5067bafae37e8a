using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.LockOrderAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

/// <summary>
/// A deadlock that happened: the timer queue of Rx 3.0 (https://github.com/dotnet/reactive/issues/400) moved due work
/// into a scheduler's own queue while it held the gate of all schedulers, and a change of the system clock took the two
/// gates the other way round. Reduced to its locks; what the analyzer reads is what runs here.
/// </summary>
public class LockOrderDeadlockTests
{
    /// <summary>The hook between the locks only makes sure that both threads get that far, as they do under load.</summary>
    private const string Rx = """
        using System;
        using System.Collections.Generic;

        public sealed class LocalScheduler
        {
            private static readonly object s_gate = new();
            private static readonly Queue<LocalScheduler> s_longTerm = new();

            private readonly object _gate = new();
            private int _shortTerm;

            public static Action BetweenLocks { get; set; } = static () => { };

            public static void Enqueue(LocalScheduler scheduler)
            {
                lock (s_gate)
                    s_longTerm.Enqueue(scheduler);
            }

            public static void EvaluateLongTermQueue()
            {
                lock (s_gate)
                {
                    while (s_longTerm.Count > 0)
                    {
                        var next = s_longTerm.Dequeue();
                        BetweenLocks();
                        next.ScheduleShortTermWork();
                    }
                }
            }

            private void ScheduleShortTermWork()
            {
                lock (_gate)
                    _shortTerm++;
            }

            public void SystemClockChanged()
            {
                lock (FIRST)
                {
                    BetweenLocks();
                    lock (SECOND)
                    {
                        for (; _shortTerm > 0; _shortTerm--)
                            s_longTerm.Enqueue(this);
                    }
                }
            }
        }
        """;

    private static string Flawed(string second) => Rx.Replace("FIRST", "_gate").Replace("SECOND", second);

    /// <summary>The order in which Rx takes them since.</summary>
    private static string Mended => Rx.Replace("FIRST", "s_gate").Replace("SECOND", "_gate");

    [Fact]
    public Task Is_reported() => Verify.ReportsAsync(Flawed("[|s_gate|]"));

    [Fact]
    public Task Mended_is_silent() => Verify.ReportsAsync(Mended);

    [Fact]
    public void Does_block_both_threads_for_ever() => Assert.Equal((false, false), Run(Flawed("s_gate"), TimeSpan.FromMinutes(1)));

    [Fact]
    public void Mended_ends() => Assert.Equal((true, true), Run(Mended, TimeSpan.FromMilliseconds(100)));

    /// <summary>
    /// Runs the two on a thread each and tells which one ended. Between its locks each waits for the other to come as
    /// far; where the code is right the other never does.
    /// </summary>
    private static (bool Evaluate, bool Change) Run(string source, TimeSpan betweenLocks)
    {
        var scheduler = Compile(source).GetType("LocalScheduler")!;
        var instance = Activator.CreateInstance(scheduler)!;
        scheduler.GetMethod("Enqueue")!.Invoke(null, [instance]);
        var bothInside = new CountdownEvent(2);
        scheduler.GetProperty("BetweenLocks")!.SetValue(null, () =>
        {
            if (!bothInside.IsSet)
                bothInside.Signal();
            bothInside.Wait(betweenLocks);
        });

        var evaluate = Start(() => scheduler.GetMethod("EvaluateLongTermQueue")!.Invoke(null, null));
        var change = Start(() => scheduler.GetMethod("SystemClockChanged")!.Invoke(instance, null));
        var patience = bothInside.Wait(betweenLocks) ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1);
        return (evaluate.Join(patience), change.Join(patience));
    }

    /// <summary>A deadlocked thread stays behind; as a background thread it does not keep the test run alive.</summary>
    private static Thread Start(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static Assembly Compile(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Deadlock" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(source)],
            References.Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(image.ToArray());
    }
}
