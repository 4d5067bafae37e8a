using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[TestClass]
public class CompletionTests
{
    [TestMethod]
    public void Job_ends()
    {
        var ended = new ManualResetEvent(false);
        ThreadPool.QueueUserWorkItem(_ => ended.Set());
        ended.WaitOne();
    }
}
