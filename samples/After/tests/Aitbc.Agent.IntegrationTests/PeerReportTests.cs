namespace Aitbc.Agent.IntegrationTests;

/// <summary>The heights that a run of peers has reported.</summary>
[TestFixture]
public sealed class PeerReportTests
{
    private List<long> _heights = [];

    [SetUp]
    public void Collect() => _heights = [1, 3, 7];

    [Test]
    public void Late_peer_moves_the_highest()
    {
        _heights.Add(9);

        Assert.That(_heights.Max(), Is.EqualTo(9));
    }

    [Test]
    public void Highest_is_what_the_peers_report() => Assert.That(_heights.Max(), Is.EqualTo(7));
}
