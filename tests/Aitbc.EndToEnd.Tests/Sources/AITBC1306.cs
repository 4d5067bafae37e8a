using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class GossipTests
{
    [TestMethod]
    public void Arrives()
    {
        var seen = 0;
        new Thread(() => seen = 1).Start();
        Thread.Sleep(500);
        Assert.AreEqual(1, seen);
    }
}
