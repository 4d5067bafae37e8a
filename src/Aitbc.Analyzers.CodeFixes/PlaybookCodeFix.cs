using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers;

/// <summary>
/// The base of every code fix: one path for one fix and for fix-all. Fix-all folds the single fix over a document's
/// diagnostics, each on the result of the one before, so that it equals fixing one by one by construction; nested and
/// sibling edits never clash.
/// </summary>
/// <remarks>
/// A fix whose result would add a compile error to its document is not offered. The best offer of every diagnostic has
/// the rule's id as its equivalence key, so that one fix-all (and one <c>dotnet format</c>) mends each in its best way;
/// the others keep their own.
/// </remarks>
public abstract class PlaybookCodeFix : CodeFixProvider
{
    private protected abstract string FixableId { get; }

    public sealed override ImmutableArray<string> FixableDiagnosticIds => [FixableId];

    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create((context, document, diagnostics) => FixAllAsync(context, document, diagnostics)!);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FindSiteAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } site)
                continue;

            var isBest = true;
            foreach (var offer in Offers(site))
            {
                if (await ApplyAsync(site, offer).ConfigureAwait(false) is null)
                    continue;

                context.RegisterCodeFix(
                    CodeAction.Create(
                        offer.Title,
                        async cancellationToken => await CleanAsync(await offer.Apply(cancellationToken).ConfigureAwait(false), site.Root, cancellationToken).ConfigureAwait(false),
                        isBest ? FixableId : offer.Key),
                    diagnostic);
                isBest = false;
            }
        }
    }

    /// <summary>The ways to mend what was reported at <paramref name="site"/>, best first; none where no fix is safe.</summary>
    private protected abstract IEnumerable<FixOffer> Offers(FixSite site);

    private async Task<Document> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellationToken = context.CancellationToken;
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return document;

        // Annotations keep each diagnostic's node findable while the fixes before it change the text around.
        var pending = new List<(SyntaxAnnotation Mark, Diagnostic Diagnostic)>();
        var marks = new Dictionary<SyntaxNode, List<SyntaxAnnotation>>();
        foreach (var diagnostic in diagnostics.OrderBy(static d => d.Location.SourceSpan.Start))
        {
            var node = NodeOf(root, diagnostic);
            var mark = new SyntaxAnnotation();
            pending.Add((mark, diagnostic));
            if (!marks.TryGetValue(node, out var list))
                marks.Add(node, list = []);
            list.Add(mark);
        }

        var current = document.WithSyntaxRoot(
            root.ReplaceNodes(marks.Keys, (original, rewritten) => rewritten.WithAdditionalAnnotations(marks[original])));
        foreach (var (mark, diagnostic) in pending)
        {
            var now = await current.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            if (now?.GetAnnotatedNodes(mark).FirstOrDefault() is not { } node
                || await SiteAsync(current, now, node, diagnostic, cancellationToken).ConfigureAwait(false) is not { } site)
                continue;

            current = await ApplyAsync(site, context.CodeActionEquivalenceKey).ConfigureAwait(false) ?? current;
        }

        return await CleanAsync(current, root, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The document with its new code shortened and formatted in the line ends of the file. Roslyn does the same behind
    /// every fix, but in the line ends of the machine where no <c>.editorconfig</c> names them.
    /// </summary>
    private static async Task<Document> CleanAsync(Document changed, SyntaxNode original, CancellationToken cancellationToken)
    {
        var options = (await changed.GetOptionsAsync(cancellationToken).ConfigureAwait(false))
            .WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, NewCode.LineEndOf(original).ToString());
        changed = await Simplifier.ReduceAsync(changed, Simplifier.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        changed = await Formatter.FormatAsync(changed, Formatter.Annotation, options, cancellationToken).ConfigureAwait(false);
        changed = await Formatter.FormatAsync(changed, SyntaxAnnotation.ElasticAnnotation, options, cancellationToken).ConfigureAwait(false);
        return await changed.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root ? changed.WithSyntaxRoot(Settled(root)) : changed;
    }

    /// <summary>The tree with no place left that asks to be formatted, so that Roslyn's own pass leaves it as it is.</summary>
    private static SyntaxNode Settled(SyntaxNode root)
    {
        root = root.ReplaceNodes(root.GetAnnotatedNodes(Formatter.Annotation), static (_, node) => node.WithoutAnnotations(Formatter.Annotation));
        return root.ReplaceTrivia(
            root.GetAnnotatedTrivia(SyntaxAnnotation.ElasticAnnotation), static (_, trivia) => trivia.WithoutAnnotations(SyntaxAnnotation.ElasticAnnotation));
    }

    /// <summary>The document changed by the offer of this equivalence key, or null where there is none.</summary>
    private async Task<Document?> ApplyAsync(FixSite site, string? key)
    {
        // dotnet format takes the key of the first diagnostic, and none where that one has no fix.
        key ??= FixableId;
        var isBest = true;
        foreach (var offer in Offers(site))
        {
            if (await ApplyAsync(site, offer).ConfigureAwait(false) is not { } changed)
                continue;
            if ((isBest ? FixableId : offer.Key) == key)
                return changed;
            isBest = false;
        }

        return null;
    }

    private static async Task<FixSite?> FindSiteAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return root is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? null
            : await SiteAsync(document, root, NodeOf(root, diagnostic), diagnostic, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<FixSite?> SiteAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return model is null
            ? null
            : new FixSite(document, root, model, KnownTypes.Of(model.Compilation), node, diagnostic.Properties, cancellationToken);
    }

    private static SyntaxNode NodeOf(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The changed document, or null where the change would not compile or would change nothing.</summary>
    private static async Task<Document?> ApplyAsync(FixSite site, FixOffer offer)
    {
        var changed = await offer.Apply(site.CancellationToken).ConfigureAwait(false);
        if (changed == site.Document)
            return null;

        var model = await changed.GetSemanticModelAsync(site.CancellationToken).ConfigureAwait(false);
        return model is null || ErrorCount(model, site.CancellationToken) > ErrorCount(site.Model, site.CancellationToken) ? null : changed;
    }

    private static int ErrorCount(SemanticModel model, CancellationToken cancellationToken) =>
        model.GetDiagnostics(cancellationToken: cancellationToken).Count(static d => d.Severity == DiagnosticSeverity.Error);
}
