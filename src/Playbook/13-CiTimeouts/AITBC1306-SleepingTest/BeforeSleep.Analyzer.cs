using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What the test has done before it sleeps.</summary>
internal static class BeforeSleep
{
    /// <summary>
    /// Has the state been asserted or waited for before, so that the sleep only gives something more the time to come?
    /// </summary>
    public static bool Settles(StateAssertion assertion, IOperation root, IAnonymousFunctionOperation? handler, FixedSleep sleep, KnownTypes types)
    {
        var isSame = false;
        var text = assertion.State.Syntax.ToString();
        var expected = assertion.Expected?.Syntax.ToString();
        foreach (var operation in sleep.Statement.Root().Descendants())
        {
            if (operation.Syntax.SpanStart >= sleep.Statement.Syntax.SpanStart)
                continue;
            if (operation is IExpressionStatementOperation && StateAssertion.Of(operation) is { } earlier && earlier.State.Syntax.ToString() == text)
                isSame = earlier.Says != Expectation.Rest && earlier.Expected?.Syntax.ToString() == expected;
            // What was waited for before the handler was given away is another matter.
            if (IsWait(operation, sleep, types) && !(handler is not null && IsBefore(operation, handler))
                && (assertion.Says == Expectation.ExactChange || handler is not null && Signal.IsMentioned(root, operation)))
                return true;
        }

        // The same was asserted before, and nothing else since: it is to stay so.
        if (isSame)
            return true;

        // Compared with what it was before: it is to stay so.
        return assertion.Expected is ILocalReferenceOperation local && Signal.Initializer(local) is { } initial
            && LiveState.RootOf(initial) is { } before && Signal.Same(before, root);
    }

    /// <summary>Does this wait for a signal, so that what the test is about has come when the sleep begins?</summary>
    private static bool IsWait(IOperation operation, FixedSleep sleep, KnownTypes types)
    {
        if (operation.Parent is IAnonymousFunctionOperation)
            return false;

        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { Name: var name } method } call when !FixedSleep.IsPause(call, types) && !IsInLambda(operation, sleep):
                return name is not ("WaitAsync" or "ConfigureAwait") && (name.Contains("Wait") || name.Contains("Until") || name is "Join" || name.Contains("Eventually"))
                    && !(name == "Wait" && method.ContainingType.Name == "Task" && call.Instance is IInvocationOperation);
            case IAwaitOperation { Operation: var awaited } when !IsInLambda(operation, sleep):
                return awaited.WithoutTaskWrappers() is ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Property.Name: not "CompletedTask" }
                    || awaited.WithoutTaskWrappers() is IInvocationOperation { Instance: IPropertyReferenceOperation { Property.Name: "Task" } };
            default:
                return false;
        }
    }

    private static bool IsBefore(IOperation operation, IOperation handler) =>
        operation.Syntax.SyntaxTree == handler.Syntax.SyntaxTree && operation.Syntax.SpanStart < handler.Syntax.SpanStart && operation.Root() == handler.Root();

    private static bool IsInLambda(IOperation operation, FixedSleep sleep)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation && !current.Syntax.Span.Contains(sleep.Statement.Syntax.Span))
                return true;
        }

        return false;
    }
}
