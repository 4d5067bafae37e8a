using System.Globalization;

namespace Aitbc.Doctor;

/// <summary>The embedded pages: of every rule and check, and of the sections.</summary>
public static class Pages
{
    private const string Page = "/README.md";

    /// <summary>The ids that have a page.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Resources.Names.Where(static name => name.EndsWith(Page, StringComparison.Ordinal)).Select(static name => IdOf(name)!).Where(static id => id is not null).Order(StringComparer.Ordinal)];

    /// <summary>The page of an id (<c>AITBC0901</c>, or <c>0901</c>) or of a section (<c>9</c>), or null.</summary>
    public static string? Find(string idOrSection)
    {
        var wanted = idOrSection.Trim().ToUpperInvariant();
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && wanted.Length <= 2)
            return Read(name => name.StartsWith(string.Create(CultureInfo.InvariantCulture, $"playbook/{number:00}-"), StringComparison.Ordinal) && name.Count(static c => c == '/') == 2);

        var id = wanted.StartsWith("AITBC", StringComparison.Ordinal) ? wanted : "AITBC" + wanted;
        return Read(name => IdOf(name) == id);
    }

    private static string? Read(Func<string, bool> isWanted) =>
        Resources.Names.FirstOrDefault(name => name.EndsWith(Page, StringComparison.Ordinal) && isWanted(name)) is { } name ? Resources.Text(name) : null;

    private static string? IdOf(string name) =>
        name.Split('/') is [_, _, var room, _] && room.Length > 9 && room.StartsWith("AITBC", StringComparison.Ordinal) ? room[..9] : null;
}
