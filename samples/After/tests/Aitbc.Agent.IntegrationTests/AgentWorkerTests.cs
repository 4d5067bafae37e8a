using Microsoft.Extensions.Logging.Abstractions;

namespace Aitbc.Agent.IntegrationTests;

[TestFixture]
public sealed class AgentWorkerTests
{
    private string _directory = null!;
    private CancellationTokenSource _timeout = null!;

    [SetUp]
    public void SetUp()
    {
        _directory = Directory.CreateTempSubdirectory("aitbc-worker-").FullName;
        _timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        File.WriteAllText(Path.Combine(_directory, "echo"), "cat \"$1\"\n");
        File.WriteAllText(Path.Combine(_directory, "broken"), "exit 3\n");
    }

    [TearDown]
    public void TearDown()
    {
        _timeout.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task Job_is_run_and_its_result_is_posted()
    {
        var jobId = NewJobId();

        var answer = await RunOneAsync(new Job(jobId, new JobPayload("echo", "hello")));

        Assert.That(answer, Is.EqualTo($"{jobId}: hello"));
        Assert.That(Path.Combine(_directory, "results", jobId + ".json"), Does.Exist);
    }

    [Test]
    public async Task Failed_job_is_reported_as_failed()
    {
        var jobId = NewJobId();

        var answer = await RunOneAsync(new Job(jobId, new JobPayload("broken", "hello")));

        Assert.That(answer, Is.EqualTo($"{jobId}: EXIT_3"));
    }

    private static string NewJobId() => "job-" + Guid.NewGuid().ToString("n");

    private async Task<string> RunOneAsync(Job job)
    {
        await using var coordinator = new FakeCoordinator(job);
        await coordinator.StartAsync();
        using var http = new HttpClient { BaseAddress = coordinator.Url };
        var runner = new JobRunner(NullLogger<JobRunner>.Instance)
        {
            Interpreter = "sh",
            ScriptDirectory = _directory,
            ResultDirectory = Path.Combine(_directory, "results"),
        };
        using var worker = new AgentWorker(
            new CoordinatorClient(http),
            runner,
            new AgentStats(),
            new AgentSettings { PollInterval = TimeSpan.FromMilliseconds(50) },
            NullLogger<AgentWorker>.Instance);

        await worker.StartAsync(_timeout.Token);
        try
        {
            return await coordinator.Answer.WaitAsync(_timeout.Token);
        }
        finally
        {
            await worker.StopAsync(CancellationToken.None);
        }
    }
}
