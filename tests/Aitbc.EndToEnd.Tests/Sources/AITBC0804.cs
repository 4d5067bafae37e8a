using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Assert = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;

[TestClass]
public class ConfigurationTests
{
    [TestMethod]
    public void Reads_the_coordinator()
    {
        Environment.SetEnvironmentVariable("AITBC_COORDINATOR", "http://localhost");
        Assert.AreEqual("http://localhost", Environment.GetEnvironmentVariable("AITBC_COORDINATOR"));
    }
}
