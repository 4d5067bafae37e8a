using System.Collections.Immutable;
using System.Reflection;
using Aitbc.Analyzers.Tools;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Benchmarks;

/// <summary>
/// What each rule adds to the analysis of this repository's own C# files, on which it is silent: the path that nearly
/// all code takes. <c>Nothing</c> is an analyzer that registers nothing, the cost of asking at all.
/// </summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private CSharpCompilation _compilation = null!;

    public static IEnumerable<string> Rules => ["Nothing", .. Analyzers.Keys.Order(StringComparer.Ordinal), "All"];

    private static Dictionary<string, DiagnosticAnalyzer> Analyzers { get; } = typeof(InvalidOptionAnalyzer).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
        .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
        .ToDictionary(static analyzer => analyzer.SupportedDiagnostics[0].Id);

    [ParamsSource(nameof(Rules))]
    public string Rule { get; set; } = "";

    [GlobalSetup]
    public void Parse()
    {
        var root = typeof(RuleBenchmarks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static m => m.Key == "RepositoryRoot").Value!;
        var trees = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path));
        // What this process runs on: .NET, Roslyn, and enough for most of the files to bind.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path));
        _compilation = CSharpCompilation.Create("Own", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _compilation.GetDiagnostics();
    }

    [Benchmark]
    public async Task<int> Analyze()
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = Rule switch
        {
            "Nothing" => [new NothingAnalyzer()],
            "All" => [.. Analyzers.Values],
            _ => [Analyzers[Rule]],
        };
        // A clone, so that nothing is remembered from the round before but the bound declarations.
        var diagnostics = await _compilation.Clone().WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        return diagnostics.Length;
    }

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class NothingAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Descriptor = new("BENCH0000", "Nothing", "Nothing", "Benchmarks", DiagnosticSeverity.Hidden, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(static _ => { });
        }
    }
}
