using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Tests.Playbook;

/// <summary>Sections, pages, checks and the coverage table tell the same.</summary>
public partial class PlaybookTests
{
    public static TheoryData<int> Sections => [.. Section.Numbers];

    public static TheoryData<string> Checks => [.. CheckCatalogue.All.Select(static check => check.Info.Id)];

    [Fact]
    public void There_are_fifteen_sections() => Assert.Equal(Enumerable.Range(1, 15), Section.Numbers);

    [Fact]
    public void Shipped_checks_make_a_graph() =>
        Assert.Equal(CheckCatalogue.All.Count, new CheckGraph(CheckCatalogue.All).InOrder.Count);

    [Theory, MemberData(nameof(Sections))]
    public void Section_is_whole(int number)
    {
        var section = Section.Find(number)!;
        Assert.Equal(number, section.Number);
        Assert.True(Directory.Exists(Folder(section)), section.Name);
        Assert.NotEmpty(section.Checklist);
        Assert.NotEmpty(section.Causes);
        Assert.NotEmpty(section.Remedies);
        Assert.All(section.Checklist, bullet => Assert.NotEmpty(bullet.Ids));
        Assert.All(section.Checklist.SelectMany(static bullet => bullet.Ids), id => Assert.Matches($@"^AITBC\d\d\d\d$", id));
        Assert.All(section.Remedies, static remedy => Assert.EndsWith(".", remedy.Text, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Sections))]
    public void Page_of_the_section_shows_its_data(int number)
    {
        var section = Section.Find(number)!;
        var path = Path.Combine(Folder(section), "README.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        const string Open = "<!-- section -->\n", Close = "<!-- /section -->";
        var (start, end) = (text.IndexOf(Open, StringComparison.Ordinal) + Open.Length, text.IndexOf(Close, StringComparison.Ordinal));
        Assert.True(start >= Open.Length && end >= start, $"{path} has no block 'section'.");
        var expected = Block(section);
        if (Baked.Updates)
            File.WriteAllText(path, text[..start] + expected + text[end..]);
        else
            Assert.Equal(expected, text[start..end]);
    }

    [Fact]
    public void Coverage_table_is_generated_from_the_sections()
    {
        var path = Path.Combine(Baked.RepositoryRoot, "docs", "coverage.md");
        var expected = Coverage();
        if (Baked.Updates)
            File.WriteAllText(path, expected);
        else
            Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Theory, MemberData(nameof(Checks))]
    public void Check_agrees_with_its_room_and_page(string id)
    {
        var check = CheckCatalogue.All.Single(check => check.Info.Id == id);
        var info = check.Info;
        var section = Section.Find(info.Section)!;
        var room = Assert.Single(Directory.EnumerateDirectories(Folder(section), id + "-*"));
        Assert.Equal($"{Path.GetFileName(room)[10..]}Check", check.GetType().Name);
        Assert.Equal($"Aitbc.Doctor.{section.Name}", check.GetType().Namespace);
        Assert.InRange(int.Parse(id.AsSpan(7), CultureInfo.InvariantCulture), 51, 99);
        Assert.Contains($"/{Path.GetFileName(room)}/README.md", info.HelpLink, StringComparison.Ordinal);
        Assert.Contains(section.Checklist, bullet => bullet.Ids.Contains(id));
        Assert.EndsWith(".", info.Remedy.Text, StringComparison.Ordinal);
        Assert.False(info.Title.EndsWith('.'));

        var page = Pages.Find(id)!;
        Assert.StartsWith($"# {id}: {info.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"\n| Section | {section.Number:00} {section.Name} |\n", page, StringComparison.Ordinal);
        Assert.Contains($"\n| Class | {info.Class} |\n", page, StringComparison.Ordinal);
        foreach (var heading in new[] { "Why", "What it looks at", "Bad", "Good", "What to do", "Unknown" })
            Assert.Contains($"\n## {heading}\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_room_has_an_embedded_page()
    {
        var rooms = Directory.EnumerateDirectories(Path.Combine(Baked.RepositoryRoot, "src", "Playbook"), "AITBC*", SearchOption.AllDirectories)
            .Select(static folder => Path.GetFileName(folder)[..9]).Order(StringComparer.Ordinal);
        Assert.Equal(rooms, Pages.Ids);
    }

    [Theory]
    [InlineData("AITBC0901", "# AITBC0901: ")]
    [InlineData("aitbc1351", "# AITBC1351: ")]
    [InlineData("1351", "# AITBC1351: ")]
    [InlineData("9", "# 09 Ports")]
    public void Page_is_found(string asked, string start) => Assert.StartsWith(start, Pages.Find(asked), StringComparison.Ordinal);

    [Theory]
    [InlineData("AITBC9999")]
    [InlineData("99")]
    [InlineData("../../secret")]
    [InlineData("")]
    public void Page_that_is_not_there_is_not_found(string asked) => Assert.Null(Pages.Find(asked));

    private static string Folder(Section section) =>
        Path.Combine(Baked.RepositoryRoot, "src", "Playbook", string.Create(CultureInfo.InvariantCulture, $"{section.Number:00}-{section.Name}"));

    private static string Block(Section section)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"**Symptom:** {section.Symptom}\n\n| Checklist | Ids |\n|---|---|\n");
        foreach (var bullet in section.Checklist)
            text.Append(CultureInfo.InvariantCulture, $"| {bullet.Text} | {Ids(bullet, link: true)} |\n");
        text.Append("\n**Causes**\n\n");
        foreach (var cause in section.Causes)
            text.Append(CultureInfo.InvariantCulture, $"- {cause}\n");
        text.Append("\n**Remedies**\n\n");
        foreach (var remedy in section.Remedies)
            text.Append(CultureInfo.InvariantCulture, $"- {remedy.Text}{(remedy.Command is { } command ? $" `{command}`" : "")}\n");
        return text.ToString();
    }

    private static string Coverage()
    {
        var text = new StringBuilder("""
            # Coverage of the playbook

            Every bullet of every section of the debugging playbook, and the rule (01-49, seen in source) or doctor check (51-99, seen in the repository or on the machine) that stands for it. "(planned)" behind an id: designed, not built yet. Generated from the sections' `section.yml`; a test holds this table to the rules that exist and to no bullet without an id.

            | Bullet | Ids |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var section in Section.Numbers.Select(static number => Section.Find(number)!))
        {
            for (var i = 0; i < section.Checklist.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"| {section.Number}.{i + 1} {section.Checklist[i].Text} | {Ids(section.Checklist[i], link: false)} |\n");
        }

        return text.ToString();
    }

    private static string Ids(Bullet bullet, bool link) => string.Join(", ", bullet.Ids.Select(id =>
    {
        var room = Directory.EnumerateDirectories(Path.Combine(Baked.RepositoryRoot, "src", "Playbook"), id + "-*", SearchOption.AllDirectories).SingleOrDefault();
        if (room is null)
            return id + " (planned)";
        if (!link)
            return id;

        // A section may lean on a rule of another one.
        return $"[{id}](../{Path.GetFileName(Path.GetDirectoryName(room))}/{Path.GetFileName(room)}/README.md)";
    }));
}
