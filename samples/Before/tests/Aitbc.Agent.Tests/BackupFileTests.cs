namespace Aitbc.Agent.Tests;

/// <summary>The wallet's backup on disk.</summary>
public sealed class BackupFileTests
{
    [Fact]
    public void Backup_keeps_the_address()
    {
        var backup = Path.Combine(Path.GetTempPath(), "wallet-backup.json");
        File.AppendAllText(backup, """{"address":"aitbc1miner_simple"}""");

        Assert.Contains("aitbc1miner", File.ReadAllText(backup));
    }
}
