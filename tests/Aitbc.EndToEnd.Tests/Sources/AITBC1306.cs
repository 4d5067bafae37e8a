using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class MinedBlockTests
{
    [TestMethod]
    public void Block_is_mined()
    {
        var isMined = false;
        ThreadPool.QueueUserWorkItem(_ => isMined = true);
        Thread.Sleep(500);
        Assert.IsTrue(isMined);
    }
}
