namespace Aitbc.Analyzers.Payment;

/// <summary>What the analyzer and the fix of AITBC0402 share.</summary>
internal static class ForgottenPaymentRule
{
    public const string Id = "AITBC0402";
}
