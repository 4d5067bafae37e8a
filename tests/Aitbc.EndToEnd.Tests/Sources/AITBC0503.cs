using Microsoft.Extensions.DependencyInjection;

public static class Clients
{
    public static void Add(IServiceCollection services)
    {
        services.AddHttpClient("gitea", static client => client.BaseAddress = new Uri("https://gitea.example"));
    }
}
