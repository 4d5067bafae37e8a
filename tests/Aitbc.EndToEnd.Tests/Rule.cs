namespace Aitbc.EndToEnd.Tests;

/// <summary>A rule as the tests try it: its flawed file and what it needs.</summary>
/// <param name="Level">The severity of the report in <paramref name="Id"/>'s file out of the box, as SARIF says it.</param>
/// <param name="HasFix">A code fix mends the file.</param>
/// <param name="InTests">Test code is reported too.</param>
/// <param name="Packages">What the file refers to beside the framework, separated by semicolons.</param>
public sealed record Rule(string Id, string Level, bool NeedsTestFramework, bool HasFix = true, bool InTests = true, string Packages = "")
{
    /// <summary>The file's name in a project that tries the rule.</summary>
    public string File => Id + ".cs";

    public string Source => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sources", File));

    public override string ToString() => Id;

    public static IReadOnlyList<Rule> Every { get; } =
    [
        new("AITBC0101", "warning", NeedsTestFramework: false),
        new("AITBC0201", "warning", NeedsTestFramework: false, InTests: false),
        new("AITBC0401", "note", NeedsTestFramework: false, HasFix: false),
        new("AITBC0402", "note", NeedsTestFramework: false),
        new("AITBC0403", "warning", NeedsTestFramework: false),
        new("AITBC0501", "warning", NeedsTestFramework: false),
        new("AITBC0502", "note", NeedsTestFramework: false),
        new("AITBC0503", "note", NeedsTestFramework: false, Packages: "Microsoft.Extensions.Http.Resilience"),
        new("AITBC0601", "warning", NeedsTestFramework: false, Packages: "StackExchange.Redis"),
        new("AITBC0602", "note", NeedsTestFramework: false, HasFix: false, Packages: "StackExchange.Redis"),
        new("AITBC0603", "note", NeedsTestFramework: false, HasFix: false, Packages: "StackExchange.Redis"),
        new("AITBC0801", "warning", NeedsTestFramework: true),
        new("AITBC0802", "warning", NeedsTestFramework: true),
        new("AITBC0803", "warning", NeedsTestFramework: true),
        new("AITBC0804", "warning", NeedsTestFramework: true),
        new("AITBC0805", "warning", NeedsTestFramework: true),
        new("AITBC0806", "note", NeedsTestFramework: true, HasFix: false),
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

    /// <summary>The package references that the files of these rules need.</summary>
    public static string ReferencesOf(IEnumerable<Rule> rules) => string.Concat(rules
        .SelectMany(static rule => rule.Packages.Split(';', StringSplitOptions.RemoveEmptyEntries).Append(rule.NeedsTestFramework ? "MSTest.TestFramework" : null))
        .OfType<string>().Distinct().Select(ConsumerProject.Reference));
}
