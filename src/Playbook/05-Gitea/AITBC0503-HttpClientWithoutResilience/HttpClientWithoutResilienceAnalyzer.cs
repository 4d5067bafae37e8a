using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Gitea;

/// <summary>
/// AITBC0503: an HTTP client is registered with nothing that tries again when the server is away for a moment. Playbook
/// section 5, transient failures.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HttpClientWithoutResilienceAnalyzer : PlaybookAnalyzer
{
    public const string Id = HttpClientWithoutResilienceRule.Id;

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "HTTP client registered without resilience",
        "Add a resilience handler to this HTTP client: its first failed request is its last",
        RuleCategory.Gitea,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "An HTTP client is registered with neither a resilience handler, a Polly policy nor a handler that tries again. A connection reset or a 502 of one moment fails the caller. Add the standard resilience handler to it, or to all clients.",
        helpLinkUri: HelpLink.AITBC0503);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        // Tests register clients of servers that they run themselves.
        if (IsTestProject(types) || types[ClientBuilder.Registration] is not { } registration || !types.Has(ClientBuilder.Builder))
            return;

        var defaults = new ClientDefaults(types);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name == "AddHttpClient"
                    && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, registration)
                    && types.Is(call.TargetMethod.ReturnType, ClientBuilder.Builder)
                    && !IsInTestClass(operation.ContainingSymbol.ContainingType, types)
                    && !new ClientBuilder(types, operation.CancellationToken).MayBeResilient(call)
                    && !defaults.MayBeResilient(operation.CancellationToken))
                    operation.ReportDiagnostic(Diagnostic.Create(Descriptor, CalledName.Of(call.Syntax).GetLocation()));
            },
            OperationKind.Invocation);
    }

    private static bool IsTestProject(KnownTypes types) => types.TestCode is not null && types.Compilation.AssemblyName is { } name
        && (name.IndexOf("Test", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Spec", StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsInTestClass(INamedTypeSymbol? type, KnownTypes types)
    {
        for (; type is not null && types.TestCode is not null; type = type.ContainingType)
        {
            if (types.TestCode.FrameworkOf(type) is not null)
                return true;
        }

        return false;
    }
}
