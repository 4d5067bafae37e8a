using System.Collections.Concurrent;

namespace Aitbc.Analyzers.Imports;

/// <summary>What the name of a member, local or parameter says of its value.</summary>
[Flags]
internal enum NameHint
{
    None = 0,

    /// <summary>A path of some kind: <c>path</c>, <c>root</c>, <c>location</c>.</summary>
    Path = 1,

    /// <summary>A place in a file system: <c>file</c>, <c>directory</c>, <c>folder</c>.</summary>
    File = 2,

    /// <summary>A path of something else: a URL, a route, a remote system, a pattern.</summary>
    Elsewhere = 4,

    /// <summary>What holds where a caller gives nothing: says something of a parameter, not of the value's holder.</summary>
    Default = 8,

    /// <summary>Names this machine's side of a transfer.</summary>
    Local = 16,

    /// <summary>The string that opens a database.</summary>
    Connection = 32,

    /// <summary>Files of another system: a container, an SFTP server, a mock.</summary>
    Foreign = 64,

    /// <summary>One end of a transfer: says path only of what can be nothing else.</summary>
    Transfer = 128,

    /// <summary>Builds data to try something out with.</summary>
    Trial = 256,
}

/// <summary>Reads names by their words. Only asked where the value is an absolute path already.</summary>
internal static class PathName
{
    private static readonly ConcurrentDictionary<string, NameHint> Read = new(StringComparer.Ordinal);

    public static NameHint Of(string name) => Read.GetOrAdd(name, static name =>
    {
        var hint = NameHint.None;
        foreach (var word in IdentifierWords.Of(name))
            hint |= OfWord(word);
        return hint;
    });

    private static NameHint OfWord(string word) => word switch
    {
        "path" or "paths" or "root" or "roots" or "home" or "location" or "locations" => NameHint.Path,
        "file" or "files" or "filename" or "filenames" or "filepath" or "filepaths" or "dir" or "dirs" or "directory" or "directories"
            or "folder" or "folders" or "executable" or "pathname" => NameHint.Path | NameHint.File,
        "remote" or "virtual" or "container" or "containers" or "pod" or "ftp" or "ftps" or "sftp" or "scp" or "ssh" or "blob" or "bucket" or "docker"
            or "kubernetes" or "kubectl" or "podman" or "mock" or "fake" or "url" or "uri" or "route" or "router" or "cookie" => NameHint.Elsewhere | NameHint.Foreign,
        "urls" or "uris" or "href" or "link" or "routes" or "endpoint" or "request" or "response" or "http" or "https" or "api" or "rest"
            or "xpath" or "object" or "pattern" or "patterns" or "regex" or "template" or "glob" or "query" or "topic" or "channel"
            or "namespace" or "message" or "example" or "placeholder" or "prefix" or "prefixes" or "mime" => NameHint.Elsewhere,
        "source" or "src" or "destination" or "dest" or "target" => NameHint.Transfer,
        "test" or "tests" or "dummy" => NameHint.Trial,
        "default" or "defaults" or "fallback" => NameHint.Default,
        "local" or "absolute" => NameHint.Local,
        "connection" => NameHint.Connection,
        _ => NameHint.None,
    };
}
