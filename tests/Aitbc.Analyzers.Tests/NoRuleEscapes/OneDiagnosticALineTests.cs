namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>One line of user code gets one of our diagnostics; where rules overlap, the pages name the winner.</summary>
public class OneDiagnosticALineTests
{
    [Fact]
    public async Task On_the_flawed_sample()
    {
        var files = SourceFiles.Under("samples/Before").GroupBy(static path => string.Join('/', path.Split('/', '\\').Take(4)));
        foreach (var file in files.SelectMany(static project => project))
        {
            var diagnostics = await Workbench.AnalyzeAsync(Workbench.ProjectOf([SourceFiles.Read(file)], Enum.GetValues<Library>().Except([Library.XunitV3])));
            var crowded = diagnostics
                .GroupBy(static diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line)
                .Where(static line => line.Select(static diagnostic => diagnostic.Id).Distinct().Count() > 1);
            Assert.Empty(crowded);
        }
    }
}
