namespace Aitbc.Agent;

/// <summary>The <c>Agent</c> section of the configuration.</summary>
public sealed class AgentSettings
{
    public string MinerId { get; set; } = Environment.MachineName;

    public string ApiKey { get; set; } = "";

    public string CoordinatorUrl { get; set; } = "http://localhost:8000";

    public string WalletDaemonUrl { get; set; } = "http://localhost:8002";

    public string RedisUrl { get; set; } = "localhost:6379";

    /// <summary><c>redis</c>, or <c>memory</c> for an agent that hears nobody.</summary>
    public string GossipBackend { get; set; } = "redis";

    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
