using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aitbc.Agent.IntegrationTests;

[TestFixture]
public sealed class StatusEndpointTests
{
    private readonly ChainState _chain = new();
    private readonly AgentStats _stats = new();
    private int _done;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    [SetUp]
    public async Task SetUp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_chain);
        builder.Services.AddSingleton(_stats);
        builder.Services.AddSingleton(new AgentSettings { MinerId = "miner-1" });
        builder.Services.AddHttpClient<WalletClient>();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:18016");
        _app.MapStatus();
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:18016") };
    }

    [TearDown]
    public async Task TearDown() => await _app.DisposeAsync();

    [Test]
    public async Task Fresh_agent_is_at_height_zero()
    {
        var status = await GetStatusAsync();

        Assert.That(status.Height, Is.Zero);
        Assert.That(status.MinerId, Is.EqualTo("miner-1"));
    }

    [Test]
    public async Task Status_follows_the_chain()
    {
        _chain.SetHead(42, "0x002a");

        var status = await GetStatusAsync();

        Assert.That(status.Height, Is.EqualTo(42));
        Assert.That(status.Hash, Is.EqualTo("0x002a"));
    }

    [Test]
    public async Task Status_counts_jobs()
    {
        _stats.Count(new JobResult("job-1", 0, "done", 5));
        _done++;

        var status = await GetStatusAsync();

        Assert.That(status.JobsDone, Is.EqualTo(_done));
    }

    [Test]
    public async Task Failed_jobs_are_counted_apart()
    {
        _stats.Count(new JobResult("job-2", 1, "failed", 5));

        var status = await GetStatusAsync();

        Assert.That(status.JobsDone, Is.EqualTo(_done));
        Assert.That(status.JobsFailed, Is.EqualTo(1));
    }

    private async Task<AgentStatus> GetStatusAsync() =>
        await _client.GetFromJsonAsync<AgentStatus>("/status", AgentJson.Options)
        ?? throw new InvalidOperationException("Status is empty.");
}
