using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>What ends a wait: a time-out that is not infinite, or a token that somebody can cancel.</summary>
internal static class WaitBound
{
    public const string Token = "System.Threading.CancellationToken";

    /// <summary>Does one of these arguments of a waiting method end the wait?</summary>
    public static bool IsAmong(ImmutableArray<IArgumentOperation> arguments, KnownTypes types)
    {
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue && IsBound(argument, types))
                return true;
        }

        return false;
    }

    /// <summary>Is this a token other than <c>CancellationToken.None</c> and <c>default</c>?</summary>
    public static bool IsToken(IOperation value, KnownTypes types)
    {
        var given = Unwrap(value);
        return types.Is(given.Type, Token)
            && given is not IDefaultValueOperation
            && given is not IObjectCreationOperation { Arguments.Length: 0 }
            && given is not IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } };
    }

    /// <summary>Is this time-out one that never comes: -1, <c>Timeout.Infinite</c>, <c>Timeout.InfiniteTimeSpan</c>?</summary>
    public static bool IsInfinite(IOperation timeout, KnownTypes types)
    {
        var given = Unwrap(timeout);
        if (given.ConstantValue is { HasValue: true, Value: -1 or -1L or -1.0 })
            return true;

        return given switch
        {
            IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan" } field } => types.Is(field.ContainingType, "System.Threading.Timeout"),
            // TimeSpan.FromMilliseconds(-1)
            IInvocationOperation { TargetMethod: { Name: "FromMilliseconds" } from, Arguments: [var milliseconds, ..] } =>
                types.Is(from.ContainingType, "System.TimeSpan") && IsInfinite(milliseconds.Value, types),
            _ => false,
        };
    }

    /// <summary>What stands behind the conversions and wrappers of a task, such as <c>ConfigureAwait</c>.</summary>
    public static IOperation Unwrap(IOperation task, KnownTypes types)
    {
        task = task.WithoutTaskWrappers();
        while (task is IInvocationOperation { TargetMethod: { Name: "WaitAsync" } method, Instance: { } inner } wait
            && types.IsOrInherits(method.ContainingType, "System.Threading.Tasks.Task") && !IsAmong(wait.Arguments, types))
            task = inner.WithoutTaskWrappers();
        return task;
    }

    private static bool IsBound(IArgumentOperation argument, KnownTypes types)
    {
        var type = argument.Parameter?.Type;
        if (type is null)
            return false;
        if (types.Is(type, Token))
            return IsToken(argument.Value, types);
        return (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || types.Is(type, "System.TimeSpan"))
            && !IsInfinite(argument.Value, types);
    }

    private static IOperation Unwrap(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion && !conversion.ConstantValue.HasValue)
            value = conversion.Operand;
        return value;
    }
}
