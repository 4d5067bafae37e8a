using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Assert = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;

[TestClass]
public class JobTests
{
    [TestMethod]
    public void Runs()
    {
        var result = RunAsync().Result;
        Assert.AreEqual(1, result);
    }

    private static Task<int> RunAsync()
    {
        return Task.Run(() => 1);
    }
}
