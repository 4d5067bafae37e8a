using System.Collections.Immutable;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>What the analyzer of AITBC0805 tells its fix.</summary>
internal static class SharedFileProperties
{
    /// <summary>Property of the diagnostic: nobody outside of this member relies on the name.</summary>
    public const string MayBeRenamed = nameof(MayBeRenamed);

    public static ImmutableDictionary<string, string?> Renamed { get; } = ImmutableDictionary<string, string?>.Empty.Add(MayBeRenamed, null);
}
