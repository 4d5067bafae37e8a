using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aitbc.Agent.IntegrationTests;

/// <summary>A coordinator with one job, on a real web server.</summary>
public sealed class FakeCoordinator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Job> _jobs;
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeCoordinator(params Job[] jobs)
    {
        _jobs = new ConcurrentQueue<Job>(jobs);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:18011");
        _app = builder.Build();
        _app.MapGet("/health", () => new { Status = "ok", Env = "dev" });
        _app.MapPost("/v1/miners/poll", () => _jobs.TryDequeue(out var job)
            ? Results.Json(job, AgentJson.Options)
            : Results.NoContent());
        _app.MapPost("/v1/miners/{id}/result", (string id, JsonElement body) => Finish($"{id}: {body.GetProperty("result").GetProperty("output")}"));
        _app.MapPost("/v1/miners/{id}/fail", (string id, JsonElement body) => Finish($"{id}: {body.GetProperty("error_code")}"));
    }

    public Uri Url => new(_app.Urls.First());

    /// <summary>What the agent said of the first job it ended.</summary>
    public Task<string> Answer => _answer.Task;

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Finish(string answer)
    {
        _answer.TrySetResult(answer);
        return Results.Ok(new { Status = "ok" });
    }
}
