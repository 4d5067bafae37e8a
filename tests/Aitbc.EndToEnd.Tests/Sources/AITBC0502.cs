using System.Net;
using System.Net.Sockets;

public static class Peers
{
    public static void Connect(Socket socket, EndPoint peer, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                socket.Connect(peer);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }
}
