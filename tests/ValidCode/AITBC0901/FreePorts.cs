// frameworks: XunitV2
using System;
using System.Net;
using System.Net.Sockets;
using Xunit;

// Dynamic ports, whatever way they are found.
public class FreePorts
{
    private static int s_next = 20000;

    [Fact]
    public void Next_port_is_tried_until_one_is_free()
    {
        TcpListener? listener = null;
        for (var port = 21000; listener is null && port < 21100; port++)
        {
            try
            {
                listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            catch (SocketException)
            {
                listener = null;
            }
        }

        using var found = listener;
        Assert.NotNull(found);
    }

    [Fact]
    public void Each_test_takes_its_own()
    {
        using var listener = new TcpListener(IPAddress.Loopback, System.Threading.Interlocked.Increment(ref s_next));
        listener.Start();
        Assert.True(listener.Server.IsBound);
    }

    [Fact]
    public void Environment_decides()
    {
        var configured = Environment.GetEnvironmentVariable("GOSSIP_PORT");
        var port = configured is null ? 7070 : int.Parse(configured);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        Assert.True(socket.IsBound);
    }

    [Fact]
    public void Listener_is_only_described()
    {
        var listener = new TcpListener(IPAddress.Loopback, 7070);
        Assert.Equal("127.0.0.1:7070", listener.LocalEndpoint.ToString());
    }

    [Theory]
    [InlineData("http://localhost:7070", 7070)]
    public void Address_is_parsed(string url, int port) => Assert.Equal(port, new Uri(url).Port);
}
