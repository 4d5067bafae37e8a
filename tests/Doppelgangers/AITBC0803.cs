// frameworks: XunitV2
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Doppelgangers.Code
{
    /// <summary>A listener in the hall, to whom nobody has to say goodbye.</summary>
    public class Choirs
    {
        [Fact]
        public void Sings()
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            Assert.NotNull(listener.ToString());
        }
    }
}

namespace Doppelgangers
{
    public sealed class TcpListener(System.Net.IPAddress hall, int seat)
    {
        public void Start() => System.GC.KeepAlive(hall.ToString() + seat);
    }
}
