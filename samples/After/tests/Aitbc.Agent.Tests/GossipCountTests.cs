namespace Aitbc.Agent.Tests;

public class GossipCountTests
{
    [Fact]
    public async Task Every_gossip_is_heard()
    {
        var bus = new InMemoryGossipBus();
        using var heard = new SemaphoreSlim(0);
        await using var subscription = await bus.SubscribeAsync("transactions", _ => heard.Release(), CancellationToken.None);

        ThreadPool.QueueUserWorkItem(_ => bus.Publish("transactions", "{}"));
        ThreadPool.QueueUserWorkItem(_ => bus.Publish("transactions", "{}"));

        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(await heard.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
