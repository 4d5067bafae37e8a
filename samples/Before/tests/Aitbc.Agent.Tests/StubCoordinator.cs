using System.Net;
using System.Text.Json;

namespace Aitbc.Agent.Tests;

/// <summary>Speaks as much of the coordinator API as a miner needs.</summary>
public sealed class StubCoordinator : IDisposable
{
    public const int Port = 18000;

    public static readonly List<string> Requests = [];

    private readonly HttpListener _listener = new();

    public StubCoordinator()
    {
        _listener.Prefixes.Add($"http://localhost:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public Queue<Job> Jobs { get; } = new();

    public void Dispose() => _listener.Close();

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
            Requests.Add($"{context.Request.HttpMethod} {path}");
            if (path == "/health")
                Answer(context, 200, new { Status = "ok", Env = "dev", PythonVersion = "3.13.5" });
            else if (path == "/v1/miners/poll" && Jobs.TryDequeue(out var job))
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
