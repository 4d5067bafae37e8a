namespace Aitbc.Agent.Tests;

public class GossipCountTests
{
    [Fact]
    public async Task Every_gossip_is_heard()
    {
        var bus = new InMemoryGossipBus();
        var heard = 0;
        await using var subscription = await bus.SubscribeAsync("transactions", _ => Interlocked.Increment(ref heard), CancellationToken.None);

        ThreadPool.QueueUserWorkItem(_ => bus.Publish("transactions", "{}"));
        ThreadPool.QueueUserWorkItem(_ => bus.Publish("transactions", "{}"));

        // Give the pool some time.
        await Task.Delay(1000);
        Assert.Equal(2, heard);
    }
}
