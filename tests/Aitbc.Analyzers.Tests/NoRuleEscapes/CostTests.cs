using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>A project without any test framework pays nothing for rules about test code: they look at none of its code.</summary>
public class CostTests
{
    /// <summary>The rules whose bad code is test code wherever their page shows it.</summary>
    public static TheoryData<string> TestRules =>
        [.. Room.All
            .Where(static room => room.Descriptor.Category != "Tools" && room.Examples("Bad").All(EveryFrameworkTests.IsTestCode))
            .Select(static room => room.Id)];

    [Theory, MemberData(nameof(TestRules))]
    public async Task Test_rule_registers_nothing_without_a_test_framework(string id)
    {
        Assert.Equal(0, await ActionsAsync(id));
        // The count means something only if it is another one with a framework.
        Assert.NotEqual(0, await ActionsAsync(id, Library.XunitV2));
    }

    private static async Task<int> ActionsAsync(string id, params Library[] libraries)
    {
        var compilation = (await Workbench.ProjectOf([("Class.cs", "public class Class { public void Method() { } }")], libraries).GetCompilationAsync())!;
        var actions = 0;
        foreach (var analyzer in RuleCatalogue.Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id)))
        {
            var withAnalyzer = compilation.WithAnalyzers([analyzer]);
            await withAnalyzer.GetAnalyzerDiagnosticsAsync();
            actions += CountOf((await withAnalyzer.GetAnalyzerTelemetryInfoAsync(analyzer, default))!);
        }

        return actions;
    }

    private static int CountOf(AnalyzerTelemetryInfo registered) =>
        registered.CompilationEndActionsCount + registered.CompilationActionsCount + registered.SyntaxTreeActionsCount
        + registered.SemanticModelActionsCount + registered.SymbolActionsCount + registered.SymbolStartActionsCount
        + registered.SymbolEndActionsCount + registered.SyntaxNodeActionsCount + registered.CodeBlockActionsCount
        + registered.CodeBlockStartActionsCount + registered.CodeBlockEndActionsCount + registered.OperationActionsCount
        + registered.OperationBlockActionsCount + registered.OperationBlockStartActionsCount + registered.OperationBlockEndActionsCount;
}
