namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What the rule and its fix have in common.</summary>
internal static class TestWaitsWithoutTimeoutRule
{
    public const string Id = "AITBC1303";
}
