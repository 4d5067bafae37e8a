using System.Globalization;
using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Redis;

/// <summary>The address of a Redis: what counts when two of them are compared. User and password are left behind.</summary>
internal sealed partial record RedisUrl(string Scheme, string Host, int Port, int Database)
{
    private const int DefaultPort = 6379;

    /// <summary>Host and port alone, which decide whether a message arrives.</summary>
    public string Server => Scheme == "unix" ? Host : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <inheritdoc/>
    public override string ToString() => Scheme == "unix" ? $"unix://{Host}" : string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}/{Database}");

    /// <summary>The address, or what is wrong with it.</summary>
    public static (RedisUrl? Url, string? Problem) Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return (null, "is empty");
        if (text.StartsWith("unix://", StringComparison.OrdinalIgnoreCase))
            return (new RedisUrl("unix", text["unix://".Length..].Split('?')[0], 0, 0), null);
        if (Form().Match(text) is not { Success: true } match)
            return (null, text.Contains("://", StringComparison.Ordinal) ? "is no address of a Redis: redis://host:port/db" : "has no scheme: redis://host:port/db");

        var host = match.Groups["host"].Value.Trim('[', ']').ToLowerInvariant();
        if (host.Length == 0)
            return (null, "names no host");
        var port = DefaultPort;
        if (match.Groups["port"].Success && (!int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            return (null, $"has no valid port: '{match.Groups["port"].Value}'");
        var database = match.Groups["db"].Value.Trim('/') is { Length: > 0 } path ? path : QueryDatabase().Match(match.Groups["query"].Value).Groups["db"].Value;
        if (!int.TryParse(database.Length == 0 ? "0" : database, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return (null, $"names a database that is no number: '{database}'");
        return (new RedisUrl(match.Groups["scheme"].Value.ToLowerInvariant(), host is "127.0.0.1" or "::1" ? "localhost" : host, port, number), null);
    }

    /// <summary>StackExchange.Redis writes it its own way: <c>host:6380,defaultDatabase=1,password=...</c>.</summary>
    public static RedisUrl? ParseStackExchange(string text)
    {
        if (StackExchange().Match(text) is not { Success: true } match)
            return null;

        var port = match.Groups["port"].Success ? int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture) : DefaultPort;
        var database = match.Groups["db"].Success ? int.Parse(match.Groups["db"].Value, CultureInfo.InvariantCulture) : 0;
        var host = match.Groups["host"].Value.ToLowerInvariant();
        return new RedisUrl(text.Contains("ssl=true", StringComparison.OrdinalIgnoreCase) ? "rediss" : "redis", host is "127.0.0.1" ? "localhost" : host, port, database);
    }

    [GeneratedRegex(@"^(?<scheme>rediss?)://(?:[^@/?#]*@)?(?<host>\[[0-9a-fA-F:]+\]|[^:/?#\s]*)(?::(?<port>[^/?#]*))?(?<db>/[^?#]*)?(?:\?(?<query>[^#]*))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"(?:^|&)db=(?<db>[^&]*)", RegexOptions.CultureInvariant)]
    private static partial Regex QueryDatabase();

    [GeneratedRegex(@"^(?<host>[A-Za-z0-9.-]+)(?::(?<port>\d{1,5}))?(?=,|$)(?:.*\bdefaultDatabase=(?<db>\d{1,4}))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StackExchange();
}
