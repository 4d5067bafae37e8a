using System;
using System.Threading;
using NUnit.Framework;

public class BlockTests
{
    private static event Action? Mined;

    [Test]
    public void Block_is_mined()
    {
        var isMined = false;
        Mined += () => isMined = true;
        ThreadPool.QueueUserWorkItem(_ => Mined?.Invoke());
        Thread.Sleep(500);
        Assert.That(isMined);
    }
}
