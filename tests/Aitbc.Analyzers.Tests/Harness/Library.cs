using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Aitbc.Analyzers.Tests;

/// <summary>A library that analyzed code may refer to, as the real assemblies whose paths were baked in at build.</summary>
public enum Library
{
    XunitV2,
    XunitV3,
    NUnit,
    MSTest,
    TUnit,
    Redis,
    AspNetCore,
    RedisCache,
    Mqtt,
    Nats,
    NBitcoin,
    Resilience,

    /// <summary>In place of .NET: a framework that lacks what came later, such as <c>Random.Shared</c>.</summary>
    NetStandard,
}

/// <summary>The references that analyzed code is compiled with.</summary>
internal static class References
{
    private static readonly ILookup<string, string> Paths = typeof(References).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToLookup(static metadata => metadata.Key, static metadata => metadata.Value!);

    private static readonly Dictionary<Library, ImmutableArray<MetadataReference>> Libraries = Enum.GetValues<Library>()
        .ToDictionary(static library => library, static library => Load(library));

    public static string RepositoryRoot => Paths["RepositoryRoot"].Single();

    /// <summary>The newest finished C#, or C# 13 where Roslyn is so old that it calls that a preview.</summary>
    public static LanguageVersion Language { get; } = Enum.IsDefined((LanguageVersion)1300) ? LanguageVersion.Latest : LanguageVersion.Preview;

    public static ImmutableArray<MetadataReference> Framework { get; } = [.. Basic.Reference.Assemblies.Net100.References.All];

    public static ImmutableArray<MetadataReference> Of(Library library) => Libraries[library];

    private static ImmutableArray<MetadataReference> Load(Library library)
    {
        ImmutableArray<MetadataReference> references =
            [.. Paths[$"Library.{library}"].Distinct().Select(static path => MetadataReference.CreateFromFile(path))];
        return references.IsEmpty ? throw new InvalidOperationException($"No assembly of {library} was baked in.") : references;
    }
}
