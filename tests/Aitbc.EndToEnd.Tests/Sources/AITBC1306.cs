using System;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class MinedBlockTests
{
    private static event Action? Mined;

    [TestMethod]
    public void Block_is_mined()
    {
        var isMined = false;
        Mined += () => isMined = true;
        ThreadPool.QueueUserWorkItem(_ => Mined?.Invoke());
        Thread.Sleep(500);
        Assert.IsTrue(isMined);
    }
}
