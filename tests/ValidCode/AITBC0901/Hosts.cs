// frameworks: AspNetCore
using System.Collections.Generic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

// Hosts whose address is configuration.
public static class Hosts
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:8016");
        builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.ListenLocalhost(context.Configuration.GetValue("Port", 8016)));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Coordinator:Url"] = "http://localhost:8000" });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/ports/8016", () => "http://localhost:8016");
        return app;
    }
}
