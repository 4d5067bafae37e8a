using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>How a loop can end: its condition, the ways out of its body, and what limits how long it runs.</summary>
internal static class LoopExits
{
    /// <summary>The condition under which the loop goes on; null where it is always true or there is none.</summary>
    public static IOperation? Condition(ILoopOperation loop)
    {
        var condition = loop switch
        {
            IWhileLoopOperation @while => @while.Condition,
            IForLoopOperation @for => @for.Condition,
            _ => null,
        };
        return condition is { ConstantValue: { HasValue: true, Value: true } } ? null : condition;
    }

    /// <summary>Does this operation of the loop's body leave the loop: break, return, throw, goto, or a pause in an iterator?</summary>
    public static bool Leaves(IOperation operation, ILoopOperation loop) => operation switch
    {
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        IBranchOperation { BranchKind: BranchKind.GoTo } branch => !IsInside(branch.Target, loop),
        // A yield return hands over to a caller that need not come back.
        IReturnOperation or IThrowOperation => true,
        _ => false,
    };

    /// <summary>The operations of the loop itself, without those of lambdas and local functions in it.</summary>
    public static IEnumerable<IOperation> Own(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
                continue;

            yield return child;
            foreach (var inner in Own(child))
                yield return inner;
        }
    }

    /// <summary>Does a token, a clock or a counter limit how long the loop runs, so far as its own code tells?</summary>
    public static bool IsLimited(ILoopOperation loop, KnownTypes types)
    {
        if (loop is IForEachLoopOperation or IForLoopOperation { Condition: not null, AtLoopBottom.Length: > 0 })
            return true;

        foreach (var operation in Own(loop))
        {
            if (IsToken(operation, types) || IsClock(operation, types) || IsCounterOf(operation, loop))
                return true;
        }

        return false;
    }

    /// <summary>Is the lambda that holds the loop handed to a call whose own end somebody bounds: <c>Task.Run(...).Wait(5000)</c>?</summary>
    public static bool IsLimitedOutside(IOperation loop, KnownTypes types)
    {
        var inLambda = false;
        for (var current = loop.Parent; current is not null and not IBlockOperation { Parent: IMethodBodyOperation }; current = current.Parent)
        {
            inLambda |= current is IAnonymousFunctionOperation;
            if (inLambda && current is IInvocationOperation call
                && (WaitBound.IsAmong(call.Arguments, types) || call.TargetMethod.Name == "WhenAny"))
                return true;
        }

        return false;
    }

    /// <summary>Is this a token or the source of one, with which the loop can be told to end?</summary>
    public static bool IsToken(IOperation operation, KnownTypes types) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation
        && (WaitBound.IsToken(operation, types) || types.Is(operation.Type, "System.Threading.CancellationTokenSource"));

    /// <summary>Does this read a clock, or compare times?</summary>
    public static bool IsClock(IOperation operation, KnownTypes types) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Now" or "UtcNow" } now } =>
            types.Is(now.ContainingType, "System.DateTime") || types.Is(now.ContainingType, "System.DateTimeOffset"),
        IPropertyReferenceOperation { Property: { Name: "TickCount" or "TickCount64" } ticks } => types.Is(ticks.ContainingType, "System.Environment"),
        IMemberReferenceOperation member => types.Is(member.Member.ContainingType, "System.Diagnostics.Stopwatch"),
        IInvocationOperation call => types.Is(call.TargetMethod.ContainingType, "System.Diagnostics.Stopwatch")
            || (types.IsOrInherits(call.TargetMethod.ContainingType, "System.TimeProvider") && call.TargetMethod.Name.StartsWith("Get", StringComparison.Ordinal)),
        // A clock of the user's own, a date or a span that is compared.
        IBinaryOperation { OperatorKind: >= BinaryOperatorKind.LessThan and <= BinaryOperatorKind.GreaterThan } comparison =>
            types.Is(comparison.LeftOperand.Type, "System.TimeSpan") || types.Is(comparison.LeftOperand.Type, "System.DateTime")
            || types.Is(comparison.LeftOperand.Type, "System.DateTimeOffset"),
        _ => false,
    };

    /// <summary>Is this a step of a counter that decides whether the loop goes on?</summary>
    private static bool IsCounterOf(IOperation operation, ILoopOperation loop)
    {
        var counter = operation switch
        {
            IIncrementOrDecrementOperation step => step.Target,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply } step => step.Target,
            ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply } sum } assignment
                when Signal.Same(sum.LeftOperand, assignment.Target) => assignment.Target,
            _ => null,
        };
        if (counter is null)
            return false;
        if (Condition(loop) is { } condition && Signal.IsMentioned(counter, condition))
            return true;

        foreach (var own in Own(loop))
        {
            // What grows by a factor is a pause, and a question about it may only cap it.
            if (own is IConditionalOperation conditional && Signal.IsMentioned(counter, conditional.Condition) && !OnlyCaps(conditional, counter)
                && (!Grows(operation) || conditional.WhenTrue.DescendantsAndSelf().Any(inner => Leaves(inner, loop))))
                return true;
            if (own is ICatchClauseOperation { Filter: { } filter } && Signal.IsMentioned(counter, filter))
                return true;
        }

        return false;
    }

    /// <summary>Does the statement do nothing but write the counter it asks about: <c>if (pause &lt; 1000) pause += 100;</c>?</summary>
    private static bool OnlyCaps(IConditionalOperation conditional, IOperation counter)
    {
        return IsWrite(conditional.WhenTrue) && (conditional.WhenFalse is null || IsWrite(conditional.WhenFalse));

        bool IsWrite(IOperation statement) => statement switch
        {
            IBlockOperation { Operations: [var only] } => IsWrite(only),
            IExpressionStatementOperation { Operation: IAssignmentOperation assignment } => Signal.Same(assignment.Target, counter),
            IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation step } => Signal.Same(step.Target, counter),
            _ => false,
        };
    }

    private static bool Grows(IOperation step) => step is ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Multiply }
        or ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } };

    private static bool IsInside(ILabelSymbol label, ILoopOperation loop)
    {
        foreach (var declaration in label.DeclaringSyntaxReferences)
        {
            if (loop.Syntax.Span.Contains(declaration.Span))
                return true;
        }

        return false;
    }
}
