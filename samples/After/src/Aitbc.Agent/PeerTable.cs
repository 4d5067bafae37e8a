namespace Aitbc.Agent;

/// <summary>Which peers there are, and how far each of them has come.</summary>
public sealed class PeerTable
{
    private readonly object _peersLock = new();
    private readonly object _headsLock = new();
    private readonly Dictionary<string, DateTimeOffset> _peers = [];
    private readonly Dictionary<string, long> _heads = [];

    public long Highest
    {
        get
        {
            lock (_headsLock)
                return _heads.Values.DefaultIfEmpty().Max();
        }
    }

    public void Seen(string peer, long height, DateTimeOffset now)
    {
        lock (_peersLock)
        {
            _peers[peer] = now;
            lock (_headsLock)
                _heads[peer] = height;
        }
    }

    public void Forget(string peer)
    {
        lock (_peersLock)
        {
            _peers.Remove(peer);
            lock (_headsLock)
                _heads.Remove(peer);
        }
    }
}
