namespace Aitbc.Analyzers.Ports;

/// <summary>A port that is written in a text.</summary>
internal readonly record struct WrittenPort(int Start, int Length, int Port);

/// <summary>Finds the ports that an address or a command line names.</summary>
internal static class PortText
{
    public const int Max = 65535;

    private static readonly string[] UrlSwitches = ["--urls", "--server.urls", "--ASPNETCORE_URLS"];
    private static readonly string[] PortSwitches = ["--port", "--http_ports", "--https_ports"];

    /// <summary>The ports of <c>scheme://host:port/path</c> or <c>host:port</c>, also of several separated by <c>;</c>.</summary>
    public static IEnumerable<WrittenPort> InAddresses(string text)
    {
        // PGM puts the interface before the semicolon.
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var first && HasNoPort(text, 0, first))
            yield break;

        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(';', start);
            if (end < 0)
                end = text.Length;
            if (InAddress(text, start, end) is { } port)
                yield return port;
            start = end + 1;
        }
    }

    /// <summary>The ports that switches such as <c>--urls</c> and, where the program listens on it, <c>--port</c> name.</summary>
    public static IEnumerable<WrittenPort> InArguments(string text, bool isServer)
    {
        foreach (var name in UrlSwitches)
        {
            foreach (var (start, end) in ValuesOf(text, name))
            {
                foreach (var port in InAddresses(text.Substring(start, end - start)))
                    yield return port with { Start = port.Start + start };
            }
        }

        if (!isServer)
            yield break;

        foreach (var name in PortSwitches)
        {
            foreach (var (start, end) in ValuesOf(text, name))
            {
                if (Number(text, start, end) is { } port)
                    yield return port;
            }
        }
    }

    /// <summary>The text as a port number.</summary>
    public static WrittenPort? Number(string text, int start, int end)
    {
        if (end <= start || end - start > 5)
            return null;

        var value = 0;
        for (var i = start; i < end; i++)
        {
            if (text[i] is < '0' or > '9')
                return null;
            value = value * 10 + (text[i] - '0');
        }

        return value is > 0 and <= Max ? new WrittenPort(start, end - start, value) : null;
    }

    private static WrittenPort? InAddress(string text, int start, int end)
    {
        var scheme = text.IndexOf("://", start, end - start, StringComparison.Ordinal);
        if (scheme >= 0 && HasNoPort(text, start, scheme))
            return null;
        if (scheme >= 0)
            start = scheme + 3;
        var authorityEnd = text.IndexOfAny(['/', '?', '#'], start, end - start);
        if (authorityEnd < 0)
            authorityEnd = end;
        if (authorityEnd == start)
            return null;

        var colon = text.LastIndexOf(':', authorityEnd - 1, authorityEnd - start);
        // Without a scheme, a host has to stand before the colon; an IPv6 address stands in brackets.
        return colon < start || (colon == start && scheme < 0) || (text[start] != '[' && text.IndexOf(':', start) != colon)
            ? null
            : Number(text, colon + 1, authorityEnd);
    }

    /// <summary>Names within a process or machine, and multicast, whose port belongs to the group.</summary>
    private static bool HasNoPort(string text, int start, int end) => text.Substring(start, end - start).TrimStart('@', '>', '+', ' ') switch
    {
        "inproc" or "ipc" or "unix" or "net.pipe" or "vmci" or "pgm" or "epgm" or "norm" => true,
        _ => false,
    };

    private static IEnumerable<(int Start, int End)> ValuesOf(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var start = at + name.Length;
            if (start >= text.Length || text[start] is not (' ' or '='))
                continue;

            while (start < text.Length && text[start] is ' ' or '=' or '"')
                start++;
            var end = start;
            while (end < text.Length && text[end] is not (' ' or '"'))
                end++;
            yield return (start, end);
        }
    }
}
