// frameworks: NUnit
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace ValidCode.RightSleeps;

public sealed class Feed
{
    public event Action<string>? Received;

    public int Connections { get; private set; }

    public bool IsOpen { get; private set; }

    public void Open()
    {
        IsOpen = true;
        Connections++;
    }

    public void Push(string text) => ThreadPool.QueueUserWorkItem(_ => Received?.Invoke(text));

    public bool TryTake() => IsOpen;
}

public class FeedTests
{
    private readonly Feed feed = new();
    private readonly ConcurrentQueue<string> pushed = new();

    [SetUp]
    public void Listen() => feed.Received += pushed.Enqueue;

    /// <summary>The first push was waited for: the sleep gives a second one the time to come.</summary>
    [Test]
    public void Pushes_one()
    {
        using var first = new ManualResetEventSlim();
        var count = 0;
        feed.Received += _ =>
        {
            count++;
            first.Set();
        };
        feed.Push("a");
        Assert.That(first.Wait(10_000));
        Thread.Sleep(300);
        Assert.That(count, Is.EqualTo(1));
    }

    /// <summary>At least one, but no flood.</summary>
    [Test]
    public async Task Flood_is_held_back()
    {
        var count = 0;
        feed.Received += _ => Interlocked.Increment(ref count);
        for (var i = 0; i < 100; i++)
            feed.Push("a");
        await Task.Delay(500);
        var observed = Volatile.Read(ref count);
        Assert.That(observed >= 1);
        Assert.That(observed <= 100);
    }

    [Test]
    public void Open_feed_is_not_opened_again()
    {
        feed.Open();
        Thread.Sleep(200);
        Assert.That(feed.Connections, Is.EqualTo(1));
    }

    [Test]
    public void Feed_is_open_after_a_while()
    {
        feed.Open();
        Assert.That(feed.IsOpen);
        Thread.Sleep(200);
        Assert.That(feed.IsOpen);
    }

    /// <summary>The bucket fills by the clock; the call after the sleep is what is asserted.</summary>
    [Test]
    public void Bucket_fills()
    {
        Assert.That(feed.TryTake(), Is.False);
        Thread.Sleep(1200);
        Assert.That(feed.TryTake());
    }

    [Test]
    public void Entry_expires()
    {
        var cache = new Dictionary<string, DateTime> { ["a"] = DateTime.UtcNow.AddMilliseconds(50) };
        Thread.Sleep(100);
        Assert.That(cache["a"] < DateTime.UtcNow);
    }

    /// <summary>Looks at what the test itself has written; the sleep only makes two file times differ.</summary>
    [Test]
    public void Newer_file_wins()
    {
        var order = new List<string> { "old" };
        Thread.Sleep(20);
        order.Add("new");
        Assert.That(order, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Slow_work_is_awaited()
    {
        var done = false;
        await Task.Run(async () =>
        {
            await Task.Delay(100);
            done = true;
        });
        Assert.That(done);
    }

    /// <summary>Looks again until it is there, or a time has passed.</summary>
    [Test]
    public void Push_arrives()
    {
        feed.Push("a");
        for (var i = 0; i < 100; i++)
        {
            Thread.Sleep(50);
            if (!pushed.IsEmpty)
                return;
        }

        Assert.Fail("Nothing arrived.");
    }
}

/// <summary>What an object has got when it was made: no sleep changes it.</summary>
public sealed class Point(double x)
{
    public readonly string Unit = "m";

    public double X { get; } = x;
}

public class PointTests
{
    private static readonly Point Origin = new(1.5);

    [Test]
    public async Task Holds_after_a_yield_of_the_test_itself()
    {
        await Task.Delay(100);
        Assert.That(Origin.X, Is.EqualTo(1.5), "X");
        await Task.Delay(100);
        Assert.That(Origin.Unit, Is.EqualTo("m"));
    }
}
