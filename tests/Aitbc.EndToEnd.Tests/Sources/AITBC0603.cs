using StackExchange.Redis;

public static class AgentGossip
{
    public static void Join(ISubscriber subscriber, string id)
    {
        subscriber.Publish(RedisChannel.Literal("aitbc:agents"), id);
        subscriber.Subscribe(RedisChannel.Literal("aitbc:agents"), (channel, agent) => { });
    }
}
