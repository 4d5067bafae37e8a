namespace Aitbc.Analyzers.Imports;

/// <summary>
/// What an operating system or a standard has put at the same place on every machine: the place is part of the contract
/// with the programs, and there is nothing to configure (playbook section 1).
/// </summary>
internal static class FixedPlaces
{
    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "etc", "usr", "var", "usr/bin", "usr/sbin", "usr/lib", "usr/lib64", "usr/local/bin", "usr/local/lib",

        "etc/alpine-release", "etc/debian_version", "etc/fstab", "etc/group", "etc/hostname", "etc/hosts", "etc/issue",
        "etc/localtime", "etc/lsb-release", "etc/machine-id", "etc/mtab", "etc/nsswitch.conf", "etc/os-release", "etc/passwd",
        "etc/protocols", "etc/redhat-release", "etc/resolv.conf", "etc/services", "etc/shadow", "etc/system-release",
        "etc/timezone", "usr/lib/os-release", "var/lib/dbus/machine-id", "var/run/docker.sock", "var/run/utmp",
        "Library/Keychains/System.keychain", "var/run/dbus/system_bus_socket", "usr/share/zoneinfo", "var/db/timezone/zoneinfo",

        // The certificates that a system trusts, as bundle and as directory. A file of one's own among them is no such place.
        "etc/ssl", "etc/ssl/certs", "etc/ssl/certs/ca-certificates.crt", "etc/ssl/certs/ca-bundle.crt", "etc/ssl/ca-bundle.pem", "etc/ssl/cert.pem",
        "etc/pki", "etc/pki/tls/certs", "etc/pki/tls/certs/ca-bundle.crt", "etc/pki/tls/cert.pem", "etc/pki/tls/cacert.pem", "etc/ca-certificates",
    };

    /// <summary>All below them belongs to the place: who adds a trusted certificate has to write it there.</summary>
    private static readonly string[] Roots =
    [
        "var/run/secrets/kubernetes.io", "usr/share/zoneinfo/",
        "usr/local/share/ca-certificates", "usr/share/ca-certificates", "etc/ca-certificates/trust-source", "etc/pki/ca-trust",
        "usr/share/pki/ca-trust-source", "usr/share/pki/trust", "etc/pki/trust",
    ];

    /// <summary>Is this absolute Unix path, without its first <c>/</c>, such a place? <paramref name="continues"/>: something is appended to it.</summary>
    public static bool Contain(string path, bool continues)
    {
        path = path.TrimEnd('/');
        foreach (var root in Roots)
        {
            if (path.StartsWith(root, StringComparison.Ordinal))
                return true;
        }

        return !continues
            && (Places.Contains(path) || (path.StartsWith("usr/lib/", StringComparison.Ordinal) && path.EndsWith(".dylib", StringComparison.Ordinal)));
    }
}
