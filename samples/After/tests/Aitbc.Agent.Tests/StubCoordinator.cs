using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Aitbc.Agent.Tests;

/// <summary>Speaks as much of the coordinator API as a miner needs.</summary>
public sealed class StubCoordinator : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Job> _jobs;
    private readonly ConcurrentQueue<string> _requests = new();

    public StubCoordinator(params Job[] jobs)
    {
        _jobs = new ConcurrentQueue<Job>(jobs);
        Url = new Uri($"http://localhost:{FreePort()}/");
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    public IReadOnlyCollection<string> Requests => _requests;

    public CoordinatorClient CreateClient(HttpClient http)
    {
        http.BaseAddress = Url;
        return new CoordinatorClient(http);
    }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var path = context.Request.Url!.AbsolutePath;
            _requests.Enqueue($"{context.Request.HttpMethod} {path}");
            if (path == "/health")
                Answer(context, 200, new { Status = "ok", Env = "dev", PythonVersion = "3.13.5" });
            else if (path == "/v1/miners/poll" && _jobs.TryDequeue(out var job))
                Answer(context, 200, job);
            else if (path == "/v1/miners/poll")
                Answer(context, 204, null);
            else if (path.Contains("unknown"))
                Answer(context, 404, new { Detail = "job not found" });
            else
                Answer(context, 200, new { Status = "ok" });
        }
    }

    private static void Answer(HttpListenerContext context, int status, object? body)
    {
        context.Response.StatusCode = status;
        if (body is not null)
        {
            context.Response.ContentType = "application/json";
            context.Response.OutputStream.Write(JsonSerializer.SerializeToUtf8Bytes(body, AgentJson.Options));
        }

        context.Response.Close();
    }
}
