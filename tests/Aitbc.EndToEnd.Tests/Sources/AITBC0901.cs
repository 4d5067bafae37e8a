using System.Net;
using System.Net.Sockets;

public static class StatusEndpoint
{
    public static TcpListener Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, 8016);
        listener.Start();
        return listener;
    }
}
