namespace Aitbc.Analyzers.Payment;

/// <summary>What the analyzer and the fix of AITBC0403 share.</summary>
internal static class UncheckedResponseRule
{
    public const string Id = "AITBC0403";
}
