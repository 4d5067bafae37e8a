using StackExchange.Redis;

namespace Aitbc.Agent;

public interface IGossipBus
{
    /// <summary>Hears a channel until the returned object is disposed.</summary>
    Task<IAsyncDisposable> SubscribeAsync(string channel, Action<string> handler, CancellationToken cancellationToken);
}

public sealed class RedisGossipBus(string configuration) : IGossipBus, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ConnectionMultiplexer? _connection;

    public async Task<IAsyncDisposable> SubscribeAsync(string channel, Action<string> handler, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        var queue = await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel));
        queue.OnMessage(message => handler(message.Message.ToString()));
        return new Subscription(queue);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(configuration);
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed class Subscription(ChannelMessageQueue queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await queue.UnsubscribeAsync();
    }
}

/// <summary>What a node falls back to without a broker: only this process hears what is published.</summary>
public sealed class InMemoryGossipBus : IGossipBus
{
    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];

    public Task<IAsyncDisposable> SubscribeAsync(string channel, Action<string> handler, CancellationToken cancellationToken)
    {
        var subscription = new Subscription(this, channel, handler);
        lock (_lock)
            _subscriptions.Add(subscription);
        return Task.FromResult<IAsyncDisposable>(subscription);
    }

    /// <summary>Delivers to every subscriber and returns how many there were.</summary>
    public int Publish(string channel, string message)
    {
        Subscription[] receivers;
        lock (_lock)
            receivers = [.. _subscriptions.Where(s => s.Channel == channel)];
        foreach (var receiver in receivers)
            receiver.Handler(message);
        return receivers.Length;
    }

    private sealed class Subscription(InMemoryGossipBus bus, string channel, Action<string> handler) : IAsyncDisposable
    {
        public string Channel => channel;

        public Action<string> Handler => handler;

        public ValueTask DisposeAsync()
        {
            lock (bus._lock)
                bus._subscriptions.Remove(this);
            return ValueTask.CompletedTask;
        }
    }
}
