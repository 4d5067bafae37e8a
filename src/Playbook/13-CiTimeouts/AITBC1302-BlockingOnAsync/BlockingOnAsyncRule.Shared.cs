namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What the analyzer and the fix of AITBC1302 share.</summary>
internal static class BlockingOnAsyncRule
{
    public const string Id = "AITBC1302";
}
