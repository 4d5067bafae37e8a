// frameworks: XunitV3
using System;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ValidCode.MissingTeardown;

/// <summary>Tests that have a <c>Dispose()</c> of their own; whoever derives from them names the interface.</summary>
public class ListenerTests
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    [Fact]
    public void Starts() => _listener.Start();

    public void Dispose() => _listener.Stop();
}

public sealed class MoreListenerTests : ListenerTests, IDisposable
{
    [Fact]
    public void Starts_again() => Starts();
}

/// <summary>Ends what it holds in the test.</summary>
public class UdpTests
{
    private readonly UdpClient _client = new(0);

    [Fact]
    public void Ends()
    {
        _client.Client.Blocking = false;
        Dispose();
    }

    public void Dispose() => _client.Dispose();
}
