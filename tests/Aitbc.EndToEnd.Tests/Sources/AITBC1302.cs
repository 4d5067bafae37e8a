using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

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
