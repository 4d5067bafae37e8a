using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace ValidCode.NotTheSamePause;

public sealed class Gitea(HttpClient http, IReadOnlyList<Uri> mirrors)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private readonly BackOff _backOff = new();

    /// <summary>A schedule: each attempt waits longer.</summary>
    public async Task<string> BySchedule(string path)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                return await http.GetStringAsync(path);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(pause);
            }
        }

        return await http.GetStringAsync(path);
    }

    /// <summary>A cluster has just been started, and this is what waits for it.</summary>
    public async Task<string> AfterStart(string path)
    {
        var text = "";

        // Wait for the cluster to agree on a leader
        for (var i = 0; i < 10; i++)
        {
            try
            {
                text = await http.GetStringAsync(path);
                break;
            }
            catch (HttpRequestException)
            {
            }
        }

        return text;
    }

    /// <summary>A service: it goes on with the next message, whatever the last one did.</summary>
    public async Task ServeAsync(System.Threading.Channels.ChannelReader<string> paths, CancellationToken token)
    {
again:
        try
        {
            while (await paths.WaitToReadAsync(token))
            {
                while (paths.TryRead(out var path))
                    await http.GetStringAsync(path, token);
            }
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            await Task.Delay(1000, token);
            goto again;
        }
    }

    /// <summary>The pause lives in an object that knows how often it was asked.</summary>
    public async Task<string> ByObject(string path)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await http.GetStringAsync(path);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(_backOff.Next());
            }
        }

        throw new TimeoutException();
    }

    /// <summary>The server is asked how long it wants to be left alone.</summary>
    public async Task<HttpResponseMessage> ByServer(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var response = await http.SendAsync(request(), cancellationToken);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == 3)
                return response;

            var pause = response.Headers.TryGetValues("Retry-After", out _) ? response.Headers.RetryAfter?.Delta : null;
            await Task.Delay(pause ?? TimeSpan.FromSeconds(5), cancellationToken);
        }
    }

    /// <summary>Each round asks another mirror.</summary>
    public async Task<string> FromAnyMirror()
    {
        var next = 0;
        while (next < mirrors.Count)
        {
            try
            {
                return await http.GetStringAsync(mirrors[next]);
            }
            catch (HttpRequestException)
            {
                next++;
            }
        }

        return "";
    }

    /// <summary>The token is renewed, then it is asked once more.</summary>
    public async Task<string> WithToken(string path)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await http.GetStringAsync(path);
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Unauthorized)
            {
                await RefreshTokenAsync();
            }
        }

        return "";
    }

    /// <summary>Pages until one is not there.</summary>
    public async Task<int> CountPages()
    {
        var page = 1;
        while (true)
        {
            using var response = await http.GetAsync($"/issues?page={page++}");
            if (!response.IsSuccessStatusCode)
                return page;
        }
    }

    private static Task RefreshTokenAsync() => Task.CompletedTask;

    private sealed class BackOff
    {
        private int _count;

        public TimeSpan Next() => TimeSpan.FromMilliseconds(100 << _count++);
    }
}

public static class Local
{
    /// <summary>The first free port: each round is another one, and nothing remote.</summary>
    public static TcpListener Listen(int port)
    {
        while (true)
        {
            try
            {
                var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return listener;
            }
            catch (SocketException) when (port < 9000)
            {
                port++;
            }
        }
    }

    /// <summary>A locked file.</summary>
    public static string Read(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return File.ReadAllText(path);
            }
            catch (IOException) when (attempt < 5)
            {
                Thread.Sleep(100);
            }
        }
    }

    /// <summary>Waits until a server is there: it may be asked steadily.</summary>
    public static async Task WaitForServer(HttpClient http)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                (await http.GetAsync("/")).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        throw new TimeoutException();
    }
}
