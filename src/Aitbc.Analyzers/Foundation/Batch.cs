namespace Aitbc.Analyzers;

/// <summary>An object that collects calls, gives out their tasks, and sends all of them together.</summary>
internal static class Batch
{
    /// <summary>Is a method of this name what sends a batch (<c>Execute</c>, <c>CommitAsync</c>, <c>SendBatch</c>)?</summary>
    public static bool IsSentBy(string method) =>
        method.StartsWith("Execute", StringComparison.Ordinal) || method.StartsWith("Flush", StringComparison.Ordinal)
        || method.StartsWith("Commit", StringComparison.Ordinal) || method.StartsWith("Submit", StringComparison.Ordinal)
        || method.StartsWith("SendBatch", StringComparison.Ordinal);
}
