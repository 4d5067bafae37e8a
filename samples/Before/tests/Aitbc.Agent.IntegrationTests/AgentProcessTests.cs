using System.Diagnostics;
using System.Net.Http.Json;

namespace Aitbc.Agent.IntegrationTests;

/// <summary>The agent as it is deployed: a process of its own.</summary>
[TestFixture]
public sealed class AgentProcessTests
{
    private static readonly string LogFile = "/tmp/aitbc-agent-process.log";

    private Process _agent = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task StartAgent()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            Arguments = $"\"{typeof(AgentWorker).Assembly.Location}\" --urls=http://127.0.0.1:18026 "
                + "--Agent:MinerId=miner-under-test --Agent:GossipBackend=memory",
            RedirectStandardOutput = true,
        };
        _agent = new Process { StartInfo = start };
        _agent.OutputDataReceived += (_, line) => File.AppendAllText(LogFile, line.Data + Environment.NewLine);
        _agent.Start();
        _agent.BeginOutputReadLine();

        _http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:18026") };
        await Task.Delay(3000);
    }

    [Test]
    public async Task Agent_is_healthy()
    {
        using var response = await _http.GetAsync("/health");

        Assert.That(response.IsSuccessStatusCode, Is.True);
    }

    [Test]
    public async Task Agent_tells_who_it_is()
    {
        var status = await _http.GetFromJsonAsync<AgentStatus>("/status", AgentJson.Options);

        Assert.That(status?.MinerId, Is.EqualTo("miner-under-test"));
    }
}
