using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A statement that does nothing but pause for a time that is written down: <c>Thread.Sleep(500);</c>, <c>await Task.Delay(500);</c>.</summary>
/// <param name="Call">The call that pauses.</param>
/// <param name="Statement">The whole statement.</param>
/// <param name="Name">The constant, field or local that holds the time; null where the time stands in the call.</param>
internal sealed record FixedSleep(IInvocationOperation Call, IExpressionStatementOperation Statement, ISymbol? Name)
{
    public const string Thread = "System.Threading.Thread";
    public const string Task = "System.Threading.Tasks.Task";

    /// <summary>This call as a fixed sleep of a method or local function; null for all other calls.</summary>
    public static FixedSleep? Of(IInvocationOperation call, KnownTypes types, CancellationToken cancellationToken)
    {
        if (!IsPause(call, types) || StatementOf(call, types) is not { Parent: IBlockOperation } statement || !RunsOnce(statement))
            return null;

        var length = call.Arguments[0].Value.WithoutConversions();
        return IsFixed(length, types, out var name, cancellationToken) ? new FixedSleep(call, statement, name) : null;
    }

    /// <summary>Is this <c>Thread.Sleep</c> or <c>Task.Delay</c>, whatever the time?</summary>
    public static bool IsPause(IInvocationOperation call, KnownTypes types) => call.TargetMethod.Name switch
    {
        "Sleep" => call.Arguments.Length == 1 && types.Is(call.TargetMethod.ContainingType, Thread),
        "Delay" => call.Arguments.Length is 1 or 2 && types.Is(call.TargetMethod.ContainingType, Task)
            && !(call.Arguments.Length == 2 && types.IsOrInherits(call.Arguments[1].Value.Type, "System.TimeProvider")),
        _ => false,
    };

    /// <summary>Is this statement such a pause?</summary>
    public static bool IsPause(IOperation statement, KnownTypes types) =>
        statement is IExpressionStatementOperation expression && PauseIn(expression.Operation, types) is not null;

    private static IInvocationOperation? PauseIn(IOperation expression, KnownTypes types)
    {
        var isAwaited = expression is IAwaitOperation;
        if (expression is IAwaitOperation awaited)
            expression = awaited.Operation.WithoutTaskWrappers();
        // A delay that nobody awaits is no pause.
        return expression is IInvocationOperation call && IsPause(call, types) && isAwaited == (call.TargetMethod.Name == "Delay") ? call : null;
    }

    private static IExpressionStatementOperation? StatementOf(IInvocationOperation call, KnownTypes types)
    {
        for (var current = call.Parent; current is not null; current = current.Parent)
        {
            if (current is IExpressionStatementOperation statement)
                return PauseIn(statement.Operation, types) == call ? statement : null;
            if (current is IBlockOperation)
                return null;
        }

        return null;
    }

    /// <summary>Is the pause no part of a loop that may look again, of a lambda, or of a handler of exceptions?</summary>
    private static bool RunsOnce(IOperation statement)
    {
        for (var current = statement.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation or ICatchClauseOperation or IWhileLoopOperation:
                    return false;
                case ILoopOperation loop when HasExit(loop):
                    return false;
                case ILocalFunctionOperation:
                    return true;
            }
        }

        return true;
    }

    private static bool HasExit(ILoopOperation loop)
    {
        foreach (var operation in LoopExits.Own(loop.Body))
        {
            if (LoopExits.Leaves(operation, loop) || operation is ITryOperation { Catches.Length: > 0 })
                return true;
        }

        return false;
    }

    private static bool IsFixed(IOperation length, KnownTypes types, out ISymbol? name, CancellationToken cancellationToken)
    {
        name = NameIn(length);
        var writes = length switch
        {
            ILocalReferenceOperation { Local: { IsConst: false } local } => VariableWrites.OfLocal(local, length.Root()),
            IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: true } field } => VariableWrites.OfMember(field, types.Compilation, cancellationToken),
            _ => new Writes([length], IsComplete: true),
        };
        return writes is { IsComplete: true, Values: [var only] } && IsTime(only, types);
    }

    private static ISymbol? NameIn(IOperation length)
    {
        foreach (var operation in length.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation { Local: var local })
                return local;
            if (operation is IFieldReferenceOperation { Field: var field })
                return field;
        }

        return null;
    }

    /// <summary>Is this a number of milliseconds, or a time span that is made of constants alone?</summary>
    private static bool IsTime(IOperation value, KnownTypes types)
    {
        value = value.WithoutConversions();
        if (value.ConstantValue is { HasValue: true, Value: var constant })
            return IsLong(constant);

        // TimeSpan.FromSeconds(2), 2.Seconds(), new TimeSpan(0, 0, 2)
        return types.Is(value.Type, "System.TimeSpan") && value switch
        {
            IInvocationOperation { Instance: null, Arguments: [var number, ..] arguments } =>
                arguments.All(static argument => argument.Value.ConstantValue.HasValue) && IsLong(number.Value.ConstantValue.Value),
            IObjectCreationOperation { Arguments: { Length: > 0 } arguments } => arguments.All(static argument => argument.Value.ConstantValue.HasValue),
            _ => false,
        };
    }

    /// <summary>Zero only yields, minus one never ends.</summary>
    private static bool IsLong(object? number) => number is not null and not (<= 0 or <= 0L or <= 0.0) and not string;
}
