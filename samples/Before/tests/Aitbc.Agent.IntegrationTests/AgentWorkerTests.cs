using Microsoft.Extensions.Logging.Abstractions;

namespace Aitbc.Agent.IntegrationTests;

[TestFixture]
public sealed class AgentWorkerTests
{
    private string _directory = null!;
    private HttpClient _http = null!;

    public static string? LastJobId { get; set; }

    [SetUp]
    public void SetUp()
    {
        _directory = Directory.CreateTempSubdirectory("aitbc-worker-").FullName;
        File.WriteAllText(Path.Combine(_directory, "echo"), "cat \"$1\"\n");
        File.WriteAllText(Path.Combine(_directory, "broken"), "exit 3\n");
        _http = new HttpClient();
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Job_is_run_and_its_result_is_posted()
    {
        var answer = await RunOneAsync("echo");

        Assert.That(answer, Is.EqualTo($"{LastJobId}: hello"));
        Assert.That(Path.Combine(_directory, "results", LastJobId + ".json"), Does.Exist);
    }

    [Test]
    public async Task Failed_job_is_reported_as_failed()
    {
        var answer = await RunOneAsync("broken");

        Assert.That(answer, Is.EqualTo($"{LastJobId}: EXIT_3"));
    }

    private async Task<string> RunOneAsync(string type)
    {
        LastJobId = "job-" + Guid.NewGuid().ToString("n");
        await using var coordinator = new FakeCoordinator(new Job(LastJobId, new JobPayload(type, "hello")));
        await coordinator.StartAsync();
        _http.BaseAddress = coordinator.Url;
        var runner = new JobRunner(NullLogger<JobRunner>.Instance)
        {
            Interpreter = "sh",
            ScriptDirectory = _directory,
            ResultDirectory = Path.Combine(_directory, "results"),
        };
        using var worker = new AgentWorker(
            new CoordinatorClient(_http),
            runner,
            new AgentStats(),
            new AgentSettings { PollInterval = TimeSpan.FromMilliseconds(50) },
            NullLogger<AgentWorker>.Instance);

        await worker.StartAsync(CancellationToken.None);
        var answer = await coordinator.Answer;
        await worker.StopAsync(CancellationToken.None);
        return answer;
    }
}
