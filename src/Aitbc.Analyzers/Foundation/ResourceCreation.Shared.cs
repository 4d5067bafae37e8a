using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>A resource that an expression creates and that whoever takes the value has to release.</summary>
/// <param name="Kind">How it is released.</param>
/// <param name="Type">The type that is created, which may be narrower than the variable's.</param>
/// <param name="Creation">The expression that creates it.</param>
internal readonly record struct OwnedResource(ResourceKind Kind, ITypeSymbol Type, IOperation Creation);

/// <summary>
/// Which expressions create a resource that the receiver owns: <c>new</c>, a type's own factory
/// (<c>Process.Start</c>, <c>ConnectionMultiplexer.Connect</c>), a builder's <c>Build</c>, and <c>await</c> of these.
/// What a parameter, a container, a fixture or a cache hands out is not owned.
/// </summary>
internal sealed class ResourceCreation(KnownTypes types, ResourceTypes resources)
{
    private const string HttpClient = "System.Net.Http.HttpClient";

    /// <summary>The resource that <paramref name="value"/> creates; null where it creates none or the ownership is not sure.</summary>
    public OwnedResource? Find(IOperation? value, ResourceLists lists)
    {
        switch (Unwrap(value))
        {
            case IObjectCreationOperation creation:
                return lists.KindOf(creation.Type, resources) is { } kind && (lists.Adds(creation.Type) || HoldsWithTheseArguments(creation))
                    ? new OwnedResource(kind, creation.Type!, creation)
                    : null;
            case IInvocationOperation call:
                return FindCall(call, lists);
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                return Either(choice.WhenTrue, whenFalse, lists);
            case ICoalesceOperation { WhenNull: var whenNull, Value: var first } when Unwrap(first) is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation }:
                return Find(whenNull, lists);
            default:
                return null;
        }
    }

    /// <summary>The value below conversions, parentheses, <c>await</c> and the ways to wait for a task.</summary>
    public static IOperation? Unwrap(IOperation? value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    value = awaited.Operation;
                    break;
                case IInvocationOperation { Instance: { } awaiter, TargetMethod.Name: "GetResult" or "GetAwaiter" or "ConfigureAwait" or "AsTask" or "WaitAsync" }:
                    value = awaiter;
                    break;
                case IPropertyReferenceOperation { Instance: { } task, Property.Name: "Result" } when IsTask(task.Type):
                    value = task;
                    break;
                default:
                    return value;
            }
        }
    }

    private OwnedResource? Either(IOperation first, IOperation second, ResourceLists lists)
    {
        // Where the other side is something that is not created here, nobody knows whose the value is.
        if (IsNothing(second))
            return Find(first, lists);
        return Find(second, lists) is { } found && (IsNothing(first) || Find(first, lists) is not null) ? found : null;
    }

    private static bool IsNothing(IOperation value) => Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } } or IThrowOperation;

    private bool HoldsWithTheseArguments(IObjectCreationOperation creation)
    {
        if (types.Is(creation.Type, HttpClient))
            return creation.Arguments.IsEmpty || IsRealHandler(Unwrap(creation.Arguments[0].Value));
        // Over another stream they hold nothing of their own.
        if (types.Is(creation.Type, "System.IO.StreamReader") || types.Is(creation.Type, "System.IO.StreamWriter"))
            return creation.Arguments is [{ Value.Type.SpecialType: SpecialType.System_String }, ..];
        return true;
    }

    private bool IsRealHandler(IOperation? handler) =>
        types.Is(handler?.Type, "System.Net.Http.HttpClientHandler") || types.Is(handler?.Type, "System.Net.Http.SocketsHttpHandler");

    private OwnedResource? FindCall(IInvocationOperation call, ResourceLists lists)
    {
        var method = call.TargetMethod;
        var result = ResultOf(method.ReturnType);
        if (IsFluent(call, result) is { } receiver)
            return Find(receiver, lists);

        var isOwnFactory = method is { IsStatic: true, IsExtensionMethod: false } && IsOwnFactory(method, result);
        if (!ReleaseNames.StartsResource(method.Name) && !IsNamedFactory(method) && !(isOwnFactory && ReleaseNames.StartsResourceLater(method.Name))
            || types.Is(result, HttpClient))
            return null;
        if (lists.KindOf(result, resources) is not { } kind)
            return null;

        var owned = method is { IsStatic: true, IsExtensionMethod: false }
            ? isOwnFactory || IsFileFactory(method)
            : IsLibrary(method) && (IsFileFactory(method) || resources.IsWellKnown(result) || !method.IsExtensionMethod && (IsFactoryOrBuilder(method.ContainingType) || CannotKeep(method)));
        return owned ? new OwnedResource(kind, result, call) : null;
    }

    /// <summary>A call that gives back the very thing that it is called on, as <c>new Server().Start()</c> may.</summary>
    private static IOperation? IsFluent(IInvocationOperation call, ITypeSymbol result)
    {
        if (ReleaseNames.EndsResource(call.TargetMethod.Name) || ReleaseNames.TakesResource(call.TargetMethod.Name) && call.Instance is null)
            return null;

        var receiver = call.Instance
            ?? (call.TargetMethod.IsExtensionMethod && call.Arguments is [{ Value: var first }, ..] ? first : null);
        receiver = Unwrap(receiver);
        return receiver is IObjectCreationOperation && SymbolEqualityComparer.Default.Equals(receiver.Type, result) ? receiver : null;
    }

    private static bool IsNamedFactory(IMethodSymbol method) => method.Name is "BuildServiceProvider" or "CreateLinkedTokenSource";

    /// <summary>A factory of the type that it gives, or of another that does the same: <c>ConnectionMultiplexer.ConnectGroupAsync</c>.</summary>
    private bool IsOwnFactory(IMethodSymbol method, ITypeSymbol result) =>
        method.ContainingType.IsOrInherits(result.OriginalDefinition as INamedTypeSymbol)
        || resources.WellKnownOf(result) is { } known && SymbolEqualityComparer.Default.Equals(known, resources.WellKnownOf(method.ContainingType));

    private bool IsFileFactory(IMethodSymbol method) =>
        types.Is(method.ContainingType, "System.IO.File") || types.Is(method.ContainingType, "System.IO.FileInfo");

    private static bool IsLibrary(IMethodSymbol method) => (method.ReducedFrom ?? method).DeclaringSyntaxReferences.IsEmpty;

    /// <summary>Does the method create something for an object that has no way to end it later?</summary>
    private bool CannotKeep(IMethodSymbol method) =>
        method.Name.StartsWith("Create", StringComparison.Ordinal) && method is { IsGenericMethod: false, ContainingType.TypeKind: TypeKind.Class }
        && !resources.IsDisposable(method.ContainingType);

    private static bool IsFactoryOrBuilder(INamedTypeSymbol type) =>
        type.Name.EndsWith("Factory", StringComparison.Ordinal) || type.Name.EndsWith("Builder", StringComparison.Ordinal);

    /// <summary>What a task gives once it is awaited; any other type itself.</summary>
    public static ITypeSymbol ResultOf(ITypeSymbol type) =>
        IsTask(type) && type is INamedTypeSymbol { TypeArguments: [var result] } ? result : type;

    private static bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1, ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };
}

