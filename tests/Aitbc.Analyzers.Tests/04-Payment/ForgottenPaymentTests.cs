using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Payment.ForgottenPaymentAnalyzer, Aitbc.Analyzers.Payment.ForgottenPaymentCodeFix>;

namespace Aitbc.Analyzers.Tests.Payment;

public class ForgottenPaymentTests
{
    [Theory]
    [InlineData("await wallet.SendAsync(\"ait1\", 1);")]
    [InlineData("await wallet.SendAsync(\"ait1\", 1).ConfigureAwait(false);")]
    [InlineData("_ = await wallet.SendAsync(\"ait1\", 1);")]
    [InlineData("var sent = wallet.SendAsync(\"ait1\", 1); await sent;")]
    [InlineData("var sent = new List<Task> { wallet.SendAsync(\"ait1\", 1) }; await Task.WhenAll(sent);")]
    [InlineData("await Task.WhenAll(wallet.SendAsync(\"ait1\", 1), wallet.SendPaymentAsync(\"ait1\", 1));")]
    [InlineData("wallet.SendAsync(\"ait1\", 1).Wait(); await Task.Yield();")]
    [InlineData("Use(wallet.SendAsync(\"ait1\", 1)); await Task.Yield();")]
    [InlineData("pending = wallet.SendAsync(\"ait1\", 1); await Task.Yield();", "private Task? pending;")]
    [InlineData("_ = wallet.SendAsync(\"ait1\", 1).ContinueWith(t => Use(t.Exception)); await Task.Yield();")]
    [InlineData("Func<Task> send = () => wallet.SendAsync(\"ait1\", 1); await send();")]
    [InlineData("await Task.Run(() => wallet.SendAsync(\"ait1\", 1));")]
    [InlineData("Forget(wallet.SendAsync(\"ait1\", 1)); await Task.Yield();", "private static async void Forget(Task t) { try { await t; } catch (Exception e) { Use(e); } }")]
    // Meant, and said so: the compiler's own warning is off.
    [InlineData("\n#pragma warning disable CS4014\n wallet.SendAsync(\"ait1\", 1); wallet.SendAsync(\"ait2\", 1);\n#pragma warning restore CS4014\n await Task.Yield();")]
    [InlineData("\n#pragma warning disable CS0618, 4014\n wallet.SendAsync(\"ait1\", 1);\n#pragma warning restore\n await Task.Yield();")]
    // A batch collects its payments and sends them together.
    [InlineData("var batch = new BatchWallet(); foreach (var to in new[] { \"a\", \"b\" }) { batch.SendAsync(to); } batch.SendBatch(); await Task.Yield();", BatchWallet)]
    // No payment.
    [InlineData("wallet.Pay(\"ait1\"); await Task.Yield();")]
    [InlineData("http.PostAsync(url, null); await Task.Yield();")]
    [InlineData("bus.SendAsync(\"hello\"); await Task.Yield();", "private sealed class Bus { public Task SendAsync(string text) => Task.CompletedTask; } private readonly Bus bus = new();")]
    // What a mock is told, or asked.
    [InlineData("When(x => x.SendAsync(\"ait1\", 1)); await Task.Yield();", "private static void When(Action<Wallet> call) { }")]
    [InlineData("Setup(x => x.SendAsync(\"ait1\", 1)); await Task.Yield();", "private static void Setup(System.Linq.Expressions.Expression<Func<Wallet, object>> call) { }")]
    [InlineData("Received(wallet).SendAsync(\"ait1\", 1); await Task.Yield();", "private static Wallet Received(Wallet w) => w;")]
    public async Task Silent_where_somebody_waits_or_nothing_is_paid(string body, string members = "") =>
        await Verify.ReportsAsync(PaymentCode.In(body, members));

    private const string BatchWallet = "private sealed class BatchWallet { public Task SendAsync(string to) => Task.CompletedTask; public void SendBatch() { } }";

    [Fact]
    public async Task Reports_a_payment_that_is_called_like_the_sending_of_a_batch() => await Verify.ReportsAsync(
        PaymentCode.In(
            "var purse = new Purse(); purse.[|SubmitAsync|](); await Task.Yield();", "private sealed class Purse { public Task SubmitAsync() => Task.CompletedTask; }"),
        ["aitbc.payment_methods = SubmitAsync"]);

