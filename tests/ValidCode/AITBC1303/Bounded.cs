// frameworks: NUnit
using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using NUnit.Framework;

namespace ValidCode.Bounded;

/// <summary>Makes sources that give up when the test has had its time.</summary>
public abstract class Harness
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));

    protected TaskCompletionSource<T> Expect<T>()
    {
        var expected = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _limit.Token.Register(() => expected.TrySetCanceled());
        return expected;
    }

    [OneTimeTearDown]
    public void End() => _limit.Dispose();
}

public class Tests : Harness
{
    [Test]
    public async Task Source_of_a_harness()
    {
        var answer = Expect<int>();
        ThreadPool.QueueUserWorkItem(_ => answer.TrySetResult(7));
        Assert.That(await answer.Task, Is.EqualTo(7));
    }

    [Test]
    public async Task Source_that_a_token_ends()
    {
        using var limit = new CancellationTokenSource(1000);
        var answer = new TaskCompletionSource<int>();
        await using var ended = limit.Token.Register(() => answer.TrySetException(new TimeoutException()));
        ThreadPool.QueueUserWorkItem(_ => answer.TrySetResult(7));
        Assert.That(await answer.Task, Is.EqualTo(7));
    }

    [Test]
    public async Task Race_against_a_delay()
    {
        var answer = new TaskCompletionSource<int>();
        ThreadPool.QueueUserWorkItem(_ => answer.TrySetResult(7));
        Assert.That(await Task.WhenAny(answer.Task, Task.Delay(1000)), Is.SameAs(answer.Task));
        Assert.That(await answer.Task, Is.EqualTo(7));
    }

    [Test]
    public void Loop_that_is_over()
    {
        var seen = new ConcurrentBag<int>();
        var loop = Parallel.For(0, 100, seen.Add);
        SpinWait.SpinUntil(() => loop.IsCompleted);
        Assert.That(seen, Has.Count.EqualTo(100));
    }

    [Test]
    public async Task Pipe_whose_client_is_there()
    {
        using var server = new NamedPipeServerStream(Guid.NewGuid().ToString("n"));
        using var client = new NamedPipeClientStream(".", "other");
        var connected = server.WaitForConnectionAsync();
        await client.ConnectAsync(1000);
        await connected;
    }

    [Test]
    public async Task What_is_written_before_it_is_read()
    {
        var channel = Channel.CreateUnbounded<int>();
        Assert.That(channel.Writer.TryWrite(1));
        Assert.That(await channel.Reader.ReadAsync(), Is.EqualTo(1));
        channel.Writer.Complete();
        await channel.Reader.Completion;
    }

    [Test]
    public void Killed_process()
    {
        using var process = Process.Start("sleep", "600");
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    [Test]
    public async Task Gate_of_a_service()
    {
        using var gate = new SemaphoreSlim(1, 1);
        await gate.WaitAsync();
        try
        {
            Assert.That(gate.CurrentCount, Is.Zero);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The worker waits, the test does not: it lets it go.</summary>
    [Test]
    public async Task Worker_that_is_held_back()
    {
        using var go = new ManualResetEventSlim();
        var worker = Task.Run(() => go.Wait());
        Assert.That(worker.IsCompleted, Is.False);
        go.Set();
        await worker.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
