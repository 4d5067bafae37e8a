using System.Text.Json;

namespace Aitbc.Agent;

/// <summary>Follows the chain by what the nodes gossip.</summary>
public sealed class GossipListener(IGossipBus bus, ChainState chain, ILogger<GossipListener> logger) : BackgroundService
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Block(long Height, string Hash);

    /// <summary>Completes when both channels are heard.</summary>
    public Task Subscribed => _subscribed.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var blocks = await SubscribeAsync("blocks", OnBlock, stoppingToken);
        await using var transactions = await SubscribeAsync("transactions", _ => chain.AddTransaction(), stoppingToken);
        _subscribed.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
    }

    private async Task<IAsyncDisposable> SubscribeAsync(string channel, Action<string> handler, CancellationToken stoppingToken)
    {
        for (var delay = TimeSpan.FromSeconds(1); ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                return await bus.SubscribeAsync(channel, handler, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning("No gossip on {Channel}, next try in {Delay}: {Error}", channel, delay, e.Message);
                await Task.Delay(delay, stoppingToken);
            }
        }
    }

    private void OnBlock(string message)
    {
        try
        {
            if (JsonSerializer.Deserialize<Block>(message, AgentJson.Options) is { } block)
                chain.SetHead(block.Height, block.Hash);
        }
        catch (JsonException e)
        {
            logger.LogWarning("Block message is not readable: {Error}", e.Message);
        }
    }
}

public sealed class ChainState
{
    private readonly Lock _lock = new();

    public long Height { get; private set; }

    public string? Hash { get; private set; }

    public int Transactions { get; private set; }

    public void SetHead(long height, string hash)
    {
        lock (_lock)
        {
            if (height < Height)
                return;
            Height = height;
            Hash = hash;
        }
    }

    public void AddTransaction()
    {
        lock (_lock)
            Transactions++;
    }
}
