using System.Net;

namespace Aitbc.Agent;

/// <summary>The miner's side of the coordinator API.</summary>
public sealed class CoordinatorClient(HttpClient http)
{
    private sealed record Health(string Status);

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.GetAsync("/health", cancellationToken);
        if (!response.IsSuccessStatusCode)
            return false;

        var health = await response.Content.ReadFromJsonAsync<Health>(AgentJson.Options, cancellationToken);
        return health?.Status == "ok";
    }

    /// <summary>The next job, or null when the coordinator has none.</summary>
    public async Task<Job?> PollAsync(CancellationToken cancellationToken = default)
    {
        var request = new { MaxWaitSeconds = 5 };
        using var response = await http.PostAsJsonAsync("/v1/miners/poll", request, AgentJson.Options, cancellationToken);
        response.EnsureSuccessStatusCode();
        if (response.StatusCode == HttpStatusCode.NoContent)
            return null;

        return await response.Content.ReadFromJsonAsync<Job>(AgentJson.Options, cancellationToken);
    }

    public async Task SubmitResultAsync(JobResult result, CancellationToken cancellationToken = default)
    {
        var request = new { Result = new { result.Output }, Metrics = new { result.DurationMs } };
        using var response = await http.PostAsJsonAsync($"/v1/miners/{result.JobId}/result", request, AgentJson.Options, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task SubmitFailureAsync(JobResult result, CancellationToken cancellationToken = default)
    {
        var request = new { ErrorCode = $"EXIT_{result.ExitCode}", ErrorMessage = result.Output };
        using var response = await http.PostAsJsonAsync($"/v1/miners/{result.JobId}/fail", request, AgentJson.Options, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
