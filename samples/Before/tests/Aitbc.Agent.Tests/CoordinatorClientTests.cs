using System.Net;

namespace Aitbc.Agent.Tests;

public sealed class CoordinatorFixture
{
    public StubCoordinator Server { get; } = new();
}

public sealed class CoordinatorClientTests : IClassFixture<CoordinatorFixture>
{
    private static readonly Dictionary<string, Job> Seen = [];

    private readonly CoordinatorFixture _fixture;
    private readonly HttpClient _http;
    private readonly CoordinatorClient _client;

    public CoordinatorClientTests(CoordinatorFixture fixture)
    {
        _fixture = fixture;
        _http = new HttpClient { BaseAddress = new Uri($"http://localhost:{StubCoordinator.Port}/") };
        _client = new CoordinatorClient(_http);
    }

    [Fact]
    public async Task Coordinator_that_answers_is_healthy()
    {
        Assert.True(await _client.IsHealthyAsync());
    }

    [Fact]
    public async Task Poll_without_jobs_is_null()
    {
        Assert.Null(await _client.PollAsync());
    }

    [Fact]
    public async Task Poll_returns_the_next_job()
    {
        var job = await TakeAsync("job-1");

        Assert.Equal("job-1", job?.JobId);
        Assert.Equal("echo", job?.Payload.Type);
    }

    [Fact]
    public async Task Every_job_is_given_once()
    {
        await TakeAsync("job-1");
        await TakeAsync("job-2");

        Assert.Equal(["job-1", "job-2"], Seen.Keys.Order());
        Assert.Null(await _client.PollAsync());
    }

    [Fact]
    public async Task Result_is_posted_to_its_job()
    {
        await _client.SubmitResultAsync(new JobResult("job-1", 0, "done", 12));

        Assert.Contains("POST /v1/miners/job-1/result", StubCoordinator.Requests);
    }

    [Fact]
    public async Task Result_of_an_unknown_job_is_refused()
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(
            () => _client.SubmitResultAsync(new JobResult("unknown", 0, "done", 12)));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    private async Task<Job?> TakeAsync(string id)
    {
        _fixture.Server.Jobs.Enqueue(new Job(id, new JobPayload("echo", "hello")));
        var job = await _client.PollAsync();
        Seen[id] = job!;
        return job;
    }
}
