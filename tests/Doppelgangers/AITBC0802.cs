// frameworks: MSTest
using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Doppelgangers.Code
{
    /// <summary>A class of pupils; whoever listens to it is nobody's resource.</summary>
    [TestClass]
    public class Pupils
    {
        private TcpListener listener = new TcpListener(IPAddress.Loopback, 0);

        [TestInitialize]
        public void Start() => listener.Start();

        [TestMethod]
        public void Answers() => Assert.IsNotNull(listener);
    }
}

namespace Doppelgangers
{
    public sealed class TestClassAttribute : System.Attribute;

    public sealed class TestInitializeAttribute : System.Attribute;

    public sealed class TestMethodAttribute : System.Attribute;
}
