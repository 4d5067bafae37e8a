namespace Aitbc.Agent;

/// <summary>Takes jobs from the coordinator, one at a time.</summary>
public sealed class AgentWorker(
    CoordinatorClient coordinator,
    JobRunner runner,
    AgentStats stats,
    AgentSettings settings,
    ILogger<AgentWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var job = await coordinator.PollAsync(stoppingToken);
                if (job is not null)
                {
                    await HandleAsync(job, stoppingToken);
                    continue;
                }
            }
            catch (HttpRequestException e)
            {
                logger.LogWarning("Coordinator does not answer: {Error}", e.Message);
            }

            await Task.Delay(settings.PollInterval, stoppingToken);
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
