using System;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;

namespace ValidCode.Settled;

public record Transaction(string Hash)
{
    public int Confirmations { get; set; }
}

public record Order(string Invoice);

public interface IWallet
{
    Task<Transaction> SendAsync(string to, decimal amount);

    Task<Transaction> SendTransactionAndWaitForReceiptAsync(string to);

    Task<Transaction> GetAsync(string hash);
}

public interface IMarket
{
    Task<Order> CreateJobAsync(string prompt);

    Task SubmitJobAsync(string prompt);
}

public class Buyer(IWallet wallet, IMarket market, HttpClient provider)
{
    /// <summary>Looks until the block is there.</summary>
    public async Task PollAsync(string prompt, CancellationToken token)
    {
        var sent = await wallet.SendAsync("ait1", 1);
        while ((await wallet.GetAsync(sent.Hash)).Confirmations < 1)
            await Task.Delay(2000, token);
        await market.SubmitJobAsync(prompt);
    }

    /// <summary>Comes back when it is in a block.</summary>
    public async Task ReceiptAsync(string prompt)
    {
        await wallet.SendTransactionAndWaitForReceiptAsync("ait1");
        using var answer = await provider.PostAsJsonAsync("/job", prompt);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>An order, then its invoice.</summary>
    public async Task OrderAsync(string prompt)
    {
        var order = await market.CreateJobAsync(prompt);
        await wallet.SendAsync(order.Invoice, 1);
    }

    /// <summary>One or the other.</summary>
    public async Task EitherAsync(string prompt, bool isFree)
    {
        if (isFree)
            await market.SubmitJobAsync(prompt);
        else
            await wallet.SendAsync("ait1", 1);
    }

    /// <summary>Each round pays for its own job, and waits.</summary>
    public async Task EachAsync(string[] prompts)
    {
        foreach (var prompt in prompts)
        {
            var sent = await wallet.SendAsync("ait1", 1);
            await ConfirmAsync(sent);
            await market.SubmitJobAsync(prompt);
        }
    }

    private async Task ConfirmAsync(Transaction sent)
    {
        if ((await wallet.GetAsync(sent.Hash)).Confirmations == 0)
            throw new InvalidOperationException("Not yet.");
    }
}
