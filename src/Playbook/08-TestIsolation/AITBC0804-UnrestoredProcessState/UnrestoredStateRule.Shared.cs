namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What the rule tells its fix.</summary>
internal static class UnrestoredStateRule
{
    public const string Id = "AITBC0804";

    /// <summary>Present where a finally block around the rest of the method restores what the reported statement changes.</summary>
    public const string CanRestoreInFinally = nameof(CanRestoreInFinally);
}
