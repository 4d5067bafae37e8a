using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Gitea;

/// <summary>
/// AITBC0501: a remote call is made again after a failure, at once or after the same pause each time. Playbook section 5,
/// transient failures.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetryWithoutBackoffAnalyzer : PlaybookAnalyzer
{
    public const string Id = RetryWithoutBackoffRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Retry without exponential backoff",
        "Let the pause between the attempts grow: {0} is repeated {1}",
        RuleCategory.Gitea,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A remote call is repeated after a failure, at once or after the same pause each time. All clients come back together and keep an overloaded server down, and the attempts are used up before it is there again. Let the pause grow with each attempt and add some jitter.",
        helpLinkUri: HelpLink.AITBC0501);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        Retries.Register(context, types, (operation, retry) => Analyze(operation, retry, types));

    private static void Analyze(OperationAnalysisContext context, RetryLoop retry, KnownTypes types)
    {
        var pause = RetryPauses.Of(retry, types);
        // Without end it is AITBC0502's; what waits for a server to start may ask steadily.
        if (pause == RetryPause.Varies
            || RetryLimit.IsSingle(retry)
            || retry.AwaitsReadiness(context.ContainingSymbol)
            || IsLookOfTest(retry, types)
            || IsHandlerOfTest(retry, context.ContainingSymbol.ContainingType, types)
            || !RetryLimit.Has(retry, types))
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptor, retry.Head, retry.What, pause == RetryPause.None ? "at once" : "after the same pause each time"));
    }

    /// <summary>A test's own handler tries again what a double answers: <c>base.SendAsync(...)</c>.</summary>
    private static bool IsHandlerOfTest(RetryLoop retry, INamedTypeSymbol? type, KnownTypes types) =>
        type is not null && types.TestCode is { } tests && retry.Attempt.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } }
        && types.IsOrInherits(type, "System.Net.Http.HttpMessageHandler") && tests.IsTestCode(type);

    /// <summary>A test that asks until the answer is there polls.</summary>
    private static bool IsLookOfTest(RetryLoop retry, KnownTypes types) => types.TestCode is not null && retry.Failure is null
        && retry.Attempt is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("Get", StringComparison.Ordinal);
}
