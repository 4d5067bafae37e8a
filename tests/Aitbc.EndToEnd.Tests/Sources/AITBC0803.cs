using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Assert = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;

[TestClass]
public class NodeTests
{
    [TestMethod]
    public void Listens()
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Assert.IsTrue(server.Server.IsBound);
    }
}
