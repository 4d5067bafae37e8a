using Microsoft.VisualStudio.TestTools.UnitTesting;
using Assert = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;

[TestClass]
public class GossipTests
{
    private static System.Collections.Generic.List<string> seen = new System.Collections.Generic.List<string>();

    [TestMethod]
    public void Remembers_a_block()
    {
        seen.Add("block");
        Assert.AreEqual(1, seen.Count);
    }
}
