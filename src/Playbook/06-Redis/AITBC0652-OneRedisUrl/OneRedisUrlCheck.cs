using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Redis;

/// <summary>Playbook 6: all agents use one <c>REDIS_URL</c>: host, port and database, in whatever form they are written.</summary>
public sealed partial class OneRedisUrlCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0652", "Redis URLs differ", HelpLink.AITBC0652)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Give all agents one REDIS_URL, and let the code have one default for it in one place."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var facts = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        // Units, compose files and C# are read all the same.
        if (facts.Problem is { } problem)
            findings.Unknown(problem);

        facts.SayUnread(findings);
        var uses = FromSettings(Settings.ReadAll(context, findings)).ToList();
        uses.AddRange(facts.All.Select(static fact => Use.Of(fact.Text("url"), fact.Text("name"), fact.Text("how") == "value" && fact.Text("name").Length == 0 ? Firmness.Literal : Firmness.Default, "", fact.At)).OfType<Use>());
        uses.AddRange(CSharpText.Containing(context.Files, "edis", findings).SelectMany(static source => FromCSharp(source)));
        if (uses.Count == 0)
            return findings.Count > 0 ? findings.Result("no Redis URL in what could be read") : context.NotApplicable("nothing names a Redis URL");

        foreach (var network in uses.GroupBy(static use => use.Network))
        {
            var said = Compare(findings, [.. network], static use => use.Url.Server, static (use, other) =>
                $"{use.Named} means the Redis at {use.Url.Server}, most others the one at {other.Url.Server}: what one publishes there, nobody here receives");
            foreach (var key in network.Where(use => use.Key.Length > 0 && !said.Contains(use)).GroupBy(static use => use.Key))
            {
                Compare(findings, [.. key], static use => use.Url.Database.ToString(System.Globalization.CultureInfo.InvariantCulture), static (use, other) =>
                    $"{use.Named} means database {use.Url.Database} here and {other.Url.Database} elsewhere: Pub/Sub reaches across databases, keys do not", isWarning: true);
            }
        }

        return findings.Result($"{uses.Count} Redis URLs");
    }

    /// <summary>Says the uses that differ from what most mean, what is set before what is a default.</summary>
    private static HashSet<Use> Compare(Findings findings, List<Use> uses, Func<Use, string> by, Func<Use, Use, string> message, bool isWarning = false)
    {
        var said = new HashSet<Use>();
        var groups = uses.GroupBy(by).OrderByDescending(static group => group.Count(static use => use.Firmness == Firmness.Set)).ThenByDescending(static group => group.Count())
            .ThenBy(static group => group.Key, StringComparer.Ordinal).ToList();
        var reference = groups[0].OrderByDescending(static use => use.Firmness).ThenBy(static use => use.At.Path, StringComparer.Ordinal).ThenBy(static use => use.At.Line).First();
        foreach (var use in groups.Skip(1).SelectMany(static group => group))
        {
            said.Add(use);
            var seen = new[] { ("here", use.Url.ToString()), ("elsewhere", $"{reference.Url}, {reference.At} and {groups[0].Count() - 1} more") };
            if (!isWarning && use.Firmness == Firmness.Set && reference.Firmness == Firmness.Set)
                findings.Fail(message(use, reference), use.At, seen);
            else
                findings.Warn(message(use, reference), use.At, seen);
        }

        return said;
    }

    private static IEnumerable<Use> FromSettings(List<Setting> settings) =>
        settings
            .Where(static setting => setting.IsPlain && !setting.Name.Contains("TEST", StringComparison.OrdinalIgnoreCase) && RedisName().IsMatch(setting.Name))
            .Select(static setting => Use.Of(setting.Value, setting.Name, setting.Source == SettingSource.EnvTemplate ? Firmness.Default : Firmness.Set, setting.Source == SettingSource.Compose ? setting.File.Path : "", setting.At))
            .OfType<Use>();

    private static IEnumerable<Use> FromCSharp(CSharpText source)
    {
        if (source.IsTest)
            yield break;
        foreach (Match match in CSharpUse().Matches(source.Code))
        {
            var text = match.Groups["url"].Value;
            var name = match.Groups["name"].Value;
            if (RedisUrl.Parse(text).Url is null && RedisUrl.ParseStackExchange(text) is not { } url)
                continue;
            url = RedisUrl.Parse(text).Url ?? RedisUrl.ParseStackExchange(text)!;
            yield return new Use(url, name.ToUpperInvariant(), name.Length > 0 ? Firmness.Default : Firmness.Literal, "", source.At(match.Groups["url"].Index));
        }
    }

    [GeneratedRegex("REDIS_URL$|REDIS_URI$|BROADCAST_URL$|^REDIS$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RedisName();

    // A literal redis://, the fallback of a variable, and what StackExchange.Redis connects to.
    [GeneratedRegex(@"(?:GetEnvironmentVariable\(\s*""(?<name>\w*REDIS\w*)""\s*\)\s*\?\?\s*@?""(?<url>[^""\s]+)"")|(?:ConnectionMultiplexer\.Connect(?:Async)?\(\s*@?""(?<url>[^""\s]+)"")|""(?<url>rediss?://[^""\s{]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CSharpUse();

    /// <summary>How firmly an address is meant.</summary>
    private enum Firmness
    {
        Literal,
        Default,
        Set,
    }

    private sealed record Use(RedisUrl Url, string Key, Firmness Firmness, string Network, Location At)
    {
        /// <summary>The variable, for the reader.</summary>
        public string Named => Firmness == Firmness.Set ? Key : Key.Length > 0 ? $"The default of {Key}" : "This address";

        public static Use? Of(string text, string name, Firmness firmness, string network, Location at) =>
            RedisUrl.Parse(text).Url is { Scheme: not "unix" } url ? new Use(url, name.ToUpperInvariant(), firmness, network, at) : null;
    }
}
