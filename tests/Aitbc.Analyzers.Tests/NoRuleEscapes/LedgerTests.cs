using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>Descriptor, room, page, release row, presets, README and coverage table tell the same of every rule.</summary>
public partial class LedgerTests
{
    public static TheoryData<Room> Rooms => [.. Room.All];

    [Fact]
    public void Every_descriptor_has_a_room_and_every_room_a_descriptor() =>
        Assert.Equal(Room.All.Select(static room => room.Id), RuleCatalogue.Descriptors.Select(static descriptor => descriptor.Id).Distinct());

    [Fact]
    public void An_id_belongs_to_one_rule() =>
        Assert.All(
            RuleCatalogue.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics.Select(d => (d.Id, analyzer))).GroupBy(static pair => pair.Id),
            static group => Assert.Single(group.Select(static pair => pair.analyzer).Distinct()));

    [Theory, MemberData(nameof(Rooms))]
    public void Id_tells_the_section(Room room)
    {
        var section = Path.GetFileName(Path.GetDirectoryName(room.Folder))!;
        Assert.Equal(section[..2], room.Id[5..7]);
        Assert.Equal(section[3..], room.Descriptor.Category);
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Descriptor_is_written_for_people(Room room)
    {
        var descriptor = room.Descriptor;
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.False(descriptor.Title.ToString().EndsWith('.'));
        Assert.False(descriptor.MessageFormat.ToString().EndsWith('.'));
        Assert.NotEmpty(descriptor.Description.ToString());
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Help_link_names_the_page(Room room)
    {
        var relative = Path.GetRelativePath(References.RepositoryRoot, Path.Combine(room.Folder, "README.md")).Replace('\\', '/');
        Assert.StartsWith("https://", room.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.EndsWith("/" + relative, room.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Page_agrees_with_the_descriptor(Room room)
    {
        var descriptor = room.Descriptor;
        Assert.StartsWith($"# {room.Id}: {descriptor.Title}\n", room.Page, StringComparison.Ordinal);
        Assert.Contains($"\n| Category | {descriptor.Category} |\n", room.Page, StringComparison.Ordinal);
        Assert.Contains($"\n| Severity | {Severity(descriptor)}", room.Page, StringComparison.Ordinal);
        Assert.Contains($"\n| Code fix | {(HasFix(room.Id) ? "Yes" : "No")}", room.Page, StringComparison.Ordinal);
        foreach (var heading in new[] { "Why", "Bad", "Good", "When to suppress", "Options" })
            Assert.False(string.IsNullOrWhiteSpace(room.Section(heading)), $"{room.Id} has no section '{heading}'.");
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Release_row_agrees_with_the_descriptor(Room room)
    {
        var rows = Read("AnalyzerReleases.Shipped.md") + Read("AnalyzerReleases.Unshipped.md");
        var row = Assert.Single(rows.Split('\n'), line => line.StartsWith(room.Id + " ", StringComparison.Ordinal));
        var cells = row.Split('|', StringSplitOptions.TrimEntries);
        Assert.Equal(room.Descriptor.Category, cells[1]);
        Assert.Equal(Severity(room.Descriptor), cells[2]);
        Assert.StartsWith(room.Descriptor.Title.ToString(), cells[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("minimum")]
    [InlineData("recommended")]
    [InlineData("strict")]
    public void Preset_is_what_the_decider_says(string preset) =>
        AssertUpToDate(Path.Combine("src", "Aitbc.Analyzers.Package", "buildTransitive", "presets", $"Aitbc.Analyzers.{preset}.globalconfig"), Presets.Text(preset));

    [Fact]
    public void Readme_has_the_table_of_rules() => AssertBlockUpToDate("README.md", "rules", RuleTables.Rules());

    [Fact]
    public void Readme_has_the_table_of_checks() => AssertBlockUpToDate("README.md", "checks", RuleTables.Checks());

    [Fact]
    public void Readme_has_the_table_of_options() => AssertBlockUpToDate("README.md", "options", RuleTables.Options());

    [Fact]
    public void Every_option_is_on_a_page() => Assert.All(
        RuleOptions.All,
        static option => Assert.Single(Room.All, room =>
            room.Section("Options") is { } options
            && options.Contains($"`{option.Key}`", StringComparison.Ordinal)
            && options.Contains(option.DefaultText.Length == 0 ? "empty" : option.DefaultText, StringComparison.Ordinal)));

    [Fact]
    public void Coverage_table_knows_every_rule_and_leaves_no_bullet_out()
    {
        var coverage = Read(Path.Combine("docs", "coverage.md"));
        Assert.All(
            RuleCatalogue.Descriptors.Where(static descriptor => descriptor.Category != "Tools"),
            descriptor => Assert.Contains(descriptor.Id, coverage, StringComparison.Ordinal));
        Assert.All(Room.Checks, room => Assert.Contains(room.Id, coverage, StringComparison.Ordinal));
        var rows = coverage.Split('\n').Where(static line => Regex.IsMatch(line, @"^\| \d+\.\d+ ")).ToList();
        Assert.All(rows, static row => Assert.Matches(@"AITBC\d{4}", row));
        // An id without the word "planned" behind it has a room.
        var built = Room.All.Concat(Room.Checks).Select(static room => room.Id).ToHashSet();
        Assert.All(
            BuiltId().Matches(coverage).Select(static match => match.Value),
            id => Assert.Contains(id, built));
    }

    private static bool HasFix(string id) => RuleCatalogue.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id));

    private static string Severity(DiagnosticDescriptor descriptor) =>
        descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "Info" : descriptor.DefaultSeverity.ToString();

    private static string Read(string relative) =>
        File.ReadAllText(Path.Combine(References.RepositoryRoot, relative)).ReplaceLineEndings("\n");

    /// <summary>Compares a generated file; with AITBC_UPDATE=1 in the environment it is written instead.</summary>
    private static void AssertUpToDate(string relative, string expected)
    {
        var path = Path.Combine(References.RepositoryRoot, relative);
        if (Updates)
            File.WriteAllText(path, expected);
        Assert.Equal(expected, File.Exists(path) ? Read(relative) : "");
    }

    /// <summary>Compares what stands between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
    private static void AssertBlockUpToDate(string relative, string name, string expected)
    {
        var text = Read(relative);
        var (open, close) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var start = text.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var end = text.IndexOf(close, StringComparison.Ordinal);
        Assert.True(start >= open.Length && end >= start, $"{relative} has no block '{name}'.");
        if (Updates)
            File.WriteAllText(Path.Combine(References.RepositoryRoot, relative), text = text[..start] + expected + text[end..]);
        end = text.IndexOf(close, StringComparison.Ordinal);
        Assert.Equal(expected, text[start..end]);
    }

    private static bool Updates => Environment.GetEnvironmentVariable("AITBC_UPDATE") == "1";

    [GeneratedRegex(@"AITBC\d{4}(?! \(planned\))(?!\d)")]
    private static partial Regex BuiltId();
}
