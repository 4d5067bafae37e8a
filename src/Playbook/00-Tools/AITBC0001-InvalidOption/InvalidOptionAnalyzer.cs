using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Tools;

/// <summary>AITBC0001: an <c>aitbc.*</c> key of <c>.editorconfig</c> or <c>.globalconfig</c> is unknown or its value broken.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidOptionAnalyzer : DiagnosticAnalyzer
{
    public const string Id = "AITBC0001";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Option of Aitbc.Analyzers is not valid",
        "'{0} = {1}' is ignored: {2}",
        RuleCategory.Tools,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A key that starts with 'aitbc.' is misspelt, or its value cannot be read. The default is used instead.",
        helpLinkUri: HelpLink.AITBC0001,
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(ReportInvalidOptions);
    }

    private static void ReportInvalidOptions(CompilationAnalysisContext context)
    {
        // A section applies to many files; each pair of key and value is reported once, in a stable order.
        var problems = new SortedDictionary<(string Key, string Value), string>();
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        Collect(provider.GlobalOptions, problems);
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Collect(provider.GetOptions(tree), problems);
        }

        foreach (var problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, Location.None, problem.Key.Key, problem.Key.Value, problem.Value));
    }

    private static void Collect(AnalyzerConfigOptions options, SortedDictionary<(string Key, string Value), string> problems)
    {
        foreach (var option in RuleOptions.All)
        {
            if (!option.IsValid(options, out var value))
                problems[(option.Key, value)] = $"use {option.Accepts}; the default '{option.DefaultText}' holds";
        }

        foreach (var key in options.Keys)
        {
            if (key.StartsWith(RuleOption.Prefix, StringComparison.OrdinalIgnoreCase) && !IsDeclared(key))
            {
                options.TryGetValue(key, out var value);
                problems[(key, value ?? "")] = $"no rule reads this key; use one of {string.Join(", ", RuleOptions.All.Select(static option => option.Key))}";
            }
        }
    }

    private static bool IsDeclared(string key)
    {
        foreach (var option in RuleOptions.All)
        {
            if (string.Equals(option.Key, key, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
