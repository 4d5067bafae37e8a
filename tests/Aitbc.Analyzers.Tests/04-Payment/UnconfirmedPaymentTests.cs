using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Payment.UnconfirmedPaymentAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Payment;

public class UnconfirmedPaymentTests
{
    private const string Send = "var sent = await wallet.SendAsync(\"ait1\", 1); ";

    [Theory]
    // The playbook's order.
    [InlineData(Send + "await chain.WaitForConfirmationAsync(sent); await coordinator.SubmitJobAsync(\"j\");")]
    [InlineData(Send + "while (!await chain.IsConfirmedAsync(sent)) await Task.Delay(100); await coordinator.SubmitJobAsync(\"j\");")]
    [InlineData(Send + "if (!sent.IsConfirmed) return; await coordinator.SubmitJobAsync(\"j\");")]
    [InlineData("await wallet.SendPaymentAndWaitForReceiptAsync(\"ait1\", 1); await coordinator.SubmitJobAsync(\"j\");")]
    [InlineData("await SendPaymentAsync(); await coordinator.SubmitJobAsync(\"j\");", "private async Task SendPaymentAsync() { var r = await wallet.SendAsync(\"ait1\", 1); await chain.WaitForConfirmationAsync(r); }")]
    [InlineData("foreach (var j in new[] { \"a\", \"b\" }) { var r = await wallet.SendAsync(\"ait1\", 1); await chain.WaitForConfirmationAsync(r); await coordinator.SubmitJobAsync(j); }")]
    [InlineData("try { await wallet.SendAsync(\"ait1\", 1); } finally { await chain.WaitForConfirmationAsync(null); } await coordinator.SubmitJobAsync(\"j\");")]
    // Not both on one path.
    [InlineData("if (flag) await wallet.SendAsync(\"ait1\", 1); else await coordinator.SubmitJobAsync(\"j\");")]
    [InlineData("if (flag) { await wallet.SendAsync(\"ait1\", 1); return; } await coordinator.SubmitJobAsync(\"j\");")]
    // No payment in sight, or no job.
    [InlineData("await coordinator.SubmitJobAsync(\"j\");")]
    [InlineData("await http.PostAsJsonAsync(url + \"/job\", 1);")]
    [InlineData(Send + "await http.PostAsJsonAsync(url + \"/messages\", 1);")]
    [InlineData(Send + "await http.GetAsync(url + \"/jobs\");")]
    // An order and its invoice.
    [InlineData("var job = await coordinator.SubmitJobAsync(\"j\"); await wallet.SendAsync(job.Hash, 1);")]
    [InlineData("var job = await coordinator.SubmitJobAsync(\"j\"); var to = job.Hash; await wallet.SendAsync(to, 1);")]
    [InlineData("await coordinator.CreateJobAsync(\"j\"); await wallet.SendAsync(\"ait1\", 1);")]
    public async Task Silent_where_the_payment_is_settled(string body, string members = "") =>
        await Verify.ReportsAsync(PaymentCode.In(body, members));

    [Theory]
    [InlineData(Send + "await coordinator.[|SubmitJobAsync|](\"j\");")]
    [InlineData("wallet.SendAsync(\"ait1\", 1); await coordinator.[|CreateJobAsync|](\"j\");")]
    [InlineData(Send + "chain.WaitForConfirmationAsync(sent); await coordinator.[|SubmitJobAsync|](\"j\");")]
    [InlineData(Send + "if (flag) await chain.WaitForConfirmationAsync(sent); await coordinator.[|SubmitJobAsync|](\"j\");")]
    [InlineData(Send + "await coordinator.[|SubmitJobAsync|](\"j\"); await chain.WaitForConfirmationAsync(sent);")]
    [InlineData("try { await wallet.SendAsync(\"ait1\", 1); } finally { await coordinator.[|SubmitJobAsync|](\"j\"); }")]
    [InlineData("wallet.Pay(\"ait1\"); await coordinator.[|SubmitJobAsync|](\"j\");")]
    [InlineData(Send + "await http.[|PostAsJsonAsync|](url + \"/job\", 1);")]
    [InlineData(Send + "await http.[|PostAsync|]($\"{url}/v1/jobs/\", null);")]
    [InlineData(Send + "await http.[|PostAsync|](new Uri(new Uri(url), \"v1/jobs?wait=1\"), null);")]
    [InlineData(Send + "await http.SendAsync(new [|HttpRequestMessage|](HttpMethod.Post, Route));", "private const string Route = \"/v1/jobs\";")]
    [InlineData("await coordinator.[|SubmitJobAsync|](\"j\"); await wallet.SendAsync(\"ait1\", 1);")]
    [InlineData("await Pay(); async Task Pay() { var r = await wallet.SendAsync(\"a\", 1); await coordinator.[|SubmitJobAsync|](\"j\"); }")]
    public async Task Reports_a_job_whose_payment_is_not_settled(string body, string members = "") =>
        await Verify.ReportsAsync(PaymentCode.In(body, members));

    /// <summary>A wallet that was not written for this rule.</summary>
    [Theory]
    [InlineData("await rpc.SendToAddressAsync(provider, Money.Coins(0.1m)); using var job = await http.[|PostAsJsonAsync|](\"/job\", 1);")]
    [InlineData("var sent = await rpc.SendToAddressAsync(provider, Money.Coins(0.1m)); while ((await rpc.GetRawTransactionInfoAsync(sent)).Confirmations < 1) await Task.Delay(1000); using var job = await http.PostAsJsonAsync(\"/job\", 1);")]
    [InlineData("var sent = await rpc.SendToAddressAsync(provider, Money.Coins(0.1m)); var info = await rpc.GetRawTransactionInfoAsync(sent); if (info.Confirmations == 0) return; using var job = await http.PostAsJsonAsync(\"/job\", 1);")]
    public async Task Knows_the_wallet_of_NBitcoin(string body) => await Verify.ReportsAsync($$"""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;
        using NBitcoin;
        using NBitcoin.RPC;

        public class Buyer(RPCClient rpc, BitcoinAddress provider, HttpClient http)
        {
            public async Task BuyAsync()
            {
                {{body}}
            }
        }
        """, Library.NBitcoin);

    [Fact]
    public async Task Options_name_all_three()
    {
        const string Members = "private Task DonateAsync() => Task.CompletedTask; private Task ArrivedAsync() => Task.CompletedTask; private Task TrainAsync() => Task.CompletedTask;";
        string[] options = ["aitbc.payment_methods = DonateAsync", "aitbc.confirmation_methods = Buyer.Arrived*", "aitbc.job_methods = Train*"];
        await Verify.ReportsAsync(PaymentCode.In("await DonateAsync(); await [|TrainAsync|]();", Members), options);
        await Verify.ReportsAsync(PaymentCode.In("await DonateAsync(); await ArrivedAsync(); await TrainAsync();", Members), options);
    }
}
