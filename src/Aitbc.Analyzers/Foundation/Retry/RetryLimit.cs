using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>What ends a retry whose attempts all fail: a count, a deadline, a token, or a condition of the user's own.</summary>
internal static class RetryLimit
{
    /// <summary>May something end the retry although no attempt goes well?</summary>
    public static bool Has(RetryLoop retry, KnownTypes types)
    {
        if (retry.Region.Loop is { } loop && (LoopExits.IsLimited(loop, types) || LoopExits.IsLimitedOutside(loop, types) || HasOtherCondition(retry, loop)))
            return true;

        foreach (var operation in retry.Region.Own())
        {
            if (LoopExits.IsToken(operation, types) || LoopExits.IsClock(operation, types))
                return true;
        }

        return IsDecidedByFailure(retry) || LeavesAfterFailure(retry) || IsCountedBySteps(retry) || MayThrowWithin(retry, types);
    }

    /// <summary>Is there one attempt more at most?</summary>
    public static bool IsSingle(RetryLoop retry)
    {
        if (retry.Region.Loop is IForLoopOperation @for && Bounds(@for) is { } attempts)
            return attempts <= 2;

        foreach (var condition in Conditions(retry))
        {
            foreach (var operation in condition.DescendantsAndSelf())
            {
                switch (operation)
                {
                    // when (!again): a flag that the failure sets.
                    case ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } flag when IsSetByFailure(flag, retry):
                        return true;
                    case IBinaryOperation { OperatorKind: >= BinaryOperatorKind.Equals and <= BinaryOperatorKind.GreaterThan } comparison
                        when Distance(comparison.LeftOperand, comparison.RightOperand) is <= 1 or null && IsStart(comparison, retry):
                        return true;
                }
            }
        }

