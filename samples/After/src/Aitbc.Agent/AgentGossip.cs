using StackExchange.Redis;

namespace Aitbc.Agent;

/// <summary>Tells the other agents when this one comes and goes, and hears of the others.</summary>
public sealed class AgentGossip(ISubscriber gossip)
{
    private static readonly RedisChannel Joined = RedisChannel.Literal("agents:joined");
    private static readonly RedisChannel Left = RedisChannel.Literal("agents:left");

    public static async Task<AgentGossip> OpenAsync(AgentSettings settings)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(settings.RedisUrl);
        return new AgentGossip(redis.GetSubscriber());
    }

    public async Task JoinAsync(string minerId, Action<string> joined, Action<string> left)
    {
        await gossip.SubscribeAsync(Joined, (_, id) => joined(id.ToString()));
        await gossip.SubscribeAsync(Left, (_, id) => left(id.ToString()));
        await gossip.PublishAsync(Joined, minerId);
    }

    public Task LeaveAsync(string minerId) => gossip.PublishAsync(Left, minerId);
}
