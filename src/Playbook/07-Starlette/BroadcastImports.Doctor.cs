using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Starlette;

/// <summary>Who imports <c>starlette.broadcast</c>.</summary>
internal static class BroadcastImports
{
    /// <summary>The imports, each with its names and how it stands.</summary>
    public static Task<PythonFacts> ReadAsync(CheckContext context) => context.Python.FactsAsync("AITBC0751", context.Cancellation);
}
