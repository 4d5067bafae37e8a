using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>
/// An editor asks for the diagnostics of the lines in sight, not of the compilation: each diagnostic is found when only
/// its own span is analysed, except those that need the end of the compilation, which no editor reaches while typing.
/// </summary>
public class EditorTests
{
    public static TheoryData<string> Rules =>
        [.. Room.All.Where(static room => room.Descriptor.Category != "Tools" && !room.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)).Select(static room => room.Id)];

    [Theory, MemberData(nameof(Rules))]
    public async Task The_lines_in_sight_are_enough(string id)
    {
        foreach (var example in Room.All.Single(room => room.Id == id).Examples("Bad"))
        {
            var project = Workbench.ProjectOf(("Bad.cs", example));
            foreach (var expected in (await Workbench.AnalyzeAsync(project)).Where(diagnostic => diagnostic.Id == id))
            {
                var analysis = await Workbench.AnalyzingAsync(project, static exception => throw exception);
                var model = analysis.Compilation.GetSemanticModel(expected.Location.SourceTree!);
                var inSight = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, expected.Location.SourceSpan, default);
                Assert.Contains(inSight, diagnostic => diagnostic.Id == id && diagnostic.Location.SourceSpan == expected.Location.SourceSpan);
            }
        }
    }
}
