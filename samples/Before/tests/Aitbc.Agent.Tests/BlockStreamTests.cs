using Microsoft.Extensions.Logging.Abstractions;

namespace Aitbc.Agent.Tests;

/// <summary>Blocks that come while somebody listens.</summary>
public sealed class BlockStreamTests
{
    private readonly InMemoryGossipBus _bus = new();
    private readonly ChainState _chain = new();

    [Fact]
    public async Task Block_reaches_its_subscriber()
    {
        var heard = new TaskCompletionSource<string>();
        await using var subscription = await _bus.SubscribeAsync("blocks", block => heard.TrySetResult(block), CancellationToken.None);

        _ = Task.Run(() => Mine(1));

        Assert.Contains("\"height\":1", await heard.Task);
    }

    [Fact]
    public async Task Head_follows_a_miner()
    {
        using var listener = new GossipListener(_bus, _chain, NullLogger<GossipListener>.Instance);
        await listener.StartAsync(CancellationToken.None);
        await listener.Subscribed;

        _ = Task.Run(() => Mine(5));
        while (_chain.Height < 5)
            await Task.Delay(10);

        await listener.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Subscriptions_come_and_go()
    {
        // A night of this found the leak of March.
        while (true)
        {
            var subscription = await _bus.SubscribeAsync("blocks", _ => { }, CancellationToken.None);
            await subscription.DisposeAsync();
        }
    }

    private void Mine(int blocks)
    {
        for (var height = 1; height <= blocks; height++)
            _bus.Publish("blocks", $$"""{"height":{{height}},"hash":"0x{{height:x4}}"}""");
    }
}
