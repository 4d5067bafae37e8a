using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Gitea.HttpClientWithoutResilienceAnalyzer, Aitbc.Analyzers.Gitea.HttpClientWithoutResilienceCodeFix>;

namespace Aitbc.Analyzers.Tests.Gitea;

public class HttpClientWithoutResilienceTests
{
    private const string Members = """
        public interface IIssues { }
        public class Issues(System.Net.Http.HttpClient http) : IIssues { public System.Net.Http.HttpClient Http => http; }
        public class Steady(System.Net.Http.HttpClient http, Polly.ResiliencePipeline pipeline) { public object Both => (http, pipeline); }
        public class TokenHandler : System.Net.Http.DelegatingHandler { }
        public class RetryHandler : System.Net.Http.DelegatingHandler { }
        public class AgainHandler : System.Net.Http.DelegatingHandler
        {
            protected override async System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage> SendAsync(System.Net.Http.HttpRequestMessage request, System.Threading.CancellationToken token)
            {
                for (var i = 0; ; i++)
                {
                    var response = await base.SendAsync(request, token);
                    if (response.IsSuccessStatusCode || i > 3)
                        return response;
                    await System.Threading.Tasks.Task.Delay(100 << i, token);
                }
            }
        }
        public static class Own
        {
            public static IHttpClientBuilder AddPatience(this IHttpClientBuilder builder) { builder.AddStandardResilienceHandler(); return builder; }
            public static IHttpClientBuilder AddName(this IHttpClientBuilder builder) => builder.ConfigureHttpClient(static http => http.DefaultRequestHeaders.Add("Name", "x"));
            public static void Mend(IHttpClientBuilder builder) => builder.AddStandardResilienceHandler();
        }
        """;

    private static string Code(string body, string members = "") => $$"""
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.DependencyInjection;
        using Polly;

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
        {{body}}
            }
        {{members}}
        }
        {{Members}}
        """;

    [Theory]
    [InlineData("services.AddHttpClient(\"gitea\").AddStandardResilienceHandler();")]
    [InlineData("services.AddHttpClient(\"gitea\").ConfigureHttpClient(http => { }).AddStandardResilienceHandler();")]
    [InlineData("services.AddHttpClient<IIssues, Issues>().AddStandardHedgingHandler();")]
    [InlineData("services.AddHttpClient<Issues>().AddResilienceHandler(\"own\", (pipeline, context) => { });")]
    [InlineData("services.AddHttpClient<Issues>().AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3));")]
    [InlineData("services.AddHttpClient<Issues>().AddPolicyHandler((request) => Policy.NoOpAsync<HttpResponseMessage>());")]
    [InlineData("services.AddHttpClient<Issues>().AddPolicyHandlerFromRegistry(\"own\");")]
    [InlineData("var builder = services.AddHttpClient(\"gitea\"); builder.AddStandardResilienceHandler();")]
    [InlineData("var builder = services.AddHttpClient(\"gitea\"); builder.AddHttpMessageHandler<TokenHandler>(); builder.AddHttpMessageHandler<RetryHandler>();")]
    // A handler of the user's own that tries again.
    [InlineData("services.AddHttpClient<Issues>().AddHttpMessageHandler<RetryHandler>();")]
    [InlineData("services.AddHttpClient<Issues>().AddHttpMessageHandler<AgainHandler>();")]
    [InlineData("services.AddHttpClient<Issues>().AddHttpMessageHandler(() => new AgainHandler());")]
    [InlineData("services.AddHttpClient<Issues>().AddHttpMessageHandler(provider => provider.GetRequiredService<AgainHandler>());")]
    [InlineData("services.AddHttpClient<Issues>().ConfigurePrimaryHttpMessageHandler(() => new AgainHandler());")]
    // A client that is careful itself.
    [InlineData("services.AddHttpClient<Steady>();")]
    [InlineData("services.AddHttpClient<Issues>().AddPatience();")]
    // Somebody else goes on with it.
    [InlineData("Own.Mend(services.AddHttpClient(\"gitea\"));")]
    [InlineData("var builder = services.AddHttpClient(\"gitea\"); Own.Mend(builder);")]
    [InlineData("kept = services.AddHttpClient(\"gitea\");", "private IHttpClientBuilder? kept;")]
    [InlineData("Func<IHttpClientBuilder> build = () => services.AddHttpClient(\"gitea\");")]
    [InlineData("", "public IHttpClientBuilder Add(IServiceCollection services) => services.AddHttpClient(\"gitea\");")]
    [InlineData("", "public IHttpClientBuilder Add(IServiceCollection services) { var builder = services.AddHttpClient(\"gitea\"); return builder; }")]
    // For all clients at once.
    [InlineData("services.AddHttpClient(\"gitea\");", "public void Defaults(IServiceCollection services) => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());")]
    [InlineData("services.AddHttpClient(\"gitea\"); AddServiceDefaults();", "private static void AddServiceDefaults() { }")]
    // Registers the factory, not a client.
    [InlineData("services.AddHttpClient();")]
    public Task Silent_where_the_client_is_resilient_or_not_seen_whole(string body, string members = "") =>
        Verify.ReportsAsync(Code(body, members), Library.AspNetCore, Library.Resilience);

