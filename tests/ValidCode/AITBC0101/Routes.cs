// frameworks: AspNetCore
using System;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ValidCode.HardcodedAbsolutePath;

[Route("/data/jobs/{id}")]
public sealed class JobsController : Controller
{
    private const string BasePath = "/app/v1";

    [HttpGet("/home/user/profile")]
    public IActionResult Profile() => Redirect("/Users/me/profile");

    public static void Map(WebApplication app)
    {
        app.MapGet("/data/items", () => "");
        app.MapGroup(BasePath).MapPost("/opt/in/now", () => "");
        app.UsePathBase("/var/lib/service");
    }

    public static async Task<string> CallAsync(HttpClient client, HttpContext context)
    {
        var path = "/Library/Media/Updated";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Users/AuthenticateByName");
        context.Request.Path = "/etc/things/x";
        context.Response.Cookies.Append("name", "value", new CookieOptions { Path = "/app" });
        var uri = new UriBuilder("http", "localhost") { Path = "/var/log/items" }.Uri;
        return await client.GetStringAsync(uri) + await client.GetStringAsync(path) + request.RequestUri;
    }

    public static bool IsSecret(string line) =>
        Regex.IsMatch(line, @"C:\\Users\\(?<secret>[^\\]+)") || line == XNamespace.Get("/data/schema").ToString();
}
