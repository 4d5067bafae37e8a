using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Assert = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;

[TestClass]
public class CoordinatorTests
{
    private TcpListener server = new TcpListener(IPAddress.Loopback, 0);

    [TestInitialize]
    public void Start()
    {
        server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
    }

    [TestMethod]
    public void Listens()
    {
        Assert.IsTrue(server.Server.IsBound);
    }
}
