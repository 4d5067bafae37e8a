using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Redis;

/// <summary>Playbook 6: message channel names match exactly, across Python and C#.</summary>
public sealed partial class ChannelNamesCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0653", "Channel is published and nobody subscribes to it", HelpLink.AITBC0653)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Name the channel in one place, by a constant that publisher and subscriber share."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var facts = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        // C# is read all the same.
        if (facts.Problem is { } problem)
            findings.Unknown(problem);

        facts.SayUnread(findings);
        var ends = facts.All.SelectMany(static fact => fact.Text("channels").Split('\n').Select(channel => new ChannelEnd(channel, fact.Text("kind") == "publish", fact.Is("open"), fact.At))).ToList();
        ends.AddRange(CSharpChannels.Read(context.Files, findings));
        var published = ends.FindAll(static end => end.IsPublished && end.Channel.Length > 0);
        var subscribed = ends.FindAll(static end => !end.IsPublished && end.Channel.Length > 0);
        var isOpen = ends.Exists(static end => !end.IsPublished && (end.IsOpen || end.Channel.Length == 0));
        if (ends.Count == 0)
            return findings.Count > 0 ? findings.Result("no channel in what could be read") : context.NotApplicable("nothing publishes or subscribes");

        foreach (var end in published.Where(end => !subscribed.Exists(other => ChannelEnd.Meet(end.Channel, other.Channel))))
            Say(findings, end, subscribed, published, isOpen);
        return findings.Result($"{published.Count} publications and {subscribed.Count} subscriptions of named channels{(isOpen ? "; some subscriptions get their channel only when they run" : "")}");
    }

    private static void Say(Findings findings, ChannelEnd end, List<ChannelEnd> subscribed, List<ChannelEnd> published, bool isOpen)
    {
        var near = subscribed.Find(other => ChannelEnd.AreNear(end.Channel, other.Channel));
        if (near is not null)
        {
            var message = $"Channel '{end.Channel}' is published, and what is subscribed is '{near.Channel}': names must match exactly, so the message reaches nobody";
            var seen = new[] { ("subscribed in", near.At.ToString()) };
            // The near name may have a publisher of its own; then this one may be meant.
            if (published.Exists(other => ChannelEnd.Meet(other.Channel, near.Channel)))
                findings.Warn(message, end.At, seen);
            else
                findings.Fail(message, end.At, seen);
        }
        else if (!isOpen)
        {
            findings.Warn($"Channel '{end.Channel}' is published, and nothing here subscribes to it: the message reaches nobody, and nobody is told", end.At,
                next: new Remedy("Subscribe to it by the same constant, or drop the publication; listen by hand to see what arrives.", $"redis-cli {(end.Channel.Contains('*', StringComparison.Ordinal) ? "PSUBSCRIBE" : "SUBSCRIBE")} {end.Channel}"));
        }
    }
}

/// <summary>A place that publishes a channel or subscribes to it; <c>*</c> in the name for what only a run knows.</summary>
internal sealed partial record ChannelEnd(string Channel, bool IsPublished, bool IsOpen, Location At)
{
    private const int ShortestNear = 5;

    /// <summary>Some name is both.</summary>
    public static bool Meet(string left, string right)
    {
        // Classic two-row matching of two patterns.
        var before = new bool[right.Length + 1];
        before[0] = true;
        for (var j = 0; j < right.Length && right[j] == '*'; j++)
            before[j + 1] = true;
        foreach (var c in left)
        {
            var now = new bool[right.Length + 1];
            now[0] = before[0] && c == '*';
            for (var j = 0; j < right.Length; j++)
                now[j + 1] = c == '*' ? before[j + 1] || now[j] || before[j] : right[j] == '*' ? before[j + 1] || now[j] || before[j] : before[j] && c == right[j];
            before = now;
        }

        return before[^1];
    }

    /// <summary>They differ in case, separators, a plural, or one character.</summary>
    public static bool AreNear(string left, string right)
    {
        var (a, b) = (Plain(left), Plain(right));
        if (a == b)
            return true;
        return !left.Contains('*', StringComparison.Ordinal) && !right.Contains('*', StringComparison.Ordinal)
            && Math.Min(a.Length, b.Length) >= ShortestNear && !a.Concat(b).Any(char.IsAsciiDigit) && AreOneApart(a, b);
    }

    private static string Plain(string channel) => Separators().Replace(channel, "").ToLowerInvariant().TrimEnd('s');

    private static bool AreOneApart(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
            return false;
        if (a.Length > b.Length)
            (a, b) = (b, a);
        var same = 0;
        while (same < a.Length && a[same] == b[same])
            same++;
        var rest = a.Length == b.Length ? a.AsSpan(Math.Min(same + 1, a.Length)) : a.AsSpan(same);
        var swapped = a.Length == b.Length && same + 1 < a.Length && a[same] == b[same + 1] && a[same + 1] == b[same] && a.AsSpan(same + 2).SequenceEqual(b.AsSpan(same + 2));
        return swapped || b.AsSpan(Math.Min(same + 1, b.Length)).SequenceEqual(rest);
    }

    [GeneratedRegex(@"[-_.:/ ]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
