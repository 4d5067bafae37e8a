using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.Redis;

/// <summary>
/// Mends AITBC0601 (playbook section 6): an environment variable decides, and what was written is the fallback. The
/// variable is <c>REDIS_URL</c> only together with a method that reads it: it may hold <c>redis://host:port/db</c>,
/// which StackExchange.Redis does not read.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HardcodedRedisCodeFix)), Shared]
public sealed class HardcodedRedisCodeFix : PlaybookCodeFix
{
    private protected override string FixableId => "AITBC0601";

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node is not ExpressionSyntax expression || EnvironmentFallback.NeedsConstant(expression) || !EnvironmentFallback.IsString(site, expression)
            || !site.Properties.TryGetValue(RedisVariable.Property, out var suggested) || suggested is null)
            yield break;

        var fallback = expression.WithoutTrivia();
        var name = EnvironmentFallback.NameFor(site, suggested, fallback.ToString(), "2");
        yield return new FixOffer(
            $"Read environment variable '{name}', with the server as fallback",
            "AITBC0601.Environment",
            cancellationToken => EnvironmentFallback.ReplaceAsync(site, expression, EnvironmentFallback.Of(name, fallback), cancellationToken));
        if (suggested == RedisVariable.Configuration && site.Properties.ContainsKey(RedisVariable.ReadsNoUrl) && RedisUrlHelper.Apply(site, expression) is { } withHelper)
        {
            yield return new FixOffer(
                "Read environment variable 'REDIS_URL' in either form, with the server as fallback",
                "AITBC0601.Url",
                _ => Task.FromResult(withHelper));
        }
    }
}
