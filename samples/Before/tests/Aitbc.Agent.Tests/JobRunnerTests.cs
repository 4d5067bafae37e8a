using Microsoft.Extensions.Logging.Abstractions;

namespace Aitbc.Agent.Tests;

public sealed class JobRunnerTests
{
    private static int s_nextJob;

    private readonly string _scripts = Directory.CreateTempSubdirectory("aitbc-jobs-").FullName;
    private readonly JobRunner _runner;

    public JobRunnerTests()
    {
        _runner = new JobRunner(NullLogger<JobRunner>.Instance)
        {
            Interpreter = "sh",
            ScriptDirectory = _scripts,
            ResultDirectory = "/tmp/aitbc-agent-results",
        };
        File.WriteAllText(Path.Combine(_scripts, "echo"), "cat \"$1\"\n");
        File.WriteAllText(Path.Combine(_scripts, "broken"), "echo 'out of memory' >&2; exit 3\n");
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("what is a block?")]
    public async Task Output_of_the_script_is_the_result(string prompt)
    {
        var result = await _runner.RunAsync(NewJob("echo", prompt));

        Assert.True(result.Succeeded);
        Assert.Equal(prompt, result.Output);
    }

    [Fact]
    public async Task Result_is_kept_on_disk()
    {
        var job = NewJob("echo", "hello");

        await _runner.RunAsync(job);

        Assert.Contains("hello", File.ReadAllText(Path.Combine(_runner.ResultDirectory, job.JobId + ".json")));
    }

    [Fact]
    public async Task Failing_script_gives_its_error()
    {
        var result = await _runner.RunAsync(NewJob("broken", ""));

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("out of memory", result.Output);
    }

    private static Job NewJob(string type, string prompt) =>
        new($"job-{Interlocked.Increment(ref s_nextJob)}", new JobPayload(type, prompt));
}
