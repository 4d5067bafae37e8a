using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class MinerTests
{
    private int blocks;

    [TestMethod]
    public void Mines()
    {
        while (true)
        {
            blocks++;
            Thread.Sleep(10);
        }
    }
}
