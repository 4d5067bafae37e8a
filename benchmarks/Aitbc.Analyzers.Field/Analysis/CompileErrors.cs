using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Field.Analysis;

/// <summary>What the compiler says of a project, without what only a real build could mend.</summary>
internal static class CompileErrors
{
    /// <summary>CS5001: test runners generate the entry point. CS1701, CS1702: binding redirects.</summary>
    private static readonly HashSet<string> Ignored = ["CS5001", "CS1701", "CS1702"];

    public static IEnumerable<Diagnostic> Of(Compilation compilation, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        Keep(compilation.GetDiagnostics(), severity);

    /// <summary>Keeps the compiler's own diagnostics of one severity.</summary>
    public static IEnumerable<Diagnostic> Keep(IEnumerable<Diagnostic> diagnostics, DiagnosticSeverity severity) => diagnostics
        .Where(diagnostic => diagnostic.Severity == severity && !diagnostic.IsSuppressed
            && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal) && !Ignored.Contains(diagnostic.Id));

    /// <summary>Counts diagnostics by id.</summary>
    public static Dictionary<string, int> Count(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.GroupBy(error => error.Id).ToDictionary(group => group.Key, group => group.Count());

    public static string Describe(Diagnostic error) => $"{error.Id} {error.GetMessage(CultureInfo.InvariantCulture)}";
}
