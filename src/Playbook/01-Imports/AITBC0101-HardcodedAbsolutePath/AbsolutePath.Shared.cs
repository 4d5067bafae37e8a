namespace Aitbc.Analyzers.Imports;

/// <summary>What an absolute path is rooted in.</summary>
internal enum PathRoot
{
    /// <summary>No absolute path at all.</summary>
    None,

    /// <summary>Some directory of one machine.</summary>
    Machine,

    /// <summary>The home directory of a named user.</summary>
    Home,

    /// <summary>A directory for temporary files.</summary>
    Temp,

    /// <summary>Where an operating system or a standard has put it on every machine (<c>/etc/os-release</c>).</summary>
    Fixed,
}

/// <summary>A text read as an absolute path.</summary>
/// <param name="Root">What it is rooted in.</param>
/// <param name="IsDefinite">It can hardly be anything else; <c>/data/items</c> could be a route as well.</param>
/// <param name="Start">Where the path starts in the text: behind <c>file://</c> or <c>Data Source=</c>.</param>
/// <param name="RestStart">Where that begins in the text which follows the home or temporary directory.</param>
internal readonly record struct AbsolutePath(PathRoot Root, bool IsDefinite, int Start, int RestStart)
{
    /// <summary>The text is a connection string, and the path is its data source.</summary>
    public bool IsDataSource { get; init; }

    /// <summary>The text is a <c>file:</c> URL.</summary>
    public bool IsFileUrl { get; init; }

    private static readonly HashSet<string> VarDirectories = new(StringComparer.Ordinal)
    {
        "backups", "cache", "data", "db", "folders", "games", "lib", "local", "lock", "log", "mail", "opt", "run", "spool", "tmp", "www",
    };

    private static readonly HashSet<string> UsrDirectories = new(StringComparer.Ordinal)
    {
        "bin", "games", "include", "lib", "lib32", "lib64", "libexec", "local", "sbin", "share", "src",
    };

    private static readonly HashSet<string> LibraryDirectories = new(StringComparer.Ordinal)
    {
        "Application Support", "Caches", "Developer", "Extensions", "Fonts", "Frameworks", "Java", "Keychains",
        "LaunchAgents", "LaunchDaemons", "Logs", "Preferences", "PrivilegedHelperTools", "Receipts",
    };

    /// <summary>Files whose place is part of the contract between a system and its programs: there is nothing to configure.</summary>
    private static readonly HashSet<string> FixedFiles = new(StringComparer.Ordinal)
    {
        "etc/alpine-release", "etc/debian_version", "etc/fstab", "etc/group", "etc/hostname", "etc/hosts", "etc/issue",
        "etc/localtime", "etc/lsb-release", "etc/machine-id", "etc/mtab", "etc/nsswitch.conf", "etc/os-release", "etc/passwd",
        "etc/protocols", "etc/redhat-release", "etc/resolv.conf", "etc/services", "etc/shadow", "etc/system-release",
        "etc/timezone", "usr/lib/os-release", "var/lib/dbus/machine-id", "var/run/docker.sock", "var/run/utmp",
        "Library/Keychains/System.keychain", "var/run/dbus/system_bus_socket", "usr/share/zoneinfo", "var/db/timezone/zoneinfo",
    };

    /// <summary>The cheapest test: can this text be, or hold, one of ours? Looks at a few characters.</summary>
    public static bool MayBe(string text)
    {
        if (text.Length < 3)
            return false;

        return text[0] switch
        {
            '/' => text[1] is 'a' or 'd' or 'e' or 'h' or 'm' or 'o' or 'r' or 's' or 't' or 'u' or 'v' or 'U' or 'V' or 'L',
            '\\' => text[1] == '\\',
            'f' or 'F' when text[1] is 'i' or 'I' => IsUrl(text) || MayHoldDataSource(text),
            _ => (text[1] == ':' && text[2] is '\\' or '/' && IsLetter(text[0])) || MayHoldDataSource(text),
        };
    }

    /// <summary>Reads the text as an absolute path. <paramref name="continues"/>: something is appended to it.</summary>
    public static AbsolutePath Read(string text, bool continues)
    {
        if (!MayBe(text))
            return default;

        if (text[0] is '/')
            return ReadUnix(text, 0, text.Length, continues);
        if (text[0] is '\\')
            return ReadShare(text);
        if (text[1] == ':')
            return ReadDrive(text, 0, text.Length, continues);
        if (!IsUrl(text))
            return ReadDataSource(text, continues);

        var path = text.Length > 10 && text[9] is ':' or '|'
            ? ReadDrive(text, UrlStart.Length, text.Length, continues)
            : ReadUnix(text, UrlStart.Length - 1, text.Length, continues);
        return path with { IsFileUrl = true };
    }

    private const string UrlStart = "file:///";

    private static readonly string[] DataSourceKeys = ["Data Source", "DataSource", "Filename", "Database", "AttachDbFilename"];

    private static bool IsUrl(string text) => text.StartsWith(UrlStart, StringComparison.OrdinalIgnoreCase);

    /// <summary>Is there a <c>=</c> with a path behind it?</summary>
    private static bool MayHoldDataSource(string text)
    {
        for (var equals = text.IndexOf('='); equals >= 0 && equals + 3 < text.Length; equals = text.IndexOf('=', equals + 1))
        {
            if (text[equals + 1] is '/' or ' ' || (text[equals + 2] == ':' && IsLetter(text[equals + 1])))
                return true;
        }

        return false;
    }

    /// <summary>The file in a connection string.</summary>
    private static AbsolutePath ReadDataSource(string text, bool continues)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(';', start);
            var isLast = end < 0;
            end = isLast ? text.Length : end;
            var equals = text.IndexOf('=', start, end - start);
            if (equals > start && IsDataSourceKey(text.Substring(start, equals - start)))
            {
                var value = equals + 1;
                while (value < end && text[value] == ' ')
                    value++;
                if (end - value >= 3)
                {
                    var path = text[value] == '/' ? ReadUnix(text, value, end, continues && isLast) : ReadDrive(text, value, end, continues && isLast);
                    if (path.Root != PathRoot.None)
                        return path with { IsDataSource = true };
                }
            }

            start = end + 1;
        }

        return default;
    }

    private static bool IsDataSourceKey(string key)
    {
        key = key.Trim();
        foreach (var known in DataSourceKeys)
        {
            if (known.Equals(key, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static AbsolutePath ReadUnix(string text, int start, int end, bool continues)
    {
        if (!HasPathCharacters(text, start + 1, end, isUnix: true))
            return default;

        var first = Segment(text, start + 1, end);
        var second = Segment(text, start + 1 + first.Length + 1, end);
        var count = SegmentCount(text, start, end, continues);
        var afterFirst = Math.Min(end, start + 1 + first.Length + 1);
        var afterSecond = Math.Min(end, afterFirst + second.Length + 1);
        AbsolutePath Machine(bool isDefinite) => new(PathRoot.Machine, isDefinite, start, end);

        AbsolutePath path;
        switch (first)
        {
            case "home":
            case "Users" when second is not "Shared":
                path = second.Length == 0
                    ? Machine(isDefinite: false)
                    : new AbsolutePath(PathRoot.Home, count >= 3, start, afterSecond);
                break;
            case "root":
                path = new AbsolutePath(PathRoot.Home, second.Length > 1 && second[0] == '.', start, afterFirst);
                break;
            case "tmp":
                path = new AbsolutePath(PathRoot.Temp, count >= 2 || text[end - 1] == '/', start, afterFirst);
                break;
            case "var" when second is "tmp":
                path = new AbsolutePath(PathRoot.Temp, true, start, afterSecond);
                break;
            case "var":
                path = Machine(VarDirectories.Contains(second));
                break;
            case "usr":
                path = Machine(UsrDirectories.Contains(second) || count >= 3);
                break;
            case "Library":
                path = Machine(LibraryDirectories.Contains(second));
                break;
            case "etc" or "opt" or "mnt" or "srv" or "Volumes" or "Users":
                path = Machine(count >= 2);
                break;
            case "data" or "app":
                path = Machine(isDefinite: false);
                break;
            default:
                return default;
        }

        if (!continues && IsFixed(text, start, end, first))
            return new AbsolutePath(PathRoot.Fixed, true, start, end);

        // A sentence may start with a path; a space within one is common on macOS only.
        return path.IsDefinite && first is not ("Library" or "Volumes" or "Users") && text.IndexOf(' ', start, end - start) >= 0
            ? path with { IsDefinite = false }
            : path;
    }

    private static bool IsFixed(string text, int start, int end, string first)
    {
        if (first is not ("etc" or "usr" or "var" or "Library"))
            return false;

        var path = text.Substring(start + 1, end - start - 1).TrimEnd('/');
        return FixedFiles.Contains(path)
            || path is "etc" or "usr" or "var" or "usr/bin" or "usr/sbin" or "usr/lib" or "usr/lib64" or "usr/local/bin" or "usr/local/lib"
            || path.StartsWith("var/run/secrets/kubernetes.io", StringComparison.Ordinal)
            || path.StartsWith("usr/share/zoneinfo/", StringComparison.Ordinal)
            || (path.StartsWith("usr/lib/", StringComparison.Ordinal) && path.EndsWith(".dylib", StringComparison.Ordinal));
    }

    private static AbsolutePath ReadDrive(string text, int start, int end, bool continues)
    {
        if (end - start < 3 || !IsLetter(text[start]) || text[start + 1] is not (':' or '|') || text[start + 2] is not ('\\' or '/'))
            return default;
        // "x://" is no drive, "C://" is a careless one.
        if (end - start > 3 && text[start + 2] == '/' && text[start + 3] == '/' && text[start] is < 'A' or > 'Z')
            return default;
        if (!HasPathCharacters(text, start + 3, end, isUnix: false))
            return default;

        var first = Segment(text, start + 3, end);
        var second = Segment(text, start + 3 + first.Length + 1, end);
        var afterFirst = Math.Min(end, start + 3 + first.Length + 1);
        var afterSecond = Math.Min(end, afterFirst + second.Length + 1);
        var isDefinite = first.Length > 0 || continues;
        if (Is(first, "Users") && second.Length > 0 && !Is(second, "Public") && !Is(second, "Default") && !Is(second, "All Users"))
            return new AbsolutePath(PathRoot.Home, isDefinite, start, afterSecond);
        if (Is(first, "Temp") || Is(first, "tmp"))
            return new AbsolutePath(PathRoot.Temp, isDefinite, start, afterFirst);
        if (Is(first, "Windows") && Is(second, "Temp"))
            return new AbsolutePath(PathRoot.Temp, isDefinite, start, afterSecond);
        return new AbsolutePath(PathRoot.Machine, isDefinite, start, end);
    }

    private static AbsolutePath ReadShare(string text)
    {
        var server = 2;
        while (server < text.Length && IsNameCharacter(text[server]))
            server++;

        // \\?\ and \\.\ are device names; \\d+\\ is a regular expression.
        return server > 2 && text[2] != '.' && server + 1 < text.Length && text[server] == '\\' && (IsNameCharacter(text[server + 1]) || text[server + 1] == '{')
            && HasPathCharacters(text, server + 1, text.Length, isUnix: false)
            ? new AbsolutePath(PathRoot.Machine, true, 0, text.Length)
            : default;
    }

    /// <summary>No character that a path never has, or that says route, query, list, regular expression or glob.</summary>
    private static bool HasPathCharacters(string text, int start, int end, bool isUnix)
    {
        for (var i = start; i < end; i++)
        {
            switch (text[i])
            {
                case < ' ' or '*' or '?' or '<' or '>' or '|' or '"' or '^' or ';' or '`':
                    return false;
                case ':' when isUnix:
                    return false;
                // {0} is a place of string.Format, {id} one of a route template.
                case '{' when i + 1 >= end || text[i + 1] is < '0' or > '9':
                    return false;
            }
        }

        return true;
    }

    private static int SegmentCount(string text, int start, int end, bool continues)
    {
        var count = 0;
        for (var i = start + 1; i < end; i++)
        {
            if (text[i] != '/' && text[i - 1] == '/')
                count++;
        }

        return continues && text[end - 1] == '/' ? count + 1 : count;
    }

    private static string Segment(string text, int start, int end)
    {
        if (start >= end)
            return "";

        var stop = start;
        while (stop < end && text[stop] is not ('/' or '\\'))
            stop++;
        return text.Substring(start, stop - start);
    }

    private static bool Is(string segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsLetter(char c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a';

    private static bool IsNameCharacter(char c) => IsLetter(c) || c is (>= '0' and <= '9') or '.' or '_' or '-' or '$';
}
