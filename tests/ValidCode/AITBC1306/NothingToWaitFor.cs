// frameworks: NUnit
using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

/// <summary>Only time can show that nothing happens, or that something is over.</summary>
public class CacheTests
{
    private int _loads;

    [Test]
    public async Task Second_read_does_not_load()
    {
        Read();
        Assert.That(_loads, Is.EqualTo(1));

        Read();
        await Task.Delay(200);

        Assert.That(_loads, Is.EqualTo(1));
    }

    [Test]
    public void Entry_expires()
    {
        Read();
        Thread.Sleep(300);
        Assert.That(_loads, Is.GreaterThan(0));
    }

    [Test]
    public async Task Cancelled_after_its_time()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Task.Delay(200);
        Assert.That(limit.IsCancellationRequested);
    }

    [Test]
    public async Task Polls_until_loaded()
    {
        Read();
        for (var attempt = 0; attempt < 50 && _loads == 0; attempt++)
            await Task.Delay(20);
        Assert.That(_loads, Is.EqualTo(1));
    }

    [Test]
    public async Task Same_key_does_not_load_again()
    {
        Read();
        var loads = _loads;

        Read();
        await Task.Delay(100);

        Assert.That(_loads, Is.EqualTo(loads));
    }

    [Test]
    public async Task Held_back_until_sent()
    {
        var answer = new TaskCompletionSource();
        Read();
        await Task.Delay(100);
        Assert.That(answer.Task.Status, Is.EqualTo(TaskStatus.WaitingForActivation));
    }

    private void Read() => _loads = 1;
}
