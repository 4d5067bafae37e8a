namespace Aitbc.Agent;

public sealed record Offer(string Id, string Provider, decimal Price);

/// <summary>What providers offer, and at which rate it is paid.</summary>
public sealed class MarketplaceClient
{
    private static readonly string ExchangeUrl = Environment.GetEnvironmentVariable("EXCHANGE_URL") ?? "http://localhost:8001";

    private readonly HttpClient _http = new() { BaseAddress = new Uri(Environment.GetEnvironmentVariable("MARKETPLACE_URL") ?? "http://localhost:8014") };

    public async Task<IReadOnlyList<Offer>> OffersAsync(CancellationToken cancellationToken = default) =>
        await _http.GetFromJsonAsync<List<Offer>>("/v1/marketplace/offers", AgentJson.Options, cancellationToken) ?? [];

    public Task<decimal> RateAsync(string currency, CancellationToken cancellationToken = default) =>
        _http.GetFromJsonAsync<decimal>($"{ExchangeUrl}/rates/{currency}", AgentJson.Options, cancellationToken);
}
