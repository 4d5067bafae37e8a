using System.Text;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Tests;

/// <summary>The one place that decides what each preset says of a rule; the shipped files are its output.</summary>
internal static class Presets
{
    public static string Text(string preset)
    {
        var text = new StringBuilder("is_global = true\nglobal_level = -100\n");
        foreach (var descriptor in RuleCatalogue.Descriptors.DistinctBy(static descriptor => descriptor.Id))
        {
            text.Append($"\n# {descriptor.Id}: {descriptor.Title}\n");
            // No row where the rule's own severity holds: a row for an id, even "default", would beat the user's
            // severity for the category, and AITBC0901 grades its reports itself.
            if (Severity(preset, descriptor) is { } severity)
                text.Append($"dotnet_diagnostic.{descriptor.Id}.severity = {severity}\n");
        }

        return text.ToString();
    }

    private static string? Severity(string preset, DiagnosticDescriptor descriptor) => preset switch
    {
        "none" => "none",
        // Only what is a Warning by default; nothing that is a matter of taste.
        "minimum" => descriptor.DefaultSeverity == DiagnosticSeverity.Warning ? null : "none",
        "recommended" => null,
        "strict" => "error",
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, null),
    };
}
