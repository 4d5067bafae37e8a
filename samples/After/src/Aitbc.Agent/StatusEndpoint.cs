namespace Aitbc.Agent;

public sealed record AgentStatus(string MinerId, long Height, string? Hash, int Transactions, int JobsDone, int JobsFailed);

public sealed class AgentStats
{
    private int _done;
    private int _failed;

    public int Done => _done;

    public int Failed => _failed;

    public void Count(JobResult result)
    {
        if (result.Succeeded)
            Interlocked.Increment(ref _done);
        else
            Interlocked.Increment(ref _failed);
    }
}

public static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health", () => Results.Json(new { Status = "ok" }, AgentJson.Options));
        endpoints.MapGet("/status", (ChainState chain, AgentStats stats, AgentSettings settings) => Results.Json(
            new AgentStatus(settings.MinerId, chain.Height, chain.Hash, chain.Transactions, stats.Done, stats.Failed),
            AgentJson.Options));
        endpoints.MapGet("/wallets", (WalletClient wallets) => wallets.List());
    }
}
