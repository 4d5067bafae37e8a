using System.Text.Json;

namespace Aitbc.Agent;

public sealed record Wallet(string Name, string Address, decimal Balance, bool Encrypted);

/// <summary>Wallet files of this host, and the wallet daemon where one runs.</summary>
public sealed class WalletClient(HttpClient http, string directory = WalletClient.DefaultDirectory)
{
    public const string DefaultDirectory = "/home/oib/.aitbc/wallets";

    private sealed record WalletPage(IReadOnlyList<Wallet> Items);

    public IReadOnlyList<string> List() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*.json").Select(Path.GetFileNameWithoutExtension).Order()!]
        : [];

    public async Task<Wallet> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(PathOf(name));
        return await JsonSerializer.DeserializeAsync<Wallet>(file, AgentJson.Options, cancellationToken)
            ?? throw new InvalidDataException($"Wallet '{name}' is empty.");
    }

    /// <summary>Copies a wallet into the backup folder and returns the copy's path.</summary>
    public string Backup(string name)
    {
        var backup = "/var/lib/aitbc/backup/" + name + ".json";
        Directory.CreateDirectory(Path.GetDirectoryName(backup)!);
        File.Copy(PathOf(name), backup, overwrite: true);
        return backup;
    }

    public async Task<bool> IsDaemonUpAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await http.GetAsync("/health", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<Wallet>> GetDaemonWalletsAsync(CancellationToken cancellationToken = default)
    {
        var page = await http.GetFromJsonAsync<WalletPage>("/v1/wallets", AgentJson.Options, cancellationToken);
        return page?.Items ?? [];
    }

    private string PathOf(string name) => Path.Combine(directory, name + ".json");
}
