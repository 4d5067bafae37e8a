namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What the rule tells its fix.</summary>
internal static class UnreleasedResourceRule
{
    public const string Id = "AITBC0803";

    /// <summary>Present where nothing outside of the local's block needs the resource: it may end there.</summary>
    public const string EndsWithBlock = nameof(EndsWithBlock);

    /// <summary>Present where the value that is created is not even kept.</summary>
    public const string IsDiscarded = nameof(IsDiscarded);
}
