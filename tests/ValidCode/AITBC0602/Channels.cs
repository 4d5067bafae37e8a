// frameworks: Redis
using System;
using System.Threading.Tasks;
using StackExchange.Redis;

namespace ValidCode.UnmatchedChannel;

/// <summary>Two directions, several versions and a channel per job, each with a listener, here or elsewhere.</summary>
public sealed class Channels(ISubscriber subscriber, string node)
{
    private const string Prefix = "aitbc:";

    public async Task RunAsync(Guid job)
    {
        await subscriber.SubscribeAsync(RedisChannel.Literal(Prefix + "jobs"), (_, _) => { });
        await subscriber.SubscribeAsync(RedisChannel.Literal(Prefix + "job"), (_, _) => { });
        await subscriber.SubscribeAsync(RedisChannel.Pattern("aitbc:results:*"), (_, _) => { });
        await subscriber.SubscribeAsync(RedisChannel.Literal($"{node}:rx"), (_, _) => { });
        await subscriber.SubscribeAsync(RedisChannel.Literal("events:v1"), (_, _) => { });
        await subscriber.SubscribeAsync(RedisChannel.Literal("ingress"), (_, _) => { });

        await subscriber.PublishAsync(RedisChannel.Literal("aitbc:jobs"), "x");
        await subscriber.PublishAsync(RedisChannel.Literal("aitbc:job"), "x");
        await subscriber.PublishAsync(RedisChannel.Literal($"aitbc:results:{job}"), "x");
        await subscriber.PublishAsync(RedisChannel.Literal($"{node}:tx"), "x");
        await subscriber.PublishAsync(RedisChannel.Literal("events:v2"), "x");
        await subscriber.PublishAsync(RedisChannel.Literal("egress"), "x");
        await subscriber.PublishAsync(RedisChannel.Literal("blocks"), "for the indexer, which is another program");
    }
}
