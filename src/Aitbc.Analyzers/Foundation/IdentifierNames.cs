using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Aitbc.Analyzers;

/// <summary>The identifiers that a file has, so that the rare candidate is looked for only where it can be; kept as long as the file does not change.</summary>
internal static class IdentifierNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Names = new();

    public static HashSet<string> Of(SyntaxTree tree) => Names.GetValue(tree, Find);

    private static HashSet<string> Find(SyntaxTree tree)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in tree.GetRoot().DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                names.Add(token.ValueText);
        }

        return names;
    }
}
