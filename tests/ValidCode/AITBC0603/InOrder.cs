// frameworks: Redis
using System;
using System.Threading.Tasks;
using StackExchange.Redis;

namespace ValidCode.PublishBeforeSubscribe;

public sealed class InOrder(ISubscriber subscriber)
{
    private static readonly RedisChannel Hello = RedisChannel.Literal("hello");

    public async Task JoinAsync(string id, bool talks)
    {
        var queue = await subscriber.SubscribeAsync(Hello);
        queue.OnMessage(static message => Console.WriteLine(message.Message));
        await subscriber.PublishAsync(Hello, id);
        if (talks)
            await subscriber.PublishAsync(RedisChannel.Literal("talk"), id);
        else
            await subscriber.SubscribeAsync(RedisChannel.Literal("talk"), (_, _) => { });
    }

    /// <summary>Asks one channel and hears the answer on another.</summary>
    public async Task AskAsync(string id)
    {
        await subscriber.PublishAsync(RedisChannel.Literal("questions"), id);
        await subscriber.SubscribeAsync(RedisChannel.Literal("answers:" + id), (_, _) => { });
    }

    /// <summary>Nobody may be there yet: that is asked.</summary>
    public async Task<bool> IsAloneAsync()
    {
        var others = await subscriber.PublishAsync(Hello, "?");
        await subscriber.SubscribeAsync(Hello, (_, _) => { });
        return others == 0;
    }

    public async Task AgainAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var queue = await subscriber.SubscribeAsync(Hello);
            await subscriber.PublishAsync(Hello, round);
            await queue.UnsubscribeAsync();
        }
    }
}
