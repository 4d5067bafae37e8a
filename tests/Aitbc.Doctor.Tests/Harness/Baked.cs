using System.Reflection;

namespace Aitbc.Doctor.Tests;

/// <summary>Places that the build wrote into this assembly.</summary>
internal static class Baked
{
    public static string RepositoryRoot => Value(nameof(RepositoryRoot));

    public static string SarifSchema => Value(nameof(SarifSchema));

    /// <summary>Whether generated files are rewritten rather than compared.</summary>
    public static bool Updates => Environment.GetEnvironmentVariable("AITBC_UPDATE") == "1";

    private static string Value(string key) =>
        typeof(Baked).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == key).Value!;
}
