namespace Aitbc.Agent.IntegrationTests;

[TestFixture]
public sealed class PeerTableTests
{
    [Test]
    public async Task Peers_report_at_the_same_time()
    {
        var table = new PeerTable();
        var reports = Enumerable.Range(0, 8)
            .Select(i => Task.Run(() => table.Seen($"peer-{i}", i, DateTimeOffset.UnixEpoch)))
            .ToArray();

        await Task.WhenAll(reports);

        Assert.That(table.Highest, Is.EqualTo(7));
    }

    [Test]
    public async Task Late_peer_is_counted()
    {
        var table = new PeerTable();
        table.Seen("peer-1", 3, DateTimeOffset.UnixEpoch);

        await Report(table, "peer-2", 5);

        Assert.That(table.Highest, Is.EqualTo(5));
    }

    private static async Task Report(PeerTable table, string peer, long height) =>
        await Task.Run(() => table.Seen(peer, height, DateTimeOffset.UnixEpoch));
}
