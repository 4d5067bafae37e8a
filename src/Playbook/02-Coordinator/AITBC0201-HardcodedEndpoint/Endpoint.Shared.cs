namespace Aitbc.Analyzers.Coordinator;

/// <summary>A text read as the address of a service.</summary>
/// <param name="Scheme">Before <c>://</c>, in lower case; empty where there is none.</param>
/// <param name="Host">The host as it is written.</param>
/// <param name="Port">The port; 0 where none is written.</param>
/// <param name="End">Where the part ends that names scheme, host and port.</param>
internal readonly record struct Endpoint(string Scheme, string Host, int Port, int End)
{
    private static readonly char[] AuthorityEnds = ['/', '?', '#', ',', ';'];

    /// <summary>Is there an address at all?</summary>
    public bool IsKnown => Host is { Length: > 0 };

    /// <summary>Does the host mean the machine that the program runs on?</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>
    /// Does the address name a service, not only a machine? A web address without a port is mostly a placeholder; the
    /// schemes of brokers and databases have ports of their own.
    /// </summary>
    public bool NamesService => Port > 0 || (Scheme.Length > 0 && Scheme is not ("http" or "https" or "ws" or "wss"));

    /// <summary>The cheapest test: is there a loopback host, or anything that may be a port?</summary>
    public static bool MayBe(string text)
    {
        if (text.Length is < 9 or > 2000)
            return false;

        for (var colon = text.IndexOf(':', 1); colon > 0 && colon + 3 < text.Length; colon = text.IndexOf(':', colon + 1))
        {
            if (text[colon + 1] is >= '1' and <= '9' && text[colon + 2] is >= '0' and <= '9')
                return true;
        }

        return text.IndexOf("localhost", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("127.0.0.1", StringComparison.Ordinal) >= 0
            || text.IndexOf("[::1]", StringComparison.Ordinal) >= 0;
    }

    /// <summary>Reads <c>scheme://user@host:port/path</c>, <c>host:port</c> or a loopback host; the first of several separated by commas.</summary>
    public static Endpoint Read(string text)
    {
        var start = 0;
        var scheme = "";
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and < 20 and var separator)
        {
            scheme = text.Substring(0, separator).ToLowerInvariant();
            start = separator + 3;
            if (!IsServiceScheme(scheme))
                return default;
        }

        var end = text.IndexOfAny(AuthorityEnds, start);
        if (end < 0)
            end = text.Length;
        if (end > start && text.LastIndexOf('@', end - 1, end - start) is >= 0 and var at)
            start = at + 1;

        var hostEnd = HostEnd(text, start, end);
        if (hostEnd <= start)
            return default;

        var host = text.Substring(start, hostEnd - start);
        if (hostEnd == end)
            return scheme.Length > 0 || IsLoopbackHost(host) ? new Endpoint(scheme, host, 0, end) : default;
        if (text[hostEnd] != ':' || PortAt(text, hostEnd + 1, end) is not var (port, portEnd) || portEnd != end || port is 6379 or 6380)
            return default;
        return new Endpoint(scheme, host, port, end);
    }

    /// <summary>Names that a standard keeps for examples.</summary>
    public bool IsExample => Host.EndsWith(".example", StringComparison.OrdinalIgnoreCase) || Host.EndsWith(".test", StringComparison.OrdinalIgnoreCase)
        || Host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase) || Host.Equals("example", StringComparison.OrdinalIgnoreCase)
        || Host.EndsWith("example.com", StringComparison.OrdinalIgnoreCase) || Host.EndsWith("example.org", StringComparison.OrdinalIgnoreCase)
        || Host.EndsWith("example.net", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopbackHost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host == "[::1]" || host.StartsWith("127.", StringComparison.Ordinal);

    /// <summary>Redis has a rule of its own, <c>file</c> and <c>urn</c> name no service, <c>inproc</c> and pipes no host.</summary>
    private static bool IsServiceScheme(string scheme)
    {
        if (scheme is "file" or "urn" or "redis" or "rediss" or "inproc" or "ipc" or "unix" or "net.pipe" or "npipe" or "about" or "data")
            return false;

        foreach (var c in scheme)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '+' or '-'))
                return false;
        }

        return true;
    }

    private static int HostEnd(string text, int start, int end)
    {
        if (start < end && text[start] == '[')
            return text.IndexOf(']', start, end - start) + 1;

        var hostEnd = start;
        var hasLetterOrDot = false;
        for (; hostEnd < end && (char.IsLetterOrDigit(text[hostEnd]) || text[hostEnd] is '.' or '-' or '_'); hostEnd++)
            hasLetterOrDot |= text[hostEnd] == '.' || char.IsLetter(text[hostEnd]);
        // 0.0.0.0 is where a server listens.
        return !hasLetterOrDot || string.CompareOrdinal(text, start, "0.0.0.0", 0, 7) == 0 ? start : hostEnd;
    }

    private static (int Port, int End)? PortAt(string text, int start, int end)
    {
        var port = 0;
        var stop = start;
        for (; stop < end && stop - start < 6 && text[stop] is >= '0' and <= '9'; stop++)
            port = (port * 10) + (text[stop] - '0');
        return stop > start && port is > 0 and <= 65535 ? (port, stop) : null;
    }
}
