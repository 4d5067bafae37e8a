using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>
/// The types of the libraries that a compilation references, by metadata name. One instance serves all rules of a
/// compilation, and each name is looked up once.
/// </summary>
/// <remarks>
/// A type that the compilation itself declares is never a known type: a user's own <c>TcpListener</c> or
/// <c>FactAttribute</c> is not the one our rules speak of.
/// </remarks>
internal sealed class KnownTypes
{
    private static readonly ConditionalWeakTable<Compilation, KnownTypes> Cache = new();

    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _types = new(StringComparer.Ordinal);
    private readonly Func<string, INamedTypeSymbol?> _resolve;
    private readonly Lazy<TestCode?> _testCode;

    private KnownTypes(Compilation compilation)
    {
        Compilation = compilation;
        _resolve = Resolve;
        _testCode = new Lazy<TestCode?>(() => TestCode.Create(this));
    }

    public Compilation Compilation { get; }

    /// <summary>What is test code in this compilation; null where no test framework is referenced.</summary>
    public TestCode? TestCode => _testCode.Value;

    /// <summary>The library type of this metadata name (<c>System.Lazy`1</c>), or null where it is not referenced.</summary>
    public INamedTypeSymbol? this[string metadataName] => _types.GetOrAdd(metadataName, _resolve);

    public static KnownTypes Of(Compilation compilation) => Cache.GetValue(compilation, static c => new KnownTypes(c));

    public bool Has(string metadataName) => this[metadataName] is not null;

    public bool HasAny(params string[] metadataNames) => Array.Exists(metadataNames, Has);

    /// <summary>Is <paramref name="type"/> exactly the library type of this name (its definition, where it is generic)?</summary>
    public bool Is(ITypeSymbol? type, string metadataName) =>
        type is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, this[metadataName]);

    /// <summary>Is <paramref name="type"/> the library type of this name, or does it derive from or implement it?</summary>
    public bool IsOrInherits(ITypeSymbol? type, string metadataName) =>
        this[metadataName] is { } known && type.IsOrInherits(known);

    private INamedTypeSymbol? Resolve(string metadataName)
    {
        var type = Compilation.GetTypeByMetadataName(metadataName);
        if (type is not null && !IsOwn(type))
            return type;

        // Declared here, or in several references: the first public one that a reference declares.
        foreach (var candidate in Compilation.GetTypesByMetadataName(metadataName))
        {
            if (!IsOwn(candidate) && candidate.DeclaredAccessibility == Accessibility.Public)
                return candidate;
        }

        return null;
    }

    private bool IsOwn(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, Compilation.Assembly);
}
