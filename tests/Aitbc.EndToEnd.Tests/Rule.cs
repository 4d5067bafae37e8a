namespace Aitbc.EndToEnd.Tests;

/// <summary>A rule as the tests try it: its flawed file and what it needs.</summary>
/// <param name="Level">The severity of the report in <paramref name="Id"/>'s file out of the box, as SARIF says it.</param>
/// <param name="HasFix">A code fix mends the file.</param>
public sealed record Rule(string Id, string Level, bool NeedsTestFramework, bool HasFix = true)
{
    public string Source => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sources", Id + ".cs"));

    public override string ToString() => Id;

    public static IReadOnlyList<Rule> Every { get; } =
    [
        new("AITBC0101", "warning", NeedsTestFramework: false),
        new("AITBC0801", "warning", NeedsTestFramework: true),
        new("AITBC0802", "warning", NeedsTestFramework: true),
        new("AITBC0901", "note", NeedsTestFramework: false),
        new("AITBC1301", "note", NeedsTestFramework: true, HasFix: false),
        new("AITBC1302", "warning", NeedsTestFramework: true),
        new("AITBC1303", "warning", NeedsTestFramework: true),
        new("AITBC1304", "warning", NeedsTestFramework: false),
        new("AITBC1305", "note", NeedsTestFramework: false, HasFix: false),
        new("AITBC1306", "note", NeedsTestFramework: true, HasFix: false),
    ];

    public static TheoryData<Rule> All => [.. Every];

    public static TheoryData<Rule> WithFix => [.. Every.Where(static rule => rule.HasFix)];

    public static TheoryData<Rule> WithoutFramework => [.. Every.Where(static rule => !rule.NeedsTestFramework)];
}
