using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>Which calls surely change the object they are made on.</summary>
internal sealed class Mutations(KnownTypes types)
{
    private static readonly HashSet<string> CollectionMutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "AddBefore", "AddAfter", "TryAdd", "Insert", "InsertRange", "SetItem",
        "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "Move",
        "Push", "Pop", "TryPop", "Enqueue", "EnqueueRange", "EnqueueDequeue", "Dequeue", "DequeueEnqueue", "TryDequeue",
        "AddOrUpdate", "GetOrAdd", "TryUpdate", "TryRemove", "TryTake", "Take", "PushRange", "TryPopRange",
        "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith", "Sort", "Reverse", "Set", "SetAll",
    };

    /// <summary>Types outside the collection namespaces, and the methods that change them.</summary>
    private static readonly (string Type, string[] Methods)[] OtherMutators =
    [
        ("System.Text.StringBuilder", ["Append", "AppendLine", "AppendFormat", "AppendJoin", "Insert", "Remove", "Replace"]),
        ("System.Threading.Tasks.TaskCompletionSource", ["SetResult", "TrySetResult", "SetException", "TrySetException", "SetCanceled", "TrySetCanceled"]),
        ("System.Threading.Tasks.TaskCompletionSource`1", ["SetResult", "TrySetResult", "SetException", "TrySetException", "SetCanceled", "TrySetCanceled"]),
        ("System.Threading.ManualResetEvent", ["Set"]),
        ("System.Threading.ManualResetEventSlim", ["Set"]),
        ("System.Threading.CountdownEvent", ["Signal", "AddCount"]),
        ("System.Threading.CancellationTokenSource", ["Cancel", "CancelAsync"]),
        ("System.Net.Http.Headers.HttpHeaders", ["Add", "TryAddWithoutValidation", "Remove"]),
    ];

    private static readonly HashSet<string> AllNames =
        new(CollectionMutators.Concat(OtherMutators.SelectMany(static other => other.Methods)).Concat(["Clear", "Reset"]), StringComparer.Ordinal);

    private static readonly string[] ReleaseVerbs =
        ["Dispose", "Close", "Stop", "Shutdown", "ShutDown", "Kill", "Abort", "Terminate", "Delete", "Clean", "Release", "TearDown", "Destroy"];

    private readonly List<(INamedTypeSymbol Type, string[] Methods)> _others = Resolve(types);

    /// <summary>What a call of <paramref name="method"/> does to its <paramref name="receiver"/>; null where it changes nothing, or nobody knows.</summary>
    public ChangeKind? Of(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (method.IsStatic || method.ContainingType is not { } type
            || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types.Compilation.Assembly))
            return null;

        if (IsCollectionNamespace(type.ContainingNamespace))
            return method.Name == "Clear" ? ChangeKind.Clear : CollectionMutators.Contains(method.Name) ? ChangeKind.Content : null;

        foreach (var (other, methods) in _others)
        {
            if (!type.IsOrInherits(other) && !receiver.IsOrInherits(other))
                continue;

            if (method.Name is "Clear" or "Reset")
                return ChangeKind.Clear;
            return Array.IndexOf(methods, method.Name) >= 0 ? ChangeKind.Content : null;
        }

        return null;
    }

    /// <summary>Could a method of this name be one that <see cref="Of"/> knows? A cheap question before any binding.</summary>
    public static bool IsName(string name) => AllNames.Contains(name);

    /// <summary>Can an object of this type be changed by what this class or an assignment to its members tells?</summary>
    public bool IsMutable(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Array)
            return true;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface)
            || type.SpecialType is SpecialType.System_String or SpecialType.System_Object)
            return false;

        return !IsNamespace(type.ContainingNamespace, "Immutable", "Collections", "System")
            && !IsNamespace(type.ContainingNamespace, "Frozen", "Collections", "System")
            && !types.Is(type, "System.Threading.AsyncLocal`1")
            && !types.Is(type, "System.Threading.ThreadLocal`1");
    }

    /// <summary>
    /// Does the method end its object's life? Told by name, since closers have no common type: good enough to stay silent.
    /// </summary>
    public static bool IsRelease(IMethodSymbol method)
    {
        foreach (var verb in ReleaseVerbs)
        {
            if (method.Name.StartsWith(verb, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    public static bool IsConcurrent(ITypeSymbol type) => IsNamespace(type.ContainingNamespace, "Concurrent", "Collections", "System");

    private static bool IsCollectionNamespace(INamespaceSymbol space) =>
        IsNamespace(space, "Generic", "Collections", "System")
        || IsNamespace(space, "Concurrent", "Collections", "System")
        || IsNamespace(space, "Collections", "System")
        || IsNamespace(space, "Specialized", "Collections", "System")
        || IsNamespace(space, "ObjectModel", "Collections", "System");

    /// <summary>Is this the namespace of these names, innermost first?</summary>
    private static bool IsNamespace(INamespaceSymbol? space, string first, string second, string? third = null)
    {
        if (space is null || space.Name != first)
            return false;

        space = space.ContainingNamespace;
        if (space is null || space.Name != second)
            return false;

        space = space.ContainingNamespace;
        if (third is null)
            return space is { IsGlobalNamespace: true };
        return space is not null && space.Name == third && space.ContainingNamespace is { IsGlobalNamespace: true };
    }

    private static List<(INamedTypeSymbol Type, string[] Methods)> Resolve(KnownTypes types)
    {
        var resolved = new List<(INamedTypeSymbol Type, string[] Methods)>();
        foreach (var (name, methods) in OtherMutators)
        {
            if (types[name] is { } type)
                resolved.Add((type, methods));
        }

        return resolved;
    }
}
