using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Doppelgangers.Code
{
    public static class Lamp
    {
        public static void PlugIn(Socket socket, IPEndPoint plug)
        {
            while (true)
            {
                try
                {
                    socket.Connect(plug);
                    return;
                }
                catch (System.TimeoutException)
                {
                    Thread.Sleep(1000);
                }
            }
        }
    }
}

namespace Doppelgangers
{
    /// <summary>In a wall.</summary>
    public sealed class Socket
    {
        public void Connect(IPEndPoint plug) => _ = plug;
    }

    public sealed class IPEndPoint;
}
