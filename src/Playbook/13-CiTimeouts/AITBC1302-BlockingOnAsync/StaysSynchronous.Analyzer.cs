using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>Functions that block for a reason: they look at their thread or at garbage collection, or hold spans over the wait.</summary>
internal static class StaysSynchronous
{
    public static bool Does(SyntaxNode site, SyntaxNode function, SemanticModel model, CancellationToken cancellationToken) =>
        SpeaksOfThreadOrGarbage(function) || HoldsRefLikeOver(site, function, model, cancellationToken);

    /// <summary>Behind an await the thread may be another one, and a state machine keeps alive what a frame would let go.</summary>
    private static bool SpeaksOfThreadOrGarbage(SyntaxNode function)
    {
        foreach (var token in function.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken)
                && (token.ValueText is "CurrentManagedThreadId" or "ManagedThreadId" or "WeakReference" || token.ValueText.EndsWith("GC", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>No await stands between two uses of a span; before C# 13 none in a function that has one.</summary>
    private static bool HoldsRefLikeOver(SyntaxNode site, SyntaxNode function, SemanticModel model, CancellationToken cancellationToken)
    {
        var mayHaveThem = AsyncCapability.IsAsync(function) || site.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= (LanguageVersion)1300 };
        foreach (var node in function.DescendantNodes())
        {
            if (node is CommonForEachStatementSyntax loop && loop.Statement.Span.Contains(site.Span)
                && model.GetTypeInfo(loop.Expression, cancellationToken).Type is { IsRefLikeType: true })
                return true;
            if (node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax
                && model.GetDeclaredSymbol(node, cancellationToken) is ILocalSymbol local
                && (local.IsRef || local.Type is { IsRefLikeType: true } or { TypeKind: TypeKind.Pointer })
                && (!mayHaveThem || local.IsUsing || IsUsedBehind(local.Name, node, site, function)))
                return true;
        }

        return false;
    }

    private static bool IsUsedBehind(string name, SyntaxNode declaration, SyntaxNode site, SyntaxNode function)
    {
        if (declaration.SpanStart > site.SpanStart)
            return false;

        // In a loop what stands before the wait also runs behind it.
        var from = site.Span.End;
        for (var node = site.Parent; node is not null && node != function && !node.Span.Contains(declaration.Span); node = node.Parent)
        {
            if (node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
                from = node.SpanStart;
        }

        foreach (var node in function.DescendantNodes())
        {
            if (node.SpanStart >= from && node is IdentifierNameSyntax { Identifier.ValueText: var used } && used == name)
                return true;
        }

        return false;
    }
}
