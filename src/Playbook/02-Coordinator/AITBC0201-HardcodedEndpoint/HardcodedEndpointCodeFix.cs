using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>Mends AITBC0201 (playbook section 2): an environment variable decides, and the address that was written is the fallback.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardcodedEndpointCodeFix)), Shared]
public sealed class HardcodedEndpointCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => "AITBC0201";

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node is not ExpressionSyntax expression || EnvironmentFallback.NeedsConstant(expression) || !EnvironmentFallback.IsString(site, expression)
            || !site.Properties.TryGetValue(EndpointName.Property, out var suggested) || suggested is null)
            yield break;

        if (expression is InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax head, ..] } interpolated
            && Endpoint.Read(head.TextToken.ValueText) is { IsKnown: true, NamesService: true } endpoint
            && (endpoint.End < head.TextToken.ValueText.Length || interpolated.Contents.Count == 1))
        {
            var fallback = head.TextToken.ValueText.Substring(0, endpoint.End);
            var name = EnvironmentFallback.NameFor(site, suggested, EnvironmentFallback.Literal(fallback).Text, endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (EnvironmentFallback.OfHead(interpolated, name, endpoint.End) is { } changed)
                yield return Offer(site, expression, name, changed);
            yield break;
        }

        if (TextOf(site, expression) is { } text && Endpoint.Read(text) is { IsKnown: true } whole)
        {
            var fallback = expression.WithoutTrivia();
            var name = EnvironmentFallback.NameFor(site, suggested, fallback.ToString(), whole.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
            yield return Offer(site, expression, name, EnvironmentFallback.Of(name, fallback));
        }
    }

    private static FixOffer Offer(FixSite site, ExpressionSyntax expression, string name, ExpressionSyntax replacement) => new(
        $"Read environment variable '{name}', with the address as fallback",
        "AITBC0201.Environment",
        cancellationToken => EnvironmentFallback.ReplaceAsync(site, expression, replacement, cancellationToken));

    /// <summary>The whole text, where all of it is known.</summary>
    private static string? TextOf(FixSite site, ExpressionSyntax expression)
    {
        if (site.Model.GetConstantValue(expression, site.CancellationToken) is { HasValue: true, Value: string constant })
            return constant;
        if (site.Model.GetOperation(expression, site.CancellationToken) is not { } operation)
            return null;

        var text = ComposedText.Of(new ValueOrigin(operation, operation, true), new ValueTrace(site.Model.Compilation, site.CancellationToken)).Value;
        return text.IndexOf(ComposedText.Hole) < 0 ? text : null;
    }
}
