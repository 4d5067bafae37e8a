namespace Aitbc.Agent;

/// <summary>A transaction as the node tells it.</summary>
public sealed record Transaction(string Hash, long? BlockHeight);

/// <summary>Sends money through the node's RPC.</summary>
public sealed class WalletTransfers(HttpClient node)
{
    public async Task<Transaction> SendPaymentAsync(string to, decimal amount, CancellationToken cancellationToken = default)
    {
        using var response = await node.PostAsJsonAsync("/rpc/sendTx", new { To = to, Amount = amount }, AgentJson.Options, cancellationToken);
        return await response.Content.ReadFromJsonAsync<Transaction>(AgentJson.Options, cancellationToken)
            ?? throw new InvalidDataException("The node gave no transaction.");
    }

    public async Task<Transaction?> FindAsync(string hash, CancellationToken cancellationToken = default) =>
        await node.GetFromJsonAsync<Transaction>($"/rpc/tx/{hash}", AgentJson.Options, cancellationToken);
}

/// <summary>Buys a job of another agent: pays, then asks.</summary>
public sealed class JobBuyer(WalletTransfers wallet, HttpClient provider)
{
    private const string Fees = "aitbc1fees_simple";

    public async Task<string> BuyAsync(string prompt, string payee, decimal price, CancellationToken cancellationToken = default)
    {
        await wallet.SendPaymentAsync(payee, price, cancellationToken);
        _ = wallet.SendPaymentAsync(Fees, price / 100, cancellationToken);

        using var response = await provider.PostAsJsonAsync("/job", new { Prompt = prompt }, AgentJson.Options, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}
