using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Ports;

/// <summary>
/// AITBC0901: a constant port is bound or listened on (playbook section 9: port already in use, tests that cannot run
/// side by side).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HardcodedPortAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0901";

    private const string InTest = "bind port 0 and read the bound port back, so that tests can run side by side";
    private const string InService = "take it from configuration or an environment variable, so that two instances can run side by side";

    /// <summary>Outside test code it is reported as <see cref="DiagnosticSeverity.Info"/>; a configured severity holds for both.</summary>
    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Port is hard-coded where it could be dynamic",
        "Port {0} is fixed{1}; {2}",
        RuleCategory.Ports,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A port that is written into the code can be bound once on a machine. A second test run, a second instance or an orphaned process then fails with 'address already in use'.",
        helpLinkUri: HelpLink.AITBC0901);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (PortBinders.Create(types) is not { } binders)
            return;

        var settings = new FileOptions<PortSettingsOfTree>(context.Options, options => PortSettingsOfTree.Read(options, types));
        var rule = new Rule(types, binders, new PortPairs(types, binders));
        context.RegisterOperationBlockStartAction(start =>
        {
            if (start.OperationBlocks.IsEmpty)
                return;

            var block = new Block(rule, settings.Of(start.OperationBlocks[0].Syntax.SyntaxTree));
            start.RegisterOperationAction(block.Check, OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);
        });
    }

    /// <summary>What holds for the whole compilation.</summary>
    private sealed record Rule(KnownTypes Types, PortBinders Binders, PortPairs Pairs);

    /// <summary>The options of one file.</summary>
    private sealed record PortSettingsOfTree(ImmutableHashSet<int> Allowed, ImmutableArray<INamedTypeSymbol> Binders)
    {
        public static PortSettingsOfTree Read(AnalyzerConfigOptions options, KnownTypes types)
        {
            var allowed = ImmutableHashSet<int>.Empty;
            foreach (var port in RuleOptions.AllowedPorts.Read(options))
                allowed = allowed.Add(int.Parse(port, CultureInfo.InvariantCulture));
            ImmutableArray<INamedTypeSymbol> binders = [];
            foreach (var name in RuleOptions.PortBinders.Read(options))
                binders = binders.AddRange(types.Compilation.GetTypesByMetadataName(name));
            return new PortSettingsOfTree(allowed, binders);
        }
    }

    /// <summary>One method, initializer or program; a number in it that comes to two binders is reported once.</summary>
    private sealed class Block(Rule rule, PortSettingsOfTree settings)
    {
        private ImmutableHashSet<TextSpan> _reported = [];

        public void Check(OperationAnalysisContext context)
        {
            var operation = context.Operation;
            var isTest = false;
            var isKnown = false;
            foreach (var input in rule.Binders.InputsOf(operation, settings.Binders, context.CancellationToken))
            {
                var finder = new PortFinder(rule.Types, context.CancellationToken);
                finder.Find(input.Value, input.Form);
                foreach (var port in finder.Ports)
                {
                    if (!isKnown)
                        (isKnown, isTest) = (true, IsTestCode(context.ContainingSymbol, rule.Types));
                    if (settings.Allowed.Contains(port.Port)
                        || PortException.Applies(operation, input, port, rule.Types, isTest)
                        || !ImmutableInterlocked.Update(ref _reported, static (set, span) => set.Add(span), port.Location.SourceSpan))
                        continue;

                    Report(context, port, isTest);
                }
            }
        }

        private void Report(OperationAnalysisContext context, FoundPort port, bool isTest)
        {
            var others = rule.Pairs.OthersThan(port.Location, port.Port, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                port.Location,
                isTest ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                others,
                ImmutableDictionary<string, string?>.Empty
                    .Add(PortProperties.Port, port.Port.ToString(CultureInfo.InvariantCulture))
                    .Add(PortProperties.IsTest, isTest ? "true" : "false"),
                port.Port,
                others.IsEmpty ? "" : NameOf(others[0]),
                isTest ? InTest : InService));
        }
    }

    private static string NameOf(Location other)
    {
        var line = other.GetLineSpan();
        return $" and bound again in {Path.GetFileName(line.Path)}, line {line.StartLinePosition.Line + 1}";
    }

    private static bool IsTestCode(ISymbol symbol, KnownTypes types) =>
        types.TestCode is { } testCode && (symbol as INamedTypeSymbol ?? symbol.ContainingType) is { } type && testCode.IsTestCode(type);
}
