using System.Net;
using System.Net.Sockets;

namespace Doppelgangers.Code
{
    /// <summary>A wine list: the number is a vintage of port.</summary>
    public static class Cellar
    {
        public static TcpListener Open()
        {
            var listener = new TcpListener(IPAddress.Loopback, 8016);
            listener.Start();
            return listener;
        }
    }
}

namespace Doppelgangers
{
    public sealed class TcpListener(IPAddress house, int vintage)
    {
        public IPAddress House { get; } = house;

        public int Vintage { get; private set; } = vintage;

        public void Start() => Vintage++;
    }
}
