using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aitbc.Agent.Tests;

public sealed class WalletClientTests
{
    private const string Home = "/tmp/aitbc-agent-tests";

    private static int s_written;

    private readonly string _directory;

    public WalletClientTests()
    {
        _directory = Path.Combine(Home, "wallets");
        Directory.CreateDirectory(_directory);
    }

    [Fact]
    public async Task Open_reads_the_wallet_file()
    {
        using var http = new HttpClient();
        WriteWallet("miner");

        var wallet = await new WalletClient(http, _directory).OpenAsync("miner");

        Assert.Equal("miner", wallet.Name);
        Assert.Equal(42.5m, wallet.Balance);
    }

    [Fact]
    public async Task Open_of_an_unknown_wallet_throws()
    {
        using var http = new HttpClient();
        var client = new WalletClient(http, _directory);

        await Assert.ThrowsAsync<FileNotFoundException>(() => client.OpenAsync("nobody"));
    }

    [Fact]
    public void List_names_every_wallet()
    {
        using var http = new HttpClient();
        WriteWallet("alice");
        WriteWallet("bob");

        var names = new WalletClient(http, _directory).List();

        Assert.Contains("alice", names);
        Assert.Contains("bob", names);
        Assert.True(s_written >= 2);
    }

    [Fact]
    public async Task Daemon_lists_its_wallets()
    {
        var daemon = new TcpListener(IPAddress.Loopback, 18002);
        daemon.Start();
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:18002") };
        var answering = AnswerAsync(daemon, $$"""{"items":[{{WalletJson("miner")}}]}""");

        var wallets = await new WalletClient(http, _directory).GetDaemonWalletsAsync();

        await answering;
        daemon.Stop();
        Assert.Equal("miner", Assert.Single(wallets).Name);
    }

    [Fact]
    public async Task Daemon_that_answers_is_up()
    {
        var daemon = new TcpListener(IPAddress.Loopback, 18002);
        daemon.Start();
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:18002") };
        var answering = AnswerAsync(daemon, """{"status":"ok"}""");

        Assert.True(await new WalletClient(http, _directory).IsDaemonUpAsync());

        await answering;
        daemon.Stop();
    }

    private static async Task AnswerAsync(TcpListener listener, string json)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\nConnection: close\r\n\r\n{json}"));
    }

    private static string WalletJson(string name) =>
        $$"""{"name":"{{name}}","address":"aitbc1{{name}}_simple","balance":42.5,"encrypted":true,"wallet_type":"simple"}""";

    private void WriteWallet(string name)
    {
        File.WriteAllText(Path.Combine(_directory, name + ".json"), WalletJson(name));
        s_written++;
    }
}
