using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aitbc.Agent;

/// <summary>One line for the load balancer's TCP probe.</summary>
public sealed class ProbeListener(ChainState chain, ILogger<ProbeListener> logger) : BackgroundService
{
    public const int Port = 8017;

    private readonly TcpListener _listener = new(IPAddress.Any, Port);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        logger.LogInformation("Probe on port {Port}", Port);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _listener.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(stoppingToken);
            try
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"OK {chain.Height}\n"), stoppingToken);
            }
            catch (IOException e)
            {
                logger.LogDebug("Probe hung up: {Error}", e.Message);
            }
        }
    }
}
