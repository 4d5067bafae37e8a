using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Redis;

/// <summary>Channels that C# publishes or subscribes to through StackExchange.Redis, seen in the text of the few files that speak of it.</summary>
internal static partial class CSharpChannels
{
    // An event aggregator's Publish is another matter.
    private static readonly string[] Speaks = ["StackExchange.Redis", "RedisChannel", "GetSubscriber", "ISubscriber"];

    public static IEnumerable<ChannelEnd> Read(FileSnapshot files, Findings findings)
    {
        var sources = CSharpText.Containing(files, "edis", findings)
            .Where(static source => !source.IsTest && Speaks.Any(word => source.Code.Contains(word, StringComparison.Ordinal)) && Calls().IsMatch(source.Code)).ToList();
        if (sources.Count == 0)
            return [];

        var constants = new Dictionary<string, string?>(StringComparer.Ordinal);
        // A constant's own file may not speak of Redis at all.
        foreach (Match match in CSharpText.Containing(files, "const string", findings).SelectMany(static source => Constants().Matches(source.Code)))
        {
            var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
            constants[name] = constants.TryGetValue(name, out var other) && other != value ? null : value;
        }

        return sources.SelectMany(source => Calls().Matches(source.Code).Select(match => End(source, match, constants)));
    }

    private static ChannelEnd End(CSharpText source, Match match, Dictionary<string, string?> constants)
    {
        var channel = match.Groups["text"].Success ? Pattern(match.Groups["text"].Value, match.Groups["dollar"].Success)
            : match.Groups["name"].Success && constants.TryGetValue(match.Groups["name"].Value[(match.Groups["name"].Value.LastIndexOf('.') + 1)..], out var value) && value is not null ? value
            : "";
        if (channel.Trim('*').Length == 0)
            channel = "";
        return new ChannelEnd(channel, match.Groups["method"].Value.StartsWith("Publish", StringComparison.Ordinal), channel.Length == 0, source.At(match.Index + 1));
    }

    private static string Pattern(string text, bool isInterpolated) => isInterpolated ? Hole().Replace(text, "*") : text;

    // subscriber.Publish("a", ...), PublishAsync(RedisChannel.Literal(Channels.Blocks), ...), Subscribe($"blocks.{id}")
    [GeneratedRegex(@"\.(?<method>Publish|PublishAsync|Subscribe|SubscribeAsync)\(\s*(?:channel:\s*)?(?:RedisChannel\.\w+\(\s*|new\s+RedisChannel\(\s*|\(RedisChannel\)\s*)?(?:@?(?<dollar>\$)?@?""(?<text>[^""\r\n]*)""|(?<name>[A-Za-z_][\w.]*))\s*[,)]", RegexOptions.CultureInvariant)]
    private static partial Regex Calls();

    [GeneratedRegex(@"\bconst\s+string\s+(?<name>\w+)\s*=\s*""(?<value>[^""\\\r\n]*)""", RegexOptions.CultureInvariant)]
    private static partial Regex Constants();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
