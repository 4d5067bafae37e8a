using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>Where a fix is asked for: the document as it is now, and the node that the diagnostic's span covers.</summary>
internal sealed record FixSite(
    Document Document,
    SyntaxNode Root,
    SemanticModel Model,
    KnownTypes Types,
    SyntaxNode Node,
    ImmutableDictionary<string, string?> Properties,
    CancellationToken CancellationToken);

/// <summary>One way to mend a diagnostic.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Key">Equivalence key where it is not the best offer: offers of one key are applied together by fix-all.</param>
/// <param name="Apply">Gives the changed document.</param>
internal sealed record FixOffer(string Title, string Key, Func<CancellationToken, Task<Document>> Apply);
