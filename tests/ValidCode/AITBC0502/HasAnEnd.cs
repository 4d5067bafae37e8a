using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace ValidCode.HasAnEnd;

public sealed class Peer(HttpClient http)
{
    private volatile bool _disposed;
    private int _failures;

    /// <summary>Whoever disposes the peer ends it.</summary>
    public async Task<string> UntilDisposed()
    {
        while (!_disposed)
        {
            try
            {
                return await http.GetStringAsync("/");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(1000 + Random.Shared.Next(1000));
            }
        }

        throw new ObjectDisposedException(nameof(Peer));
    }

    /// <summary>A helper says when it is enough.</summary>
    public async Task<string> UntilTooMany()
    {
        while (true)
        {
            try
            {
                return await http.GetStringAsync("/");
            }
            catch (HttpRequestException e)
            {
                Count(e);
            }
        }
    }

    /// <summary>The list of failures is the counter.</summary>
    public async Task<string> UntilAllFailed()
    {
        var failures = new List<Exception>();
        for (; ; )
        {
            try
            {
                return await http.GetStringAsync("/");
            }
            catch (HttpRequestException e)
            {
                failures.Add(e);
                if (failures.Count == 5)
                    throw new AggregateException(failures);
                await Task.Delay(100 << failures.Count);
            }
        }
    }

    /// <summary>A service: it goes on for ever on purpose, and the next message is another one.</summary>
    public void Serve(Socket socket, Queue<byte[]> outbox)
    {
        while (true)
        {
            try
            {
                socket.Send(outbox.Dequeue());
            }
            catch (SocketException)
            {
                Thread.Sleep(1000);
            }
        }
    }

    public void Dispose() => _disposed = true;

    private void Count(Exception failure)
    {
        if (++_failures > 5)
            throw new WebException("Too many failures.", failure);
    }
}
