using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>Whether a subscription stands when a message is published.</summary>
internal static class Await
{
    /// <summary>Is the task of this subscription surely not waited for when the other call runs?</summary>
    public static bool IsMissing(IInvocationOperation subscribe, IInvocationOperation publish, KnownTypes types)
    {
        if (!types.IsOrInherits(subscribe.Type, "System.Threading.Tasks.Task") && !types.Is(subscribe.Type, "System.Threading.Tasks.ValueTask`1"))
            return false;

        IOperation task = subscribe;
        while (task.Parent is IConversionOperation or IParenthesizedOperation
            || (task.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" } wrapper && wrapper.Instance == task))
            task = task.Parent;

        switch (task.Parent)
        {
            case IExpressionStatementOperation:
            case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }:
                return !IsNamedBetween(local, publish);
            default:
                return false;
        }
    }

    /// <summary>Is the task named again before, or in, the publication? Then somebody may wait for it.</summary>
    private static bool IsNamedBetween(ILocalSymbol local, IOperation publish)
    {
        foreach (var operation in publish.Root().DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && reference.Syntax.SpanStart < publish.Syntax.Span.End)
                return true;
        }

        return false;
    }
}
