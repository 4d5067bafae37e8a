namespace Aitbc.Agent;

/// <summary>Takes jobs from the coordinator, one at a time.</summary>
public sealed class AgentWorker(
    CoordinatorClient coordinator,
    JobRunner runner,
    AgentStats stats,
    AgentSettings settings,
    ILogger<AgentWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = settings.PollInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var job = await coordinator.PollAsync(stoppingToken);
                delay = settings.PollInterval;
                if (job is not null)
                {
                    await HandleAsync(job, stoppingToken);
                    continue;
                }
            }
            catch (HttpRequestException e)
            {
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
                logger.LogWarning("Coordinator does not answer, next try in {Delay}: {Error}", delay, e.Message);
            }

            await Task.Delay(delay, stoppingToken);
        }
    }

    private async Task HandleAsync(Job job, CancellationToken stoppingToken)
    {
        logger.LogInformation("Job {JobId} ({Type})", job.JobId, job.Payload.Type);
        var result = await runner.RunAsync(job, stoppingToken);
        if (result.Succeeded)
            await coordinator.SubmitResultAsync(result, stoppingToken);
        else
            await coordinator.SubmitFailureAsync(result, stoppingToken);
        stats.Count(result);
    }
}
