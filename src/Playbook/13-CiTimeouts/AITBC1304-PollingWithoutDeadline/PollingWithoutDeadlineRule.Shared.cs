namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What the rule and its fix have in common.</summary>
internal static class PollingWithoutDeadlineRule
{
    public const string Id = "AITBC1304";
}
