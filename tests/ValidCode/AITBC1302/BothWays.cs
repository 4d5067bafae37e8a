// frameworks: NUnit
using System;
using System.Threading.Tasks;
using NUnit.Framework;

/// <summary>Tests of an API that has a synchronous and an asynchronous form run each of them on purpose.</summary>
public class ReaderTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Reads(bool async)
    {
        var source = new SlowSource();
        Assert.That(await source.ReadAsync(async), Is.EqualTo(1));
    }

    [Test]
    public void Read_throws_what_the_task_threw()
    {
        var failing = Task.FromException<int>(new TimeoutException());
        Assert.Throws<AggregateException>(() => failing.Wait());
        Assert.That(failing.Exception?.InnerException, Is.TypeOf<TimeoutException>());
    }

    private sealed class SlowSource : IDisposable
    {
        private readonly Task _loading = Task.Delay(1);

        public async Task<int> ReadAsync(bool async)
        {
            if (async)
                await _loading;
            else
                _loading.Wait();
            return 1;
        }

        public void Dispose() => _loading.Wait();
    }
}
