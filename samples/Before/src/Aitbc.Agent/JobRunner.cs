using System.Diagnostics;
using System.Text.Json;

namespace Aitbc.Agent;

/// <summary>Runs one job as a child process and keeps its result.</summary>
public sealed class JobRunner(ILogger<JobRunner> logger)
{
    public string Interpreter { get; init; } = "/opt/aitbc/venv/bin/python";

    public string ScriptDirectory { get; init; } = "/opt/aitbc/scripts/jobs";

    public string ResultDirectory { get; init; } = "/var/lib/aitbc/results";

    public async Task<JobResult> RunAsync(Job job, CancellationToken cancellationToken = default)
    {
        var scratch = $"/tmp/aitbc-agent/{job.JobId}";
        Directory.CreateDirectory(scratch);
        var prompt = Path.Combine(scratch, "prompt.txt");
        await File.WriteAllTextAsync(prompt, job.Payload.Prompt, cancellationToken);
        var result = await RunScriptAsync(job, prompt, scratch, cancellationToken);

        Directory.CreateDirectory(ResultDirectory);
        await File.WriteAllTextAsync(
            Path.Combine(ResultDirectory, job.JobId + ".json"),
            JsonSerializer.Serialize(result, AgentJson.Options),
            cancellationToken);
        return result;
    }

    private async Task<JobResult> RunScriptAsync(Job job, string prompt, string scratch, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Interpreter)
        {
            WorkingDirectory = scratch,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(ScriptDirectory, Path.GetFileName(job.Payload.Type)));
        start.ArgumentList.Add(prompt);

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Interpreter} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        logger.LogInformation("Job {JobId} ended with {ExitCode} after {Elapsed}", job.JobId, process.ExitCode, clock.Elapsed);
        var text = process.ExitCode == 0 ? await output : await error;
        return new JobResult(job.JobId, process.ExitCode, text.Trim(), clock.Elapsed.TotalMilliseconds);
    }
}
