namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>The code on a rule's page is real: it compiles, the bad is reported, the good is not.</summary>
public class PageTests
{
    public static TheoryData<Room, string> BadExamples => Examples("Bad");

    public static TheoryData<Room, string> GoodExamples => Examples("Good");

    [Theory, MemberData(nameof(BadExamples))]
    public async Task Bad_example_compiles_and_is_reported_by_its_rule_alone(Room room, string code)
    {
        var project = Workbench.ProjectOf(("Bad.cs", code));
        Assert.Empty(await Workbench.ErrorsAsync(project));
        var ids = (await Workbench.AnalyzeAsync(project)).Select(static diagnostic => diagnostic.Id).Distinct();
        Assert.Equal([room.Id], ids);
    }

    [Theory, MemberData(nameof(GoodExamples))]
    public async Task Good_example_compiles_and_no_rule_speaks(Room room, string code)
    {
        _ = room;
        var project = Workbench.ProjectOf(("Good.cs", code));
        Assert.Empty(await Workbench.ErrorsAsync(project));
        Assert.Empty(await Workbench.AnalyzeAsync(project));
    }

    [Fact]
    public void Every_page_of_a_source_rule_has_both() => Assert.All(
        Room.All.Where(static room => room.Descriptor.Category != "Tools"),
        static room =>
        {
            Assert.NotEmpty(room.Examples("Bad"));
            Assert.NotEmpty(room.Examples("Good"));
        });

    private static TheoryData<Room, string> Examples(string heading)
    {
        var data = new TheoryData<Room, string>();
        foreach (var room in Room.All)
        {
            foreach (var example in room.Examples(heading))
                data.Add(room, example);
        }

        return data;
    }
}
