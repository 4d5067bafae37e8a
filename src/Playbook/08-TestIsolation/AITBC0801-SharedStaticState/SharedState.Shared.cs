namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What the analyzer of AITBC0801 tells its fix.</summary>
internal static class SharedState
{
    /// <summary>Property of the diagnostic: each test may have a value of its own without any loss.</summary>
    public const string FitsInstance = nameof(FitsInstance);
}
