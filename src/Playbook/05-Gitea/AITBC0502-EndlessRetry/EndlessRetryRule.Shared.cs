namespace Aitbc.Analyzers.Gitea;

/// <summary>What the rule and its fix have in common.</summary>
internal static class EndlessRetryRule
{
    public const string Id = "AITBC0502";
}
