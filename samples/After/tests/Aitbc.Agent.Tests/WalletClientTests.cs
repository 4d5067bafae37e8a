using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aitbc.Agent.Tests;

public sealed class WalletClientTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("aitbc-agent-tests-").FullName;
    private readonly string _directory;
    private int _written;

    public WalletClientTests()
    {
        _directory = Path.Combine(_home, "wallets");
        Directory.CreateDirectory(_directory);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

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

        Assert.Equal(["alice", "bob"], names);
        Assert.Equal(_written, names.Count);
    }

    [Fact]
    public void Backup_copies_the_wallet()
    {
        using var http = new HttpClient();
        WriteWallet("miner");

        var client = new WalletClient(http, _directory) { BackupDirectory = Path.Combine(_home, "backup") };

        var copy = client.Backup("miner");

        Assert.StartsWith(client.BackupDirectory, copy);
        Assert.Contains("42.5", File.ReadAllText(copy));
    }

    [Fact]
    public async Task Daemon_lists_its_wallets()
    {
        using var daemon = new TcpListener(IPAddress.Loopback, 0);
        daemon.Start();
        using var http = new HttpClient { BaseAddress = AddressOf(daemon) };
        var answering = AnswerAsync(daemon, $$"""{"items":[{{WalletJson("miner")}}]}""");

        var wallets = await new WalletClient(http, _directory).GetDaemonWalletsAsync();

        await answering.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("miner", Assert.Single(wallets).Name);
    }

    [Fact]
    public async Task Daemon_that_answers_is_up()
    {
        using var daemon = new TcpListener(IPAddress.Loopback, 0);
        daemon.Start();
        using var http = new HttpClient { BaseAddress = AddressOf(daemon) };
        var answering = AnswerAsync(daemon, """{"status":"ok"}""");

        Assert.True(await new WalletClient(http, _directory).IsDaemonUpAsync());

        await answering.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static Uri AddressOf(TcpListener listener) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

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
        _written++;
    }
}
