using System.Diagnostics;
using System.Net.Http.Json;

namespace Aitbc.Agent.IntegrationTests;

/// <summary>The agent as it is deployed: a process of its own.</summary>
[TestFixture]
public sealed class AgentProcessTests
{
    private const string Listening = "Now listening on: ";

    private FakeCoordinator _coordinator = null!;
    private Process _agent = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task StartAgent()
    {
        _coordinator = new FakeCoordinator();
        await _coordinator.StartAsync();

        var url = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                typeof(AgentWorker).Assembly.Location,
                "--urls=http://127.0.0.1:0",
                "--Agent:MinerId=miner-under-test",
                "--Agent:GossipBackend=memory",
                "--Agent:ProbePort=0",
                $"--Agent:CoordinatorUrl={_coordinator.Url}",
            },
        };
        _agent = new Process { StartInfo = start, EnableRaisingEvents = true };
        _agent.Exited += (_, _) => url.TrySetException(new InvalidOperationException("The agent ended before it listened."));
        _agent.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
                url.TrySetResult(new Uri(line.Data[(at + Listening.Length)..]));
        };
        _agent.Start();
        _agent.BeginOutputReadLine();

        _http = new HttpClient { BaseAddress = await url.Task.WaitAsync(TimeSpan.FromSeconds(60)) };
    }

    [OneTimeTearDown]
    public async Task StopAgent()
    {
        _http?.Dispose();
        if (_agent is not null)
        {
            _agent.Kill(entireProcessTree: true);
            await _agent.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            _agent.Dispose();
        }

        if (_coordinator is not null)
            await _coordinator.DisposeAsync();
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
