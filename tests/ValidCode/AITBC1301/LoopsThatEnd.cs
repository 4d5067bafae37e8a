// frameworks: XunitV2
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ValidCode.LoopsThatEnd;

public class Tests
{
    private int _blocks;

    [Fact]
    public void Leaves_by_break()
    {
        for (;;)
        {
            if (++_blocks > 3)
                break;
        }
    }

    [Fact]
    public async Task Leaves_by_a_token()
    {
        using var limit = new CancellationTokenSource(100);
        try
        {
            while (true)
                await Task.Delay(10, limit.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    [Fact]
    public void Leaves_by_the_exception_that_is_expected() => Assert.Throws<InvalidOperationException>(new Action(() =>
    {
        var queue = new Queue<int>([1, 2]);
        while (true)
            queue.Dequeue();
    }));

    [Fact]
    public void Leaves_by_goto_and_return()
    {
        while (true)
        {
            switch (++_blocks)
            {
                case 3:
                    goto done;
                case 5:
                    return;
            }
        }

    done:
        Assert.Equal(3, _blocks);
    }

    [Fact]
    public void Takes_what_it_needs_of_an_endless_sequence()
    {
        foreach (var height in Heights())
        {
            if (height > 3)
                break;
        }

        static IEnumerable<int> Heights()
        {
            for (var height = 0; ; height++)
                yield return height;
        }
    }

    [Fact]
    public void Background_thread_is_nobody_s_wait()
    {
        var miner = new Thread(() =>
        {
            while (true)
                Interlocked.Increment(ref _blocks);
        })
        {
            IsBackground = true,
        };
        miner.Start();
        Assert.True(SpinWait.SpinUntil(() => _blocks > 0, 1000));
    }
}
