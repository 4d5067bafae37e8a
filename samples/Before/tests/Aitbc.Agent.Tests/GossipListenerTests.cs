using Microsoft.Extensions.Logging.Abstractions;

namespace Aitbc.Agent.Tests;

public sealed class GossipListenerTests : IAsyncLifetime
{
    private static readonly List<Exception> Unobserved = [];
    private static ChainState s_chain = new();

    private readonly InMemoryGossipBus _bus = new();
    private readonly GossipListener _listener;

    public GossipListenerTests()
    {
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        s_chain = new ChainState();
        _listener = new GossipListener(_bus, s_chain, NullLogger<GossipListener>.Instance);
    }

    public async Task InitializeAsync()
    {
        await _listener.StartAsync(CancellationToken.None);
        await _listener.Subscribed;
    }

    public async Task DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        _listener.Dispose();
    }

    [Fact]
    public void Block_moves_the_head()
    {
        _bus.Publish("blocks", """{"height":7,"hash":"0xac5d","tx_count":1}""");

        Assert.Equal(7, s_chain.Height);
        Assert.Equal("0xac5d", s_chain.Hash);
    }

    [Fact]
    public void Older_block_does_not_move_the_head()
    {
        _bus.Publish("blocks", """{"height":7,"hash":"0xac5d"}""");
        _bus.Publish("blocks", """{"height":6,"hash":"0x0001"}""");

        Assert.Equal(7, s_chain.Height);
    }

    [Fact]
    public void Unreadable_block_is_skipped()
    {
        _bus.Publish("blocks", "<html>");

        Assert.Equal(0, s_chain.Height);
        Assert.Empty(Unobserved);
    }

    [Fact]
    public void Transactions_are_counted()
    {
        _bus.Publish("transactions", "{}");
        _bus.Publish("transactions", "{}");

        Assert.Equal(2, s_chain.Transactions);
    }

    [Fact]
    public async Task Stopped_listener_hears_nothing()
    {
        await _listener.StopAsync(CancellationToken.None);

        Assert.Equal(0, _bus.Publish("blocks", """{"height":9,"hash":"0x0009"}"""));
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => Unobserved.Add(e.Exception);
}
