namespace Aitbc.Analyzers.Redis;

/// <summary>Reads what a Redis client is configured with.</summary>
internal static class RedisText
{
    /// <summary>
    /// The server that the text names first, as far as it is known: not empty, no placeholder such as
    /// <c>&lt;connection string&gt;</c>, and without parts that only run time knows.
    /// </summary>
    public static string? ServerIn(string text, char hole)
    {
        foreach (var part in text.Split(','))
        {
            var server = part.Trim();
            if (server.Length == 0 || server.IndexOf('=') >= 0)
                continue;
            return server.IndexOf(hole) < 0 && server.IndexOfAny(['<', '>', '{', '}', ' ', '[', '$']) < 0 ? server : null;
        }

        return null;
    }

    /// <summary>Is this the server that a developer's machine has: loopback at the default port?</summary>
    public static bool IsLocalDefault(string server)
    {
        var scheme = server.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            server = server.Substring(scheme + 3);
        var colon = server.IndexOf(':');
        var host = colon < 0 ? server : server.Substring(0, colon);
        return (colon < 0 || server.Substring(colon + 1).TrimEnd('/') == "6379")
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host == "127.0.0.1");
    }

    /// <summary>May this text name a server, so that it is worth a look into the code that gets it?</summary>
    public static bool MayNameServer(string text) => text.Length is > 3 and < 500
        && (text.IndexOf("localhost", StringComparison.OrdinalIgnoreCase) >= 0 || text.StartsWith("127.", StringComparison.Ordinal)
            || text.StartsWith("redis", StringComparison.OrdinalIgnoreCase) || text.IndexOf(":6379", StringComparison.Ordinal) > 0
            || text.IndexOf(":6380", StringComparison.Ordinal) > 0);
}
