using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>One lock is taken while another is held.</summary>
/// <param name="First">The lock that is held.</param>
/// <param name="Second">The lock that is taken.</param>
/// <param name="Site">Where it is taken, or where the method is called that takes it.</param>
/// <param name="Outer">Where the first one was taken.</param>
/// <param name="Function">In which function.</param>
/// <param name="Gates">All other locks that are held at that time.</param>
internal sealed record LockEdge(LockKey First, LockKey Second, Location Site, Location Outer, ISymbol Function, List<LockKey> Gates);

/// <summary>Finds two locks that are taken in both orders.</summary>
internal static class LockOrders
{
    /// <summary>The pairs of places that take two locks in opposite orders, one pair for any two locks.</summary>
    public static List<(LockEdge Here, LockEdge There)> FindOpposites(IReadOnlyCollection<LockFacts> facts)
    {
        var edges = EdgesOf(facts);
        edges.Sort(static (a, b) =>
            Compare(a.Site, b.Site) is var bySite and not 0 ? bySite
            : Compare(a.Outer, b.Outer) is var byOuter and not 0 ? byOuter
            : string.CompareOrdinal(a.Second.Display, b.Second.Display));
        var found = new List<(LockEdge, LockEdge)>();
        for (var i = 0; i < edges.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (AreOpposite(edges[i], edges[j]) && !found.Exists(pair => IsSamePair(pair.Item1, edges[i])))
                    found.Add((edges[i], edges[j]));
            }
        }

        return found;
    }

    private static List<LockEdge> EdgesOf(IReadOnlyCollection<LockFacts> facts)
    {
        var byFunction = new Dictionary<ISymbol, LockFacts>(SymbolEqualityComparer.Default);
        foreach (var fact in facts)
            byFunction[fact.Function.OriginalDefinition] = fact;

        var edges = new List<LockEdge>();
        foreach (var fact in facts)
        {
            foreach (var taken in fact.Taken)
                AddEdges(edges, fact.Function, taken.Key, taken.Site, taken.Held, null);
            foreach (var taken in fact.TakenLater)
                AddEdges(edges, fact.Function, taken.Key, taken.Site, taken.Held, null);

            foreach (var call in fact.Calls)
            {
                if (!byFunction.TryGetValue(call.Callee.OriginalDefinition, out var callee) || CanBeReplaced(call.Callee))
                    continue;

                foreach (var taken in callee.Taken)
                {
                    if (taken.AfterAwait && !call.ToItsEnd)
                        continue;

                    var key = call.OnThis || call.Callee.MethodKind == MethodKind.LocalFunction ? taken.Key : taken.Key.OfOther();
                    AddEdges(edges, fact.Function, key, call.Site, call.Held, taken.Held);
                }
            }
        }

        return edges;
    }

    /// <summary>Another method may run in its place, so nobody knows what it locks.</summary>
    private static bool CanBeReplaced(IMethodSymbol method) =>
        method.IsAbstract || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed);

    private static void AddEdges(List<LockEdge> edges, ISymbol function, LockKey second, Location site, HeldLock? held, HeldLock? inCallee)
    {
        // Who holds a lock already does not wait for it.
        if (Holds(held, second) || Holds(inCallee, second))
            return;

        for (var first = held; first is not null; first = first.Outer)
        {
            if (!first.Key.IsKnown || IsOwnUnsharedState(function, first.Key, second))
                continue;

            var gates = new List<LockKey>();
            AddGates(gates, held, first);
            AddGates(gates, inCallee, first);
            edges.Add(new LockEdge(first.Key, second, site, first.Site, function, gates));
        }
    }

    private static bool Holds(HeldLock? held, LockKey key)
    {
        for (var current = held; current is not null; current = current.Outer)
        {
            if (SymbolEqualityComparer.Default.Equals(current.Key.Symbol, key.Symbol) && current.Key.IsKnown)
                return true;
        }

        return false;
    }

    private static void AddGates(List<LockKey> gates, HeldLock? held, HeldLock except)
    {
        for (var current = held; current is not null; current = current.Outer)
        {
            if (current != except)
                gates.Add(current.Key);
        }
    }

    /// <summary>In a constructor nobody else has the object yet.</summary>
    private static bool IsOwnUnsharedState(ISymbol function, LockKey first, LockKey second) =>
        function is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }
        && (first.Owner == LockOwner.This || second.Owner == LockOwner.This);

    private static bool AreOpposite(LockEdge a, LockEdge b)
    {
        if (!SymbolEqualityComparer.Default.Equals(a.First.Symbol, b.Second.Symbol) || !SymbolEqualityComparer.Default.Equals(a.Second.Symbol, b.First.Symbol)
            || (a.First.Owner == LockOwner.Static) != (b.Second.Owner == LockOwner.Static)
            || (a.Second.Owner == LockOwner.Static) != (b.First.Owner == LockOwner.Static))
            return false;

        // Two locks of objects are the same two only if all is about one object; beside a static lock one object is enough.
        var hasStatic = a.First.Owner == LockOwner.Static || a.Second.Owner == LockOwner.Static;
        var isOneObject = a.First.Owner == LockOwner.This && a.Second.Owner == LockOwner.This && b.First.Owner == LockOwner.This && b.Second.Owner == LockOwner.This;
        return (hasStatic || isOneObject) && !HaveCommonGate(a, b) && IsNeverReplaced(a.First) && IsNeverReplaced(a.Second);
    }

    /// <summary>Under one more lock that both hold, never both run. A lock that we cannot tell may be that one.</summary>
    private static bool HaveCommonGate(LockEdge a, LockEdge b)
    {
        foreach (var gate in a.Gates)
        {
            if (!gate.IsKnown)
                return b.Gates.Count > 0;
            foreach (var other in b.Gates)
            {
                if (!other.IsKnown || SymbolEqualityComparer.Default.Equals(gate.Symbol, other.Symbol))
                    return true;
            }
        }

        return false;
    }

    /// <summary>A field that gets new objects, as a list that is exchanged, is not one lock.</summary>
    private static bool IsNeverReplaced(LockKey key)
    {
        if (key.Symbol is not IFieldSymbol { IsReadOnly: false } field)
            return true;

        foreach (var declaration in field.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var token in declaration.GetSyntax().DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == field.Name && IsAssigned(token.Parent))
                    return false;
            }
        }

        return field.DeclaredAccessibility == Accessibility.Private;
    }

    private static bool IsAssigned(SyntaxNode? name)
    {
        if (name?.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            name = access;
        return (name?.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name
                && assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)
            || name?.Parent is ArgumentSyntax { RefOrOutKeyword.RawKind: not (int)SyntaxKind.None };
    }

    private static bool IsSamePair(LockEdge a, LockEdge b) =>
        (SymbolEqualityComparer.Default.Equals(a.First.Symbol, b.First.Symbol) && SymbolEqualityComparer.Default.Equals(a.Second.Symbol, b.Second.Symbol))
        || (SymbolEqualityComparer.Default.Equals(a.First.Symbol, b.Second.Symbol) && SymbolEqualityComparer.Default.Equals(a.Second.Symbol, b.First.Symbol));

    private static int Compare(Location a, Location b)
    {
        var byFile = string.CompareOrdinal(a.SourceTree?.FilePath, b.SourceTree?.FilePath);
        return byFile != 0 ? byFile : a.SourceSpan.Start.CompareTo(b.SourceSpan.Start);
    }
}
