namespace Aitbc.Agent;

/// <summary>Reports failed jobs as issues, and waits for the instance that keeps them.</summary>
public sealed class GiteaClient(HttpClient http, ILogger<GiteaClient> logger)
{
    private const int MaxAttempts = 5;

    /// <summary>Opens an issue, although Gitea answers with 502 now and then.</summary>
    public async Task OpenIssueAsync(string repository, string title, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            try
            {
                using var response = await http.PostAsJsonAsync($"/api/v1/repos/{repository}/issues", new { Title = title }, AgentJson.Options, cancellationToken);
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (attempt < MaxAttempts)
            {
                logger.LogWarning("Attempt {Attempt} to open an issue failed: {Error}", attempt, e.Message);
                await Task.Delay(PauseAfter(attempt), cancellationToken);
            }
        }
    }

    /// <summary>The instance's version, as soon as it tells it.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await http.GetStringAsync("/api/v1/version", cancellationToken);
            }
            catch (HttpRequestException e)
            {
                logger.LogWarning("Gitea does not answer: {Error}", e.Message);
                await Task.Delay(PauseAfter(attempt), cancellationToken);
            }
        }
    }

    /// <summary>1, 2, 4 ... seconds, half a minute at most, and some jitter, so that not all agents come back at once.</summary>
    private static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(30_000, 1000 * Math.Pow(2, attempt - 1)) + Random.Shared.Next(250));
}
