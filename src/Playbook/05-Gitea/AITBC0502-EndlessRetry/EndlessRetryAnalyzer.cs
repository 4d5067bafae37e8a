using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Gitea;

/// <summary>
/// AITBC0502: a remote call is made again after each failure, and nothing ends it if the failure lasts. Playbook
/// section 5, transient failures.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessRetryAnalyzer : PlaybookAnalyzer
{
    public const string Id = EndlessRetryRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Retry without end",
        "Limit the attempts: {0} is repeated for ever if the failure lasts",
        RuleCategory.Gitea,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A remote call is repeated after each failure, with neither a limit of attempts, a deadline nor a cancellation token. If the failure lasts (a wrong address, a revoked token, a server that is gone), the caller hangs instead of failing.",
        helpLinkUri: HelpLink.AITBC0502);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var tests = types.TestCode;
        var flow = tests is null ? null : new TestFlow(types, tests);
        Retries.Register(context, types, (operation, retry) => Analyze(operation, retry, types, flow));
    }

    private static void Analyze(OperationAnalysisContext context, RetryLoop retry, KnownTypes types, TestFlow? flow)
    {
        if (RetryLimit.Has(retry, types))
            return;
        // In a test class only what the test waits for, with no time-out of the framework.
        if (IsInTestClass(context.ContainingSymbol.ContainingType, types) && flow?.HoldsTest(retry.Attempt, context.CancellationToken) != true)
            return;

        context.ReportDiagnostic(Diagnostic.Create(Descriptor, retry.Head, retry.What));
    }

    private static bool IsInTestClass(INamedTypeSymbol? type, KnownTypes types)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (types.TestCode?.FrameworkOf(type) is not null)
                return true;
        }

        return false;
    }
}
