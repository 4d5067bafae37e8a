using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aitbc.Agent.Tests;

public sealed class GossipListenerTests : IAsyncLifetime
{
    private readonly InMemoryGossipBus _bus = new();
    private readonly ChainState _chain = new();
    private readonly ConcurrentQueue<Exception> _unobserved = new();
    private readonly GossipListener _listener;

    public GossipListenerTests()
    {
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        _listener = new GossipListener(_bus, _chain, NullLogger<GossipListener>.Instance);
    }

    public async Task InitializeAsync()
    {
        await _listener.StartAsync(CancellationToken.None);
        await _listener.Subscribed.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async Task DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        _listener.Dispose();
        TaskScheduler.UnobservedTaskException -= OnUnobserved;
    }

    [Fact]
    public void Block_moves_the_head()
    {
        _bus.Publish("blocks", """{"height":7,"hash":"0xac5d","tx_count":1}""");

        Assert.Equal(7, _chain.Height);
        Assert.Equal("0xac5d", _chain.Hash);
    }

    [Fact]
    public void Older_block_does_not_move_the_head()
    {
        _bus.Publish("blocks", """{"height":7,"hash":"0xac5d"}""");
        _bus.Publish("blocks", """{"height":6,"hash":"0x0001"}""");

        Assert.Equal(7, _chain.Height);
    }

    [Fact]
    public void Unreadable_block_is_skipped()
    {
        _bus.Publish("blocks", "<html>");

        Assert.Equal(0, _chain.Height);
        Assert.Empty(_unobserved);
    }

    [Fact]
    public void Transactions_are_counted()
    {
        _bus.Publish("transactions", "{}");
        _bus.Publish("transactions", "{}");

        Assert.Equal(2, _chain.Transactions);
    }

    [Fact]
    public async Task Stopped_listener_hears_nothing()
    {
        await _listener.StopAsync(CancellationToken.None);

        Assert.Equal(0, _bus.Publish("blocks", """{"height":9,"hash":"0x0009"}"""));
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => _unobserved.Enqueue(e.Exception);
}
