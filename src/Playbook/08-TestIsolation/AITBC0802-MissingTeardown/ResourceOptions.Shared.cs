using Microsoft.CodeAnalysis.Diagnostics;

namespace Aitbc.Analyzers;

internal static partial class RuleOptions
{
    public static readonly ListOption ResourceTypes = new(
        "resource_types", "full type names without type arguments, separated by |", "");

    public static readonly ListOption IgnoredResourceTypes = new(
        "ignored_resource_types", "full type names without type arguments, separated by |", "");

    /// <summary>What counts as a resource by the options of one file.</summary>
    public static ResourceLists ReadResourceLists(AnalyzerConfigOptions options) =>
        new(ResourceTypes.Read(options), IgnoredResourceTypes.Read(options));
}
