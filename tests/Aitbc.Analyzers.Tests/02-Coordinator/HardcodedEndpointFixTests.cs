using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.Coordinator.HardcodedEndpointAnalyzer, Aitbc.Analyzers.Coordinator.HardcodedEndpointCodeFix>;

namespace Aitbc.Analyzers.Tests.Coordinator;

public class HardcodedEndpointFixTests
{
    [Theory]
    [InlineData(
        """http.BaseAddress = new Uri([|"http://localhost:8000"|]); // keep""",
        """http.BaseAddress = new Uri(Environment.GetEnvironmentVariable("COORDINATOR_URL") ?? "http://localhost:8000"); // keep""")]
    [InlineData(
        """http.GetAsync([|"http://localhost:8002/v1/"|] + Text());""",
        """http.GetAsync((Environment.GetEnvironmentVariable("WALLET_URL") ?? "http://localhost:8002/v1/") + Text());""")]
    [InlineData(
        """http.GetAsync([|$"http://localhost:8006/rpc/{Text()}"|]);""",
        """http.GetAsync($"{Environment.GetEnvironmentVariable("BLOCKCHAIN_RPC_URL") ?? "http://localhost:8006"}/rpc/{Text()}");""")]
    [InlineData(
        """const int port = 5000; http.GetAsync([|$"http://localhost:{port}/rpc"|]);""",
        """const int port = 5000; http.GetAsync(Environment.GetEnvironmentVariable("AGENT_URL") ?? $"http://localhost:{port}/rpc");""")]
    [InlineData(
        """const string billing = [|"http://localhost:5000"|]; http.GetAsync(billing);""",
        """string billing = Environment.GetEnvironmentVariable("BILLING_URL") ?? "http://localhost:5000"; http.GetAsync(billing);""")]
    [InlineData(
        """new System.Net.Sockets.TcpClient([|"localhost"|], 5001);""",
        """new System.Net.Sockets.TcpClient(Environment.GetEnvironmentVariable("AGENT_HOST") ?? "localhost", 5001);""")]
    // Two services do not share one variable, two requests to one service do not either where their paths differ.
    [InlineData(
        """http.GetAsync([|"http://localhost:8000/a"|]); http.GetAsync([|"http://localhost:8000/b"|]); http.GetAsync([|"http://localhost:8000/a"|]);""",
        """http.GetAsync(Environment.GetEnvironmentVariable("COORDINATOR_URL") ?? "http://localhost:8000/a"); http.GetAsync(Environment.GetEnvironmentVariable("COORDINATOR_URL_8000") ?? "http://localhost:8000/b"); http.GetAsync(Environment.GetEnvironmentVariable("COORDINATOR_URL") ?? "http://localhost:8000/a");""")]
    public Task Fixes(string statements, string fixedStatements) => Verify.FixesAsync(Method(statements), Method(fixedStatements));

    [Fact]
    public Task Constants_become_readonly() => Verify.FixesAsync(
        """
        using System;
        using System.Net.Http;

        internal class Exchange(HttpClient http)
        {
            /// <summary>Where rates come from.</summary>
            private const string RatesUrl = [|"http://localhost:5000"|];
            private static readonly Uri Orders = new([|"http://localhost:5001/orders"|]);
            private string Books => [|"http://localhost:5002"|];

            public void Ask()
            {
                http.GetAsync(RatesUrl + "/eur");
                http.GetAsync(Orders);
                http.GetAsync(Books);
            }
        }
        """,
        """
        using System;
        using System.Net.Http;

        internal class Exchange(HttpClient http)
        {
            /// <summary>Where rates come from.</summary>
            private static readonly string RatesUrl = Environment.GetEnvironmentVariable("RATES_URL") ?? "http://localhost:5000";
            private static readonly Uri Orders = new(Environment.GetEnvironmentVariable("ORDERS_URL") ?? "http://localhost:5001/orders");
            private string Books => Environment.GetEnvironmentVariable("BOOKS_URL") ?? "http://localhost:5002";

            public void Ask()
            {
                http.GetAsync(RatesUrl + "/eur");
                http.GetAsync(Orders);
                http.GetAsync(Books);
            }
        }
        """);

    [Theory]
    [InlineData("""const string url = [|"http://localhost:5000"|]; if (Text() is url) http.GetAsync(url);""")]
    [InlineData("""const int port = 8000; http.GetAsync([|$"http://localhost:{port}/{Text()}"|]);""")]
    public Task No_fix(string statements) => Verify.HasNoFixAsync(Method(statements));

    private static string Method(string statements) => $$"""
        using System;
        using System.Net.Http;

        public class Agent
        {
            public void Run(HttpClient http)
            {
                {{statements}}
            }

            private static string Text() => Console.ReadLine() ?? "";
        }
        """;
}
