using StackExchange.Redis;

namespace Aitbc.Agent;

/// <summary>Tells the other agents when this one comes and goes, and hears of the others.</summary>
public sealed class AgentGossip(ISubscriber gossip)
{
    public static async Task<AgentGossip> OpenAsync()
    {
        var redis = await ConnectionMultiplexer.ConnectAsync("localhost:6379");
        return new AgentGossip(redis.GetSubscriber());
    }

    public async Task JoinAsync(string minerId, Action<string> joined, Action<string> left)
    {
        await gossip.PublishAsync(RedisChannel.Literal("agents:joined"), minerId);
        await gossip.SubscribeAsync(RedisChannel.Literal("agents:joined"), (_, id) => joined(id.ToString()));
        await gossip.SubscribeAsync(RedisChannel.Literal("agents:left"), (_, id) => left(id.ToString()));
    }

    public Task LeaveAsync(string minerId) => gossip.PublishAsync(RedisChannel.Literal("agents:Left"), minerId);
}
