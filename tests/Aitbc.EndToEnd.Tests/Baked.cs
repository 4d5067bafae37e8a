using System.Reflection;

namespace Aitbc.EndToEnd.Tests;

/// <summary>Places and versions that the build wrote into this assembly.</summary>
internal static class Baked
{
    private static readonly ILookup<string, string> Values = typeof(Baked).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToLookup(static metadata => metadata.Key, static metadata => metadata.Value!);

    public static string RepositoryRoot => Values[nameof(RepositoryRoot)].First();

    public static string Configuration => Values[nameof(Configuration)].First();

    /// <summary>The machine's package folder: a read fallback, so that nothing is downloaded.</summary>
    public static string PackageFolder => Values[nameof(PackageFolder)].First();

    public static string VersionOf(string package) => Values["Version." + package].First();
}
