using System.Diagnostics;
using System.Text.Json;

namespace Aitbc.Agent;

/// <summary>Runs one job as a child process and keeps its result.</summary>
public sealed class JobRunner(ILogger<JobRunner> logger)
{
    public string Interpreter { get; init; } =
        Environment.GetEnvironmentVariable("AITBC_PYTHON") ?? "/opt/aitbc/venv/bin/python";

    public string ScriptDirectory { get; init; } =
        Environment.GetEnvironmentVariable("AITBC_JOB_SCRIPTS") ?? "/opt/aitbc/scripts/jobs";

    public string ResultDirectory { get; init; } =
        Environment.GetEnvironmentVariable("AITBC_RESULTS") ?? "/var/lib/aitbc/results";

    public async Task<JobResult> RunAsync(Job job, CancellationToken cancellationToken = default)
    {
        var scratch = Path.Combine(Path.GetTempPath(), "aitbc-agent", job.JobId);
        Directory.CreateDirectory(scratch);
        try
        {
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
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
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
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            logger.LogInformation("Job {JobId} ended with {ExitCode} after {Elapsed}", job.JobId, process.ExitCode, clock.Elapsed);
            var text = process.ExitCode == 0 ? await output : await error;
            return new JobResult(job.JobId, process.ExitCode, text.Trim(), clock.Elapsed.TotalMilliseconds);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
