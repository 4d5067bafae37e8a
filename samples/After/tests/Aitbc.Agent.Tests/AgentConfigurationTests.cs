using Microsoft.Extensions.Configuration;

namespace Aitbc.Agent.Tests;

public sealed class AgentConfigurationTests
{
    [Fact]
    public void Environment_names_the_miner()
    {
        var originalAgentMinerId = Environment.GetEnvironmentVariable("Agent__MinerId");
        try
        {
            Environment.SetEnvironmentVariable("Agent__MinerId", "miner-7");

            var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Agent").Get<AgentSettings>()!;

            Assert.Equal("miner-7", settings.MinerId);
        }
        finally
        {
            Environment.SetEnvironmentVariable("Agent__MinerId", originalAgentMinerId);
        }
    }

    [Fact]
    public void Wallets_are_files_of_the_directory()
    {
        var directory = Directory.CreateTempSubdirectory("aitbc-wallets-").FullName;
        File.Create(Path.Combine(directory, "miner.json")).Dispose();

        using var http = new HttpClient();
        Assert.Equal(["miner"], new WalletClient(http, directory).List());

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Wallet_is_small()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "{}");

        using var wallet = File.OpenRead(path);
        Assert.Equal(2, wallet.Length);
        wallet.Dispose();

        File.Delete(path);
    }
}
