using System.Collections.Immutable;
using System.Reflection;

namespace Aitbc.Analyzers;

/// <summary>All options of all rules. A room adds its own in another part of this class; AITBC0001 and the tests find it here.</summary>
internal static partial class RuleOptions
{
    private static readonly Lazy<ImmutableArray<RuleOption>> Declared = new(static () =>
        [.. typeof(RuleOptions)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(static field => field.GetValue(null))
            .OfType<RuleOption>()
            .OrderBy(static option => option.Key, StringComparer.Ordinal)]);

    public static ImmutableArray<RuleOption> All => Declared.Value;
}
