using System.Globalization;
using System.Text.RegularExpressions;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>A target framework moniker such as <c>net8.0-windows</c>.</summary>
internal sealed partial record TargetFramework(string Identifier, Version Version, string Platform)
{
    private const string Core = ".NETCoreApp";
    private const string Standard = ".NETStandard";
    private const string Framework = ".NETFramework";

    /// <summary>The symbols that code for .NET 10 is compiled with.</summary>
    public static readonly IReadOnlyList<string> Symbols =
    [
        "NET", "NETCOREAPP", "NET10_0", "DEBUG", "TRACE",
        .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"),
        .. new[] { "1_0", "1_1", "2_0", "2_1", "2_2", "3_0", "3_1" }.Select(version => $"NETCOREAPP{version}_OR_GREATER"),
    ];

    public static TargetFramework Parse(string moniker)
    {
        var match = Moniker().Match(moniker.Trim().ToLowerInvariant());
        if (!match.Success)
            return new TargetFramework("", new Version(0, 0), "");
        var digits = match.Groups["version"].Value;
        var version = digits.Contains('.', StringComparison.Ordinal) ? ParseVersion(digits) : ParseVersion(string.Join('.', digits.ToCharArray()));
        var identifier = match.Groups["family"].Value switch
        {
            "netcoreapp" => Core,
            "netstandard" => Standard,
            _ => version.Major >= 5 ? Core : Framework,
        };
        return new TargetFramework(identifier, version, match.Groups["platform"].Value);
    }

    public static Version ParseVersion(string text)
    {
        var match = VersionText().Match(text);
        return match.Success
            ? new Version(Part(match, 1), Part(match, 2), Part(match, 3))
            : new Version(0, 0, 0);
    }

    public bool IsCompatibleWith(TargetFramework candidate) =>
        candidate.Identifier == Identifier
            ? candidate.Version <= Version && (candidate.Platform.Length == 0 || candidate.Platform == Platform)
            : candidate.Identifier == Standard && (Identifier == Core
                ? candidate.Version < new Version(2, 1) || Version.Major >= 3
                : candidate.Version < new Version(2, 1));

    /// <summary>Picks the framework nearest to .NET 10 among those a project is built for.</summary>
    public static string Choose(IEnumerable<string> monikers) => monikers
        .Select(moniker => (moniker, parsed: Parse(moniker)))
        .OrderByDescending(candidate => candidate.parsed.Identifier switch { Core => 2, Standard => 1, _ => 0 })
        .ThenBy(candidate => candidate.parsed.Platform.Length > 0)
        .ThenByDescending(candidate => candidate.parsed.Version)
        .Select(candidate => candidate.moniker)
        .FirstOrDefault("");

    private static int Part(Match match, int group) =>
        int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out var part) ? part : 0;

    [GeneratedRegex(@"^(?<family>netcoreapp|netstandard|net)(?<version>\d+(\.\d+)*)(-(?<platform>[a-z]+)[\d.]*)?$")]
    private static partial Regex Moniker();

    [GeneratedRegex(@"^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?")]
    private static partial Regex VersionText();
}
