namespace Aitbc.Analyzers.Gitea;

/// <summary>What the rule and its fix have in common.</summary>
internal static class HttpClientWithoutResilienceRule
{
    public const string Id = "AITBC0503";
}
