// frameworks: XunitV3
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ValidCode.OtherLoops;

public class Node
{
    private readonly Queue<string> _outbox = new();
    private volatile bool _running = true;
    private int _taken;

    public int Height { get; private set; }

    public void Stop() => _running = false;

    /// <summary>A service: it works between its pauses.</summary>
    public async Task ServeAsync()
    {
        while (_running)
        {
            Height++;
            await SendAsync(Height.ToString());
            await Task.Delay(100);
        }
    }

    /// <summary>A retry: it goes round because the call threw.</summary>
    public async Task ConnectAsync()
    {
        while (true)
        {
            try
            {
                await SendAsync("hello");
                return;
            }
            catch (TimeoutException)
            {
                await Task.Delay(1000);
            }
        }
    }

    /// <summary>Pages: each look depends on the one before.</summary>
    public async Task<int> CountAsync()
    {
        var count = 0;
        string? next = "";
        while (next is not null)
        {
            next = await PageAsync(next);
            count++;
            await Task.Delay(10);
        }

        return count;
    }

    /// <summary>A monitor: it shows what it sees until it is told to end.</summary>
    public void Watch(ManualResetEventSlim ended)
    {
        var isFirst = true;
        while (!ended.IsSet)
        {
            if (isFirst)
                Console.WriteLine("height");
            isFirst = Print();
            Thread.Sleep(1000);
        }
    }

    /// <summary>The next second comes by itself.</summary>
    public void AwaitNextSecond()
    {
        var begunSeconds = DateTimeOffset.Now.ToUnixTimeSeconds();
        while (true)
        {
            var nowSeconds = Clock();
            if (nowSeconds > begunSeconds)
                break;
            Thread.Sleep(10);
        }
    }

    /// <summary>So does the end of a token's life.</summary>
    public async Task AwaitExpiryAsync(Lease lease)
    {
        while (!lease.IsExpiring)
            await Task.Delay(100);
    }

    private bool Print()
    {
        Console.WriteLine(Height);
        return Height % 40 == 0;
    }

    private static long Clock() => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>A lock that spins.</summary>
    public void Enter()
    {
        while (Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
            Thread.Sleep(0);
        Interlocked.Exchange(ref _taken, 0);
    }

    public void Drain()
    {
        while (_outbox.Count > 0)
        {
            _outbox.Dequeue();
            Thread.Sleep(1);
        }
    }

    public async Task WaitAsync(int height, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (Height < height)
        {
            if (waited.Elapsed > patience)
                throw new TimeoutException();
            await Task.Delay(10);
        }
    }

    public async Task WaitAsync(int height, CancellationToken cancellationToken)
    {
        while (Height < height)
            await Task.Delay(10, cancellationToken);
    }

    public bool Wait(int height)
    {
        for (var round = 0; round < 100 && Height < height; round++)
            Thread.Sleep(10);
        return Height >= height;
    }

    private static Task SendAsync(string text) => Task.FromResult(text);

    private static Task<string?> PageAsync(string page) => Task.FromResult<string?>(page.Length > 3 ? null : page + "x");
}

public sealed record Lease(DateTimeOffset End)
{
    public bool IsExpiring => DateTimeOffset.UtcNow > End - TimeSpan.FromSeconds(1);
}

public class Tests
{
    private volatile bool _ready;

    [Fact]
    public async Task Worker_polls_and_the_test_waits_with_a_limit()
    {
        var worker = Task.Run(async () =>
        {
            while (!_ready)
                await Task.Delay(10);
        });
        _ready = true;
        await worker.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
