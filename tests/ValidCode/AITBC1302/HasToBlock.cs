// frameworks: NUnit
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

/// <summary>Behind an await the thread, the frame or the span would be another one.</summary>
public class HasToBlockTests
{
    [Test]
    public void Continues_on_a_thread_of_its_own()
    {
        var worker = Task.Run(() => Environment.CurrentManagedThreadId);

        var there = worker.GetAwaiter().GetResult();

        Assert.That(there, Is.Not.EqualTo(Environment.CurrentManagedThreadId));
    }

    [Test]
    public void Lets_go_of_what_nobody_uses()
    {
        var started = new TaskCompletionSource();
        Task.Run(() => started.SetResult());
        Task.WaitAny(started.Task, Task.Delay(1000));

        ForceGC();
    }

    [Test]
    public void Writes_in_pieces()
    {
        Span<byte> rest = new byte[64];
        using var stream = new MemoryStream();
        while (rest.Length > 0)
        {
            stream.Write(rest[..8]);
            stream.FlushAsync().GetAwaiter().GetResult();
            rest = rest[8..];
        }

        Assert.That(stream.Length, Is.EqualTo(64));
    }

    [Test]
    public void Holds_the_lock_meanwhile()
    {
        lock (this)
        {
            Task.Run(() => Thread.Yield()).Wait();
        }
    }

    private static void ForceGC() => GC.Collect(2, GCCollectionMode.Forced, blocking: true);
}
