using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ValidCode.Awaited;

public interface IWallet
{
    Task<string> SendAsync(string to, decimal amount);

    ValueTask PayInvoiceAsync(string invoice);
}

/// <summary>Nothing to do with money, whatever its methods are called.</summary>
public class WalletHub
{
    public Task SendMessageAsync(string text) => Task.CompletedTask;

    public void SendPayment(string text) => Console.WriteLine(text);
}

public class Buyer(IWallet wallet, WalletHub hub)
{
    private Task _last = Task.CompletedTask;

    public async Task PayAllAsync(IEnumerable<string> providers, CancellationToken token)
    {
        await Task.WhenAll(providers.Select(provider => wallet.SendAsync(provider, 1)));
        await wallet.PayInvoiceAsync("x").ConfigureAwait(false);
        var pending = wallet.SendAsync("fees", 1);
        await pending.WaitAsync(token);
        _ = hub.SendMessageAsync("paid");
        hub.SendPayment("paid");
    }

    /// <summary>The wallet collects what it is told, and sends it all at the flush.</summary>
    public async Task PayInOneBatchAsync(Func<Task> flush)
    {
#pragma warning disable CS4014 // sent with the batch
        wallet.SendAsync("first", 1);
        wallet.SendAsync("second", 1);
#pragma warning restore CS4014
        await flush();
    }

    public Task<string> PayAsync(string to) => wallet.SendAsync(to, 1);

    public void Start(string to) => _last = wallet.SendAsync(to, 1);

    public void Observe(string to) =>
        wallet.SendAsync(to, 1).ContinueWith(static task => Console.Error.WriteLine(task.Exception), TaskContinuationOptions.OnlyOnFaulted);

    public Task LastAsync() => _last;
}