    [Theory]
    [InlineData("services.[|AddHttpClient|](\"gitea\");")]
    [InlineData("services.[|AddHttpClient|](\"gitea\", http => http.BaseAddress = new Uri(\"https://gitea.example\"));")]
    [InlineData("services.[|AddHttpClient<Issues>|]();")]
    [InlineData("services.[|AddHttpClient<IIssues, Issues>|](http => { });")]
    [InlineData("services.[|AddHttpClient|](\"gitea\").ConfigureHttpClient(http => { }).SetHandlerLifetime(TimeSpan.FromMinutes(5));")]
    [InlineData("services.[|AddHttpClient|](\"gitea\").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());")]
    [InlineData("services.[|AddHttpClient|](\"gitea\").AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("Func<HttpMessageHandler> handler = () => new SocketsHttpHandler(); services.[|AddHttpClient|](\"gitea\").ConfigurePrimaryHttpMessageHandler(handler);")]
    [InlineData("services.[|AddHttpClient|](\"gitea\").AddName();")]
    [InlineData("var builder = services.[|AddHttpClient|](\"gitea\"); builder.ConfigureHttpClient(http => { });")]
    [InlineData("services.[|AddHttpClient|](\"gitea\").Services.AddSingleton<Issues>();")]
    [InlineData("HttpClientFactoryServiceCollectionExtensions.[|AddHttpClient|](services, \"gitea\");")]
    [InlineData("Action add = () => services.[|AddHttpClient|](\"gitea\");")]
    [InlineData("services.[|AddHttpClient|](\"a\"); services.AddHttpClient(\"b\").AddStandardResilienceHandler();")]
    [InlineData("services.[|AddHttpClient|](\"gitea\");", "public void Defaults(IServiceCollection services) => services.ConfigureHttpClientDefaults(http => http.ConfigureHttpClient(c => { }));")]
    public Task Reports_a_client_that_gives_up_at_once(string body, string members = "") =>
        Verify.ReportsAsync(Code(body, members), Library.AspNetCore, Library.Resilience);

    [Fact]
    public Task Silent_in_test_projects() =>
        Verify.ReportsAsync(Code("services.AddHttpClient(\"gitea\");"), Library.AspNetCore, Library.Resilience, Library.XunitV2);

    [Theory]
    [InlineData("services.[|AddHttpClient|](\"gitea\");", "services.AddHttpClient(\"gitea\").AddStandardResilienceHandler();")]
    [InlineData(
        "services.[|AddHttpClient<Issues>|]() // issues\n            .ConfigureHttpClient(http => { })\n            .AddHttpMessageHandler<TokenHandler>(); // token",
        "services.AddHttpClient<Issues>() // issues\n            .ConfigureHttpClient(http => { })\n            .AddHttpMessageHandler<TokenHandler>()\n            .AddStandardResilienceHandler(); // token")]
    [InlineData(
        "services.[|AddHttpClient|](\"a\"); services.[|AddHttpClient|](\"b\");",
        "services.AddHttpClient(\"a\").AddStandardResilienceHandler(); services.AddHttpClient(\"b\").AddStandardResilienceHandler();")]
    [InlineData("Action add = () => services.[|AddHttpClient|](\"gitea\");", "Action add = () => services.AddHttpClient(\"gitea\").AddStandardResilienceHandler();")]
    public Task The_standard_handler_is_added(string body, string fixedBody) =>
        Verify.FixesAsync(Code(body), Code(fixedBody), key: "AITBC0503", libraries: [Library.AspNetCore, Library.Resilience]);

    [Theory]
    [InlineData("var builder = services.[|AddHttpClient|](\"gitea\"); builder.ConfigureHttpClient(http => { });")]
    [InlineData("services.[|AddHttpClient|](\"gitea\").Services.AddSingleton<Issues>();")]
    public Task No_fix_where_the_builder_is_used_further(string body) => Verify.HasNoFixAsync(Code(body), Library.AspNetCore, Library.Resilience);

    [Fact]
    public Task No_fix_without_the_package() => Verify.HasNoFixAsync(
        """
        using Microsoft.Extensions.DependencyInjection;
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.[|AddHttpClient|]("gitea");
        }
        """,
        Library.AspNetCore);
}
