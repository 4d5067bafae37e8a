using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>
/// AITBC0603 (playbook section 6): on one path a message is published on a channel before the subscription to it stands;
/// Redis keeps nothing for those who come later.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PublishBeforeSubscribeAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0603";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Message is published before the subscription",
        "This message on '{0}' is lost to the subscription in line {1}, which {2}; subscribe, await that, then publish",
        RuleCategory.Redis,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A channel keeps no message: who subscribes after it was published, or is not yet confirmed as a subscriber, never gets it.",
        helpLinkUri: HelpLink.AITBC0603);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (ChannelMethods.Create(types) is not { } methods)
            return;

        context.RegisterOperationBlockStartAction(start =>
        {
            var calls = new ChannelCalls(methods, types);
            start.RegisterOperationAction(operation => calls.Note((IInvocationOperation)operation.Operation), OperationKind.Invocation);
            start.RegisterOperationBlockEndAction(end => Report(end, calls));
        });
    }

    private static void Report(OperationBlockAnalysisContext context, ChannelCalls calls)
    {
        foreach (var (publish, subscribe, isLater) in calls.FindTooEarly(context))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                publish.Call.Syntax.GetLocation(),
                [subscribe.Call.Syntax.GetLocation()],
                publish.Display,
                subscribe.Call.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                isLater ? "comes after it" : "is not awaited before it"));
        }
    }
}
