using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;

// Ports that are connected to, parsed, listed or compared, never bound.
public sealed class Clients
{
    public const int DefaultPort = 8546;

    private static readonly IPEndPoint[] Seeds = [new(IPAddress.Loopback, 7070), IPEndPoint.Parse("10.0.0.1:7071")];

    private static readonly Dictionary<string, int> WellKnown = new() { ["http"] = 80, ["redis"] = 6379 };

    public TcpClient Open() => new("node.aitbc.dev", DefaultPort);

    public UdpClient Open(string host)
    {
        var client = new UdpClient(0);
        client.Connect(host, 7072);
        return client;
    }

    public HttpClient Http() => new() { BaseAddress = new Uri("http://node.aitbc.dev:8016/") };

    public bool IsSeed(EndPoint peer) => Seeds.Contains(peer) || peer is IPEndPoint { Port: 7073 };

    public int PortOf(string scheme) => WellKnown.TryGetValue(scheme, out var port) ? port : DefaultPort;
}
