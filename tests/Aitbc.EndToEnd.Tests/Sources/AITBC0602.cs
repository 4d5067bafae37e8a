using StackExchange.Redis;

public static class BlockGossip
{
    public static void Listen(ISubscriber subscriber)
    {
        subscriber.Subscribe(RedisChannel.Literal("aitbc:blocks"), (channel, block) => { });
    }

    public static void Tell(ISubscriber subscriber, string block)
    {
        subscriber.Publish(RedisChannel.Literal("aitbc:Blocks"), block);
    }
}