    [Theory]
    [InlineData("var batch = new BatchWallet(); batch.[|SendAsync|](\"a\"); new BatchWallet().SendBatch(); await Task.Yield();", BatchWallet)]
    [InlineData("wallet.[|SendAsync|](\"ait1\", 1); await Task.Yield();")]
    [InlineData("wallet.[|SendAsync|](amount: 1, to: \"ait1\").ConfigureAwait(false); await Task.Yield();")]
    [InlineData("_ = wallet.[|SendPaymentAsync|](\"ait1\", 1); await Task.Yield();")]
    [InlineData("var sent = wallet.[|SendAsync|](\"ait1\", 1); await Task.Yield();")]
    [InlineData("Wallet? other = flag ? wallet : null; other?.[|SendAsync|](\"ait1\", 1); await Task.Yield();")]
    [InlineData("_ = Task.Run(() => wallet.[|SendAsync|](\"ait1\", 1)); await Task.Yield();")]
    [InlineData("Task.Run(async () => await wallet.[|SendAsync|](\"ait1\", 1)); await Task.Yield();")]
    [InlineData("Action pay = () => { wallet.[|SendAsync|](\"ait1\", 1); }; pay(); await Task.Yield();")]
    [InlineData("\n#pragma warning disable CS4014\n#pragma warning restore CS4014\n wallet.[|SendAsync|](\"ait1\", 1); await Task.Yield();")]
    [InlineData("\n#pragma warning disable CS0618\n wallet.[|SendAsync|](\"ait1\", 1); await Task.Yield();")]
    [InlineData("if (flag) wallet.[|SendAsync|](\"ait1\", 1); await Task.Yield();")]
    [InlineData("[|TransferFundsAsync|](); await Task.Yield();", "private Task TransferFundsAsync() => Task.CompletedTask;")]
    [InlineData("await Task.Yield();", "public void Pay() => wallet.[|SendAsync|](\"ait1\", 1);")]
    [InlineData("await Task.Yield();", "public Buyer() { wallet.[|SendAsync|](\"ait1\", 1); }")]
    public async Task Reports_a_payment_that_nobody_waits_for(string body, string members = "") =>
        await Verify.ReportsAsync(PaymentCode.In(body, members));

    [Theory]
    [InlineData("aitbc.payment_methods = Bus.Publish*", "bus.[|PublishAsync|](); wallet.SendAsync(\"ait1\", 1); await Task.Yield();")]
    [InlineData("aitbc.payment_methods = *lish*", "bus.[|PublishAsync|](); await Task.Yield();")]
    [InlineData("aitbc.payment_methods = PublishAsync", "bus.[|PublishAsync|](); await Task.Yield();")]
    [InlineData("aitbc.payment_methods = Wallet.PublishAsync", "bus.PublishAsync(); await Task.Yield();")]
    public async Task Option_names_the_payments(string option, string body) =>
        await Verify.ReportsAsync(
            PaymentCode.In(body, "private sealed class Bus { public Task PublishAsync() => Task.CompletedTask; } private readonly Bus bus = new();"), [option]);

    [Theory]
    [InlineData("wallet.[|SendAsync|](\"ait1\", 1); // pays\n        await Task.Yield();", "await wallet.SendAsync(\"ait1\", 1); // pays\n        await Task.Yield();")]
    [InlineData("_ = wallet.[|SendAsync|](\"ait1\", 1);\n        await Task.Yield();", "await wallet.SendAsync(\"ait1\", 1);\n        await Task.Yield();")]
    [InlineData("var sent = wallet.[|SendAsync|](\"ait1\", 1);\n        await Task.Yield();", "var sent = await wallet.SendAsync(\"ait1\", 1);\n        await Task.Yield();")]
    [InlineData("_ = Task.Run(() => wallet.[|SendAsync|](\"ait1\", 1));\n        await Task.Yield();", "await Task.Run(() => wallet.SendAsync(\"ait1\", 1));\n        await Task.Yield();")]
    [InlineData("wallet.[|SendAsync|](\"a\", 1);\n        if (flag)\n            wallet.[|SendAsync|](\"b\", 1);\n        await Task.Yield();", "await wallet.SendAsync(\"a\", 1);\n        if (flag)\n            await wallet.SendAsync(\"b\", 1);\n        await Task.Yield();")]
    public async Task Fix_awaits(string body, string mended) => await Verify.FixesAsync(PaymentCode.In(body), PaymentCode.In(mended));

    [Theory]
    [InlineData("wallet.[|SendAsync|](\"ait1\", 1);", "public void Run(bool flag)")]
    [InlineData("Wallet? other = flag ? wallet : null; other?.[|SendAsync|](\"ait1\", 1); await Task.Yield();", "public async Task RunAsync(bool flag)")]
    [InlineData("lock (wallet) { wallet.[|SendAsync|](\"ait1\", 1); } await Task.Yield();", "public async Task RunAsync(bool flag)")]
    [InlineData("Action pay = () => { wallet.[|SendAsync|](\"ait1\", 1); }; pay(); await Task.Yield();", "public async Task RunAsync(bool flag)")]
    public async Task No_fix_where_await_cannot_stand(string body, string signature) =>
        await Verify.HasNoFixAsync(PaymentCode.In(body, signature: signature));
}
