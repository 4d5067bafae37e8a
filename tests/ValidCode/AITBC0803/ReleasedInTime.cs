// frameworks: XunitV2
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace ValidCode.ReleasedInTime;

/// <summary>A client that opens its socket when it is first asked to.</summary>
public sealed class PeerConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public string NewInbox() => "inbox";

    public void Connect() => _socket.Connect(new IPEndPoint(IPAddress.Loopback, 1));

    public void Dispose() => _socket.Dispose();
}

public class Tests
{
    [Fact]
    public void Never_connected()
    {
        var connection = new PeerConnection();
        Assert.Equal("inbox", connection.NewInbox());
    }

    [Fact]
    public async Task A_task_is_not_yet_the_file()
    {
        var opening = Task.Run(static () => File.OpenRead("x"));
        Assert.NotNull(opening);
        using var file = await opening;
        Assert.True(file.CanRead);
    }

    [Fact]
    public void Ends_in_a_loop_and_out_of_it()
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        while (true)
        {
            if (server.Pending())
                continue;
            server.Stop();
            break;
        }

        Assert.False(server.Server.IsBound);
    }

    [Fact]
    public void Is_asked_for_before_it_is_ended()
    {
        TcpListener? server = null;
        try
        {
            server = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
            Assert.True(server.Server.IsBound);
        }
        finally
        {
            if (server is { Server.IsBound: true } running)
                running.Stop();
        }
    }

    [Fact]
    public void Locks_are_kept_by_whoever_made_them()
    {
        var held = new List<IDisposable>();
        for (var i = 0; i < 2; i++)
        {
            var file = new FileStream(Path.GetTempFileName(), FileMode.Open);
            held.Add(file);
        }

        held.ForEach(static file => file.Dispose());
    }

    [Fact]
    public void Throws_where_it_is_made()
    {
        Assert.Throws<FileNotFoundException>(static () =>
        {
            using var file = File.OpenRead("nowhere");
        });
        Assert.ThrowsAny<Exception>(static () => File.OpenRead("nowhere"));
    }
}
