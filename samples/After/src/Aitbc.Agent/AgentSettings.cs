namespace Aitbc.Agent;

/// <summary>The <c>Agent</c> section of the configuration.</summary>
public sealed class AgentSettings
{
    public string MinerId { get; set; } = Environment.MachineName;

    public string ApiKey { get; set; } = "";

    public string CoordinatorUrl { get; set; } =
        Environment.GetEnvironmentVariable("AITBC_COORDINATOR_URL") ?? "http://localhost:8000";

    public string WalletDaemonUrl { get; set; } =
        Environment.GetEnvironmentVariable("AITBC_WALLET_URL") ?? "http://localhost:8002";

    public string RedisUrl { get; set; } = Environment.GetEnvironmentVariable("REDIS_URL") ?? "localhost:6379";

    /// <summary><c>redis</c>, or <c>memory</c> for an agent that hears nobody.</summary>
    public string GossipBackend { get; set; } = Environment.GetEnvironmentVariable("GOSSIP_BACKEND") ?? "redis";

    /// <summary>Port of the status endpoint; 0 takes any free one.</summary>
    public int StatusPort { get; set; }

    /// <summary>Port of the load balancer's probe; 0 takes any free one.</summary>
    public int ProbePort { get; set; }

    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
