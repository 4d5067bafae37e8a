using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aitbc.Agent.Tests;

public sealed class ProbeListenerTests : IAsyncLifetime
{
    private readonly ChainState _chain = new();
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(30));
    private ProbeListener _probe = null!;
    private TcpClient _client = null!;

    public Task InitializeAsync()
    {
        _probe = new ProbeListener(_chain, new AgentSettings(), NullLogger<ProbeListener>.Instance);
        _client = new TcpClient();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _probe.StopAsync(CancellationToken.None);
        _probe.Dispose();
        _timeout.Dispose();
    }

    [Fact]
    public async Task Probe_is_told_the_height()
    {
        _chain.SetHead(12, "0x000c");
        await _probe.StartAsync(_timeout.Token);

        await _client.ConnectAsync(IPAddress.Loopback, _probe.Port, _timeout.Token);

        using var reader = new StreamReader(_client.GetStream(), Encoding.ASCII);
        Assert.Equal("OK 12", await reader.ReadLineAsync(_timeout.Token));
    }

    [Fact]
    public async Task Taken_port_is_an_error()
    {
        using var squatter = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        squatter.Bind(new IPEndPoint(IPAddress.Any, 0));
        squatter.Listen();
        var settings = new AgentSettings { ProbePort = ((IPEndPoint)squatter.LocalEndPoint!).Port };
        using var probe = new ProbeListener(_chain, settings, NullLogger<ProbeListener>.Instance);

        await Assert.ThrowsAsync<SocketException>(() => probe.StartAsync(_timeout.Token));
    }
}