/// <summary>The types that the user's options add to and take from what counts as a resource.</summary>
internal sealed class ResourceLists(IReadOnlyList<string> added, IReadOnlyList<string> ignored)
{
    public ResourceKind? KindOf(ITypeSymbol? type, ResourceTypes resources)
    {
        if (ignored.Count > 0 && Matches(type, ignored))
            return null;
        return Adds(type) ? resources.KindOf(type) ?? ResourceKind.Disposable : resources.KindOf(type);
    }

    public bool Adds(ITypeSymbol? type) => added.Count > 0 && Matches(type, added);

    /// <summary>Does the list name the type, one of its bases or one of its interfaces?</summary>
    private static bool Matches(ITypeSymbol? type, IReadOnlyList<string> names)
    {
        if (type is not INamedTypeSymbol named)
            return false;

        foreach (var current in named.SelfAndBases())
        {
            if (IsNamed(current, names))
                return true;
        }

        foreach (var implemented in named.AllInterfaces)
        {
            if (IsNamed(implemented, names))
                return true;
        }

        return false;
    }

    private static bool IsNamed(INamedTypeSymbol type, IReadOnlyList<string> names)
    {
        var full = type.ToDisplayString(FullName);
        foreach (var name in names)
        {
            if (full.Equals(name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static readonly SymbolDisplayFormat FullName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted);
}
