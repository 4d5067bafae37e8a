using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>What has surely run before an operation of the same function.</summary>
internal static class Earlier
{
    /// <summary>
    /// Has an operation that <paramref name="found"/> holds for run on every way to <paramref name="here"/>? What a loop
    /// does counts as done, since it is written to run; a branch, a catch block and a lambda do not count.
    /// </summary>
    public static bool Any(IOperation here, Func<IOperation, bool> found)
    {
        for (var child = here; child.Parent is { } parent; child = parent)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;

            foreach (var sibling in parent.ChildOperations)
            {
                if (sibling == child)
                    break;
                if (RunsBefore(sibling, child, parent) && Contains(sibling, found))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Does this operation, or one that runs with it in any case, fulfil <paramref name="found"/>?</summary>
    public static bool Contains(IOperation operation, Func<IOperation, bool> found)
    {
        if (found(operation))
            return true;

        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation or ISwitchCaseOperation:
                return false;
            case IConditionalOperation conditional:
                return Contains(conditional.Condition, found);
            case ICoalesceOperation coalesce:
                return Contains(coalesce.Value, found);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary:
                return Contains(binary.LeftOperand, found);
        }

        foreach (var child in operation.ChildOperations)
        {
            if (Contains(child, found))
                return true;
        }

        return false;
    }

    /// <summary>Has <paramref name="sibling"/> run, and to its end, when <paramref name="child"/> of the same parent starts?</summary>
    private static bool RunsBefore(IOperation sibling, IOperation child, IOperation parent) => parent switch
    {
        IConditionalOperation conditional => sibling == conditional.Condition,
        ISwitchOperation @switch => sibling == @switch.Value,
        ISwitchExpressionOperation @switch => sibling == @switch.Value,
        ITryOperation => false,
        _ => child is not ICatchClauseOperation,
    };
}
