using System.Net;

namespace Aitbc.Agent.Tests;

/// <summary>A coordinator without jobs, for tests that only ask.</summary>
public sealed class CoordinatorFixture : IDisposable
{
    public StubCoordinator Server { get; } = new();

    public void Dispose() => Server.Dispose();
}

public sealed class CoordinatorClientTests : IClassFixture<CoordinatorFixture>, IDisposable
{
    private readonly CoordinatorFixture _fixture;
    private readonly HttpClient _http = new();

    public CoordinatorClientTests(CoordinatorFixture fixture) => _fixture = fixture;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Coordinator_that_answers_is_healthy()
    {
        Assert.True(await _fixture.Server.CreateClient(_http).IsHealthyAsync());
    }

    [Fact]
    public async Task Poll_without_jobs_is_null()
    {
        Assert.Null(await _fixture.Server.CreateClient(_http).PollAsync());
    }

    [Fact]
    public async Task Poll_returns_the_next_job()
    {
        using var server = new StubCoordinator(NewJob("job-1"));

        var job = await server.CreateClient(_http).PollAsync();

        Assert.Equal("job-1", job?.JobId);
        Assert.Equal("echo", job?.Payload.Type);
    }

    [Fact]
    public async Task Every_job_is_given_once()
    {
        using var server = new StubCoordinator(NewJob("job-1"), NewJob("job-2"));
        var client = server.CreateClient(_http);

        var first = await client.PollAsync();
        var second = await client.PollAsync();

        Assert.Equal("job-1", first?.JobId);
        Assert.Equal("job-2", second?.JobId);
        Assert.Null(await client.PollAsync());
    }

    [Fact]
    public async Task Result_is_posted_to_its_job()
    {
        using var server = new StubCoordinator();

        await server.CreateClient(_http).SubmitResultAsync(new JobResult("job-1", 0, "done", 12));

        Assert.Equal(["POST /v1/miners/job-1/result"], server.Requests);
    }

    [Fact]
    public async Task Result_of_an_unknown_job_is_refused()
    {
        var client = _fixture.Server.CreateClient(_http);

        var error = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.SubmitResultAsync(new JobResult("unknown", 0, "done", 12)));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    private static Job NewJob(string id) => new(id, new JobPayload("echo", "hello"));
}
