using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.Ports;

/// <summary>
/// The places of an assembly that bind one and the same port. Found when a report asks for them, so that the report can
/// name the others while the user types; a place counts where the number is written in the binder's arguments.
/// </summary>
internal sealed class PortPairs(KnownTypes types, PortBinders binders)
{
    /// <summary>The numbers in a file. A tree never changes, and most live on from one compilation to the next.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<int>> Numbers = new();

    private readonly ConcurrentDictionary<int, ImmutableArray<Location>> _places = new();

    /// <summary>The other places that bind the port, in the order of the files.</summary>
    public ImmutableArray<Location> OthersThan(Location place, int port, CancellationToken cancellationToken)
    {
        if (!_places.TryGetValue(port, out var places))
            places = _places.GetOrAdd(port, Find(port, cancellationToken));
        return places.Remove(place);
    }

    private ImmutableArray<Location> Find(int port, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<Location>();
        var digits = port.ToString(CultureInfo.InvariantCulture);
        foreach (var tree in types.Compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Numbers.GetValue(tree, NumbersOf).Contains(port))
                continue;

            var taken = new HashSet<SyntaxNode>();
            foreach (var token in tree.GetRoot(cancellationToken).DescendantTokens())
            {
                if (MayHold(token, digits) && BinderAround(token.Parent) is { } binder && taken.Add(binder))
                    AddPlaces(binder, port, found, cancellationToken);
            }
        }

        return found.ToImmutable();
    }

    private void AddPlaces(SyntaxNode binder, int port, ImmutableArray<Location>.Builder found, CancellationToken cancellationToken)
    {
        for (SyntaxNode? node = binder; node is not (null or StatementSyntax or MemberDeclarationSyntax); node = node.Parent)
        {
            if (node is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax)
                || types.Compilation.ModelOf(node.SyntaxTree).GetOperation(node, cancellationToken) is not { } operation)
                continue;

            foreach (var input in binders.InputsOf(operation, [], cancellationToken))
            {
                var finder = new PortFinder(types, cancellationToken);
                finder.Find(input.Value, input.Form);
                foreach (var place in finder.Ports)
                {
                    if (place.Port == port && !PortException.Applies(operation, input, place, types, isTest: true) && !found.Contains(place.Location))
                        found.Add(place.Location);
                }
            }
        }
    }

    private static bool MayHold(SyntaxToken token, string digits) =>
        (SyntaxKind)token.RawKind is SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken
        && token.Text.Contains(digits);

    private static SyntaxNode? BinderAround(SyntaxNode? node)
    {
        for (var current = node; current is not (null or StatementSyntax or MemberDeclarationSyntax); current = current.Parent)
        {
            if (current is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax)
                return current;
        }

        return null;
    }

    private static HashSet<int> NumbersOf(SyntaxTree tree)
    {
        var numbers = new HashSet<int>();
        var text = tree.GetText();
        var value = 0;
        var length = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is >= '0' and <= '9')
            {
                value = length < 6 ? value * 10 + (text[i] - '0') : value;
                length++;
                continue;
            }

            if (length is > 0 and <= 5)
                numbers.Add(value);
            value = length = 0;
        }

        return numbers;
    }
}
