using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers.Redis;

/// <summary>
/// AITBC0602 (playbook section 6): a message is published on a channel that nobody in the compilation subscribes to, while
/// somebody subscribes to one that differs by a slip.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmatchedChannelAnalyzer : PlaybookAnalyzer
{
    public const string Id = "AITBC0602";

    private static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        "Channel has no exact-matching subscriber",
        "Nobody here hears '{0}': the subscription in {1} is to '{2}', which differs in {3}; name the channel by one constant in both places",
        RuleCategory.Redis,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Channel names match exactly or not at all: a difference in case, in a separator or by one letter delivers nothing and fails nowhere.",
        helpLinkUri: HelpLink.AITBC0602,
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (ChannelMethods.Create(types) is not { } methods)
            return;

        var book = new ChannelBook(types, methods);
        context.RegisterOperationAction(operation => book.Note(operation.Operation), OperationKind.Invocation, OperationKind.ObjectCreation);
        context.RegisterCompilationEndAction(end => Report(end, book));
    }

    private static void Report(CompilationAnalysisContext context, ChannelBook book)
    {
        if (!book.Close(context.CancellationToken))
            return;

        var subscribed = book.Subscribed.OrderBy(static mention => mention.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(static mention => mention.Location.SourceSpan.Start).ToList();
        var reported = new HashSet<Location>();
        foreach (var published in book.Published)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (FindSlip(published, subscribed, book) is not var (near, slip) || !reported.Add(published.Location))
                continue;

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, published.Location, [near.Location], published.Name.Display, PlaceOf(near.Location), near.Name.Display, slip));
        }
    }

    /// <summary>The subscription that was meant; null where somebody hears the message or no name is near.</summary>
    private static (ChannelMention Near, string Slip)? FindSlip(ChannelMention published, List<ChannelMention> subscribed, ChannelBook book)
    {
        (ChannelMention, string)? found = null;
        foreach (var subscription in subscribed)
        {
            if (subscription.Protocol != published.Protocol)
                continue;
            if (ChannelMatch.CanMeet(published.Name.Text, subscription.Name, subscription.Protocol))
                return null;
            if (found is null && !subscription.Name.IsPattern
                && ChannelMatch.SlipBetween(published.Name.Text, subscription.Name.Text) is { } slip
                && (slip != ChannelMatch.Spelling || MayBeMisspelt(subscription, book)))
                found = (subscription, slip);
        }

        return found;
    }

    /// <summary>
    /// A name that is spelt otherwise may be another program's channel, unless nobody publishes what is subscribed to and
    /// all subscriptions are known.
    /// </summary>
    private static bool MayBeMisspelt(ChannelMention subscription, ChannelBook book) =>
        !book.WithUnknownSubscription.Contains(subscription.Protocol)
        && !book.Published.Exists(other => other.Protocol == subscription.Protocol
            && ChannelMatch.CanMeet(other.Name.Text, subscription.Name, subscription.Protocol));

    /// <summary>File and line, without the folder: it differs from machine to machine.</summary>
    private static string PlaceOf(Location site)
    {
        var span = site.GetLineSpan();
        var folder = span.Path.LastIndexOfAny(['/', '\\']);
        return $"{span.Path.Substring(folder + 1)}:{span.StartLinePosition.Line + 1}";
    }
}
