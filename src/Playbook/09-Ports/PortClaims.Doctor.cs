using System.Globalization;
using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Ports;

/// <summary>How firmly a port is claimed.</summary>
internal enum PortSource
{
    /// <summary>A unit, an <c>.env</c> or a compose file sets it.</summary>
    Set,

    /// <summary>A file to be copied sets it.</summary>
    Template,

    /// <summary>The code falls back to it.</summary>
    Code,
}

/// <summary>Somebody listens at a port.</summary>
/// <param name="Network">Empty for the machine; the compose file that publishes it otherwise.</param>
internal sealed record PortClaim(int Port, string Owner, PortSource Source, string Network, Location At);

/// <summary>The ports that units, <c>.env</c> and compose files let services listen at.</summary>
internal static partial class PortClaims
{
    private static readonly HashSet<string> OwnNames = new(StringComparer.OrdinalIgnoreCase) { "PORT", "APP_PORT", "BIND_PORT", "API_PORT", "HTTP_PORT", "SERVER_PORT", "LISTEN_PORT" };

    public static List<PortClaim> Read(CheckContext context, Findings findings)
    {
        var claims = new List<PortClaim>();
        foreach (var file in context.Files.All)
        {
            if (file.Name.EndsWith(".service", StringComparison.Ordinal))
                claims.AddRange(OfCommand(file, [.. Settings.Unit(context.Files, file, findings)]));
            else if (Settings.IsCompose(file.Name))
                claims.AddRange(Published(context.Files, file, findings));
        }

        var ofCommand = claims.Select(static claim => claim.At.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var setting in Settings.ReadAll(context, findings))
        {
            var owner = Owner(setting.File);
            // A unit's command decides over its variables; a compose file publishes its own.
            if (setting.Source == SettingSource.Compose || (setting.Source == SettingSource.Unit && ofCommand.Contains(setting.File.Path)) || !IsOwn(setting.Name, owner))
                continue;
            if (Number(setting.Value) is { } port)
                claims.Add(new PortClaim(port, owner, setting.Source == SettingSource.EnvTemplate ? PortSource.Template : PortSource.Set, "", setting.At));
        }

        return claims;
    }

    /// <summary>Whose file it is: a unit's name, or the application's folder.</summary>
    public static string Owner(RepositoryFile file)
    {
        if (file.Name.EndsWith(".service", StringComparison.Ordinal))
            return Prefix().Replace(file.Name[..^".service".Length], "");
        var folders = file.Folder.Split('/');
        return Prefix().Replace(folders is ["apps" or "services" or "packages", var app, ..] ? app : folders[^1].Length > 0 ? folders[^1] : "repository", "");
    }

    /// <summary>One name holds all words of the other: <c>marketplace</c> and <c>marketplace-enhanced</c> may be the same service.</summary>
    public static bool AreOne(string left, string right)
    {
        var (a, b) = (Words(left), Words(right));
        return a.IsSubsetOf(b) || b.IsSubsetOf(a);

        static HashSet<string> Words(string name) => new(name.Split('-', '_', '.', '@'), StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsOwn(string variable, string owner) =>
        OwnNames.Contains(variable)
        || (variable.EndsWith("_PORT", StringComparison.OrdinalIgnoreCase) && AreOne(variable[..^"_PORT".Length].Replace("_BIND", "", StringComparison.OrdinalIgnoreCase), owner));

    private static IEnumerable<PortClaim> OfCommand(RepositoryFile file, List<UnitLine> lines) =>
        from line in lines
        where line.Key == "ExecStart"
        from Match match in PortOption().Matches(line.Value)
        let port = Number(match.Groups["port"].Value)
        where port is not null
        select new PortClaim(port.Value, Owner(file), PortSource.Set, "", file.At(line.Line));

    /// <summary>The host's side of <c>8000:80</c>, <c>127.0.0.1:8000:80</c>, <c>published: 8000</c>; services of a profile may be alternatives.</summary>
    private static IEnumerable<PortClaim> Published(FileSnapshot files, RepositoryFile file, Findings findings)
    {
        foreach (var (service, body) in Yaml.Read(files, file, findings).Get("services").Pairs())
        {
            if (body.Get("profiles") is not null)
                continue;
            foreach (var item in body.Get("ports").Items())
            {
                var text = item.Get("published").Scalar() ?? (item.Scalar()?.Split('/')[0].Split(':') is [.., var host, _] ? host : "");
                if (Number(text) is { } port)
                    yield return new PortClaim(port, service.Value ?? "", PortSource.Set, file.Path, file.At(item));
            }
        }
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;

    [GeneratedRegex("^aitbc[-_]", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(@"(?:--port[ =]|(?:--bind|-b)[ =][\w.\[\]]*:|\bhttp\.server )(?<port>\d+)(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex PortOption();
}