        return false;
    }

    /// <summary>How often <c>for (var i = 0; i &lt; 2; i++)</c> goes round; null where that is not plain.</summary>
    private static int? Bounds(IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { RightOperand: var right, OperatorKind: var kind } || right.ConstantValue is not { HasValue: true, Value: int end }
            || loop.Before.FirstOrDefault() is not IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declarator, ..] }, ..] }
            || declarator.GetVariableInitializer()?.Value.ConstantValue is not { HasValue: true, Value: int start })
            return null;

        return kind switch
        {
            BinaryOperatorKind.LessThan => end - start,
            BinaryOperatorKind.LessThanOrEqual => end - start + 1,
            _ => null,
        };
    }

    private static bool IsStart(IBinaryOperation comparison, RetryLoop retry) =>
        Distance(comparison.LeftOperand, comparison.RightOperand) is <= 1 && retry.Region.Loop is not IForLoopOperation;

    /// <summary>How far a counter starts from what it is compared with.</summary>
    private static int? Distance(IOperation counter, IOperation limit)
    {
        counter = counter.WithoutConversions();
        if (counter is IIncrementOrDecrementOperation step)
            counter = step.Target;
        if (counter is not ILocalReferenceOperation local || limit.ConstantValue is not { HasValue: true, Value: int end }
            || Signal.Initializer(local)?.ConstantValue is not { HasValue: true, Value: int start })
            return null;
        return Math.Abs(end - start);
    }

    private static bool IsSetByFailure(ILocalReferenceOperation flag, RetryLoop retry)
    {
        foreach (var write in retry.Region.WritesTo(flag))
        {
            if (write is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: bool } } && retry.Failure is { } failure && failure.Syntax.Span.Contains(write.Syntax.Span))
                return !retry.Region.Declares(flag.Local) && retry.Success is null;
        }

        return false;
    }

    /// <summary>Does the loop's condition ask for more than that no attempt has gone well?</summary>
    private static bool HasOtherCondition(RetryLoop retry, ILoopOperation loop) => LoopExits.Condition(loop) is { } condition
        && (retry.Success is null || retry.Success.WithoutConversions() != condition.WithoutConversions());

    /// <summary>Does the failure set the flag that asks for another round to anything but true: <c>again = ++count &lt; 5</c>?</summary>
    private static bool IsDecidedByFailure(RetryLoop retry)
    {
        if (retry is not { Success: ILocalReferenceOperation or IFieldReferenceOperation, Failure: { } failure })
            return false;

        foreach (var write in retry.Region.WritesTo(retry.Success))
        {
            if (failure.Syntax.Span.Contains(write.Syntax.Span) && write is not ISimpleAssignmentOperation { Value.ConstantValue.HasValue: true })
                return true;
        }

        return false;
    }

    /// <summary>The conditions that decide whether the failure comes round.</summary>
    private static IEnumerable<IOperation> Conditions(RetryLoop retry)
    {
        if (retry.Failure is not { } failure)
            yield break;
        if (failure.Filter is { } filter)
            yield return filter;
        foreach (var statement in RetryRegion.Statements(failure.Handler))
        {
            if (statement is IConditionalOperation conditional)
                yield return conditional.Condition;
        }
    }

    /// <summary>Does the failure, or what follows it, leave under a condition that is not about the failure alone?</summary>
    private static bool LeavesAfterFailure(RetryLoop retry)
    {
        var attempt = retry.Failure?.Parent as ITryOperation;
        if (retry.Failure?.Filter is { } filter && !IsAboutFailure(filter, retry.Failure))
            return true;
        if (retry.Region.Loop is not { } loop)
            return Conditions(retry).Any(condition => !IsAboutFailure(condition, retry.Failure!));

        foreach (var operation in LoopExits.Own(loop))
        {
            if (!LoopExits.Leaves(operation, loop) || attempt is not null && IsOutsideFailure(operation, attempt, retry))
                continue;
            if (GuardOf(operation, loop) is { } guard && (retry.Failure is null ? !RetryStatus.IsGood(guard) : !IsAboutFailure(guard, retry.Failure)))
                return true;
        }

        return false;
    }

    /// <summary>In the try block, or in the catch block of another failure.</summary>
    private static bool IsOutsideFailure(IOperation operation, ITryOperation attempt, RetryLoop retry) =>
        attempt.Syntax.Span.Contains(operation.Syntax.Span) && !retry.Failure!.Syntax.Span.Contains(operation.Syntax.Span);

    private static IOperation? GuardOf(IOperation exit, ILoopOperation loop)
    {
        for (var current = exit; current.Parent is { } parent && parent != loop; current = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when current != conditional.Condition:
                    return conditional.Condition;
                case ISwitchCaseOperation { Parent: ISwitchOperation @switch }:
                    return @switch.Value;
            }
        }

        return null;
    }

    /// <summary>Does this look at the caught exception alone?</summary>
    private static bool IsAboutFailure(IOperation condition, ICatchClauseOperation failure)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ILocalReferenceOperation { Local: var local } when !failure.Locals.Contains(local, SymbolEqualityComparer.Default)
                    && !condition.Syntax.Span.Contains(local.DeclaringSyntaxReferences.FirstOrDefault()?.Span ?? default):
                case IParameterReferenceOperation or IInstanceReferenceOperation:
                case IInvocationOperation { TargetMethod.IsStatic: true, Arguments.Length: 0 }:
                case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } }:
                    return false;
            }
        }

        return true;
    }

    /// <summary>A step of a variable that a filter, or a condition without a loop, looks at.</summary>
    private static bool IsCountedBySteps(RetryLoop retry)
    {
        foreach (var operation in retry.Region.Own())
        {
            var counter = operation switch
            {
                IIncrementOrDecrementOperation step => step.Target,
                ICompoundAssignmentOperation step => step.Target,
                _ => null,
            };
            if (counter is not null && Conditions(retry).Any(condition => Signal.IsMentioned(counter, condition)))
                return true;
        }

        return false;
    }

    /// <summary>May a call of the catch block throw, by design of its own?</summary>
    private static bool MayThrowWithin(RetryLoop retry, KnownTypes types)
    {
        if (retry.Failure is not { } failure)
            return false;

        foreach (var operation in LoopExits.Own(failure.Handler))
        {
            if (operation is not IInvocationOperation { TargetMethod: var method })
                continue;
            if (method.MethodKind == MethodKind.DelegateInvoke || method.Name.StartsWith("Throw", StringComparison.Ordinal) || method.Name is "Fail" or "Exit" or "FailFast" or "Rethrow")
                return true;
            foreach (var declaration in method.OriginalDefinition.DeclaringSyntaxReferences)
            {
                var syntax = declaration.GetSyntax();
                if (types.Compilation.ContainsSyntaxTree(syntax.SyntaxTree)
                    && types.Compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax) is { } body
                    && LoopExits.Own(body).Any(static inner => inner is IThrowOperation))
                    return true;
            }
        }

        return false;
    }
}
