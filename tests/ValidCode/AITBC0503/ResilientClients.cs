// frameworks: AspNetCore, Resilience
using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace ValidCode.ResilientClients;

public static class Services
{
    /// <summary>The caller goes on with the builder.</summary>
    public static IHttpClientBuilder AddGitea(this IServiceCollection services, Uri address)
    {
        var builder = services.AddHttpClient<Gitea>(http => http.BaseAddress = address);
        builder.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(10));
        return builder;
    }

    public static void Add(IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddHttpClient("policy").AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt))));
        services.AddHttpClient("again").ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(10)).AddHttpMessageHandler(() => new Again());
        services.AddHttpClient<Careful>();

        var named = services.AddHttpClient("named");
        named.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(10));
        named.AddStandardResilienceHandler();
    }

    public sealed class Gitea(HttpClient http)
    {
        public Task<string> GetAsync() => http.GetStringAsync("/");
    }

    /// <summary>It looks after its failures itself.</summary>
    public sealed class Careful(HttpClient http, ResiliencePipeline pipeline)
    {
        public ValueTask<string> GetAsync() => pipeline.ExecuteAsync(async token => await http.GetStringAsync("/", token));
    }

    private sealed class Again : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var pause = 100; ; pause *= 2)
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (response.IsSuccessStatusCode || pause > 1000)
                    return response;
                await Task.Delay(pause, cancellationToken);
            }
        }
    }
}
