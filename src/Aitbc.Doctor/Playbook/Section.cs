using System.Collections.Concurrent;
using System.Globalization;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor;

/// <summary>A bullet of a section's checklist, and the rules and checks that stand for it.</summary>
public sealed record Bullet(string Text, IReadOnlyList<string> Ids);

/// <summary>A section of the playbook, read from its <c>section.yml</c>: pages, reports and <c>explain</c> say the same.</summary>
public sealed record Section(
    int Number, string Name, string Title, string Symptom, IReadOnlyList<Bullet> Checklist, IReadOnlyList<string> Causes, IReadOnlyList<Remedy> Remedies)
{
    private const string File = "/section.yml";

    private static readonly ConcurrentDictionary<int, Section?> Read = new();

    /// <summary>The numbers of all sections.</summary>
    public static IReadOnlyList<int> Numbers { get; } =
    [
        .. Resources.Names
            .Where(static name => name.StartsWith("playbook/", StringComparison.Ordinal) && name.EndsWith(File, StringComparison.Ordinal))
            .Select(static name => int.Parse(name.AsSpan("playbook/".Length, 2), CultureInfo.InvariantCulture)),
    ];

    /// <summary>The section with that number, or null. Read when it is asked for: most runs speak of few.</summary>
    public static Section? Find(int number) => Read.GetOrAdd(number, static number =>
        Resources.Names.FirstOrDefault(name => name.StartsWith(string.Create(CultureInfo.InvariantCulture, $"playbook/{number:00}-"), StringComparison.Ordinal) && name.EndsWith(File, StringComparison.Ordinal)) is { } name
            ? Parse(Resources.Text(name))
            : null);

    private static Section Parse(string text)
    {
        var root = Yaml.Parse(text);
        return new Section(
            int.Parse(Text("number"), CultureInfo.InvariantCulture),
            Text("name"),
            Text("title"),
            Text("symptom"),
            [.. root.Get("checklist").Items().Select(static item => new Bullet(item.Get("bullet").Scalar()!, [.. item.Get("ids").Items().Select(static id => id.Scalar()!)]))],
            [.. root.Get("causes").Items().Select(static item => item.Scalar()!)],
            [.. root.Get("remedies").Items().Select(static item => new Remedy(item.Get("text").Scalar()!, item.Get("command").Scalar()))]);

        string Text(string key) => root.Get(key).Scalar() ?? throw new InvalidOperationException($"A section has no {key}.");
    }
}
