namespace Aitbc.Analyzers.Tests.Payment;

/// <summary>A wallet, a chain and a coordinator for the tests of section 4.</summary>
internal static class PaymentCode
{
    public static string In(string body, string members = "", string signature = "public async Task RunAsync(bool flag)") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        public class Receipt { public bool IsConfirmed { get; set; } public string Hash { get; set; } = ""; }

        public class Wallet
        {
            public Task<Receipt> SendAsync(string to, decimal amount) => Task.FromResult(new Receipt());
            public Task SendPaymentAsync(string to, decimal amount) => Task.CompletedTask;
            public Task<Receipt> SendPaymentAndWaitForReceiptAsync(string to, decimal amount) => Task.FromResult(new Receipt());
            public void Pay(string to) { }
        }

        public class Chain
        {
            public Task WaitForConfirmationAsync(Receipt receipt) => Task.CompletedTask;
            public Task<bool> IsConfirmedAsync(Receipt receipt) => Task.FromResult(true);
        }

        public class Coordinator
        {
            public Task<Receipt> SubmitJobAsync(string job) => Task.FromResult(new Receipt());
            public Task<Receipt> CreateJobAsync(string job) => Task.FromResult(new Receipt());
        }

        public class Buyer
        {
            private readonly Wallet wallet = new();
            private readonly Chain chain = new();
            private readonly Coordinator coordinator = new();
            private readonly HttpClient http = new();
            private readonly string url = "";

            {{signature}}
            {
                {{body}}
            }

            private static void Use(object? o) { }
            {{members}}
        }
        """;
}
