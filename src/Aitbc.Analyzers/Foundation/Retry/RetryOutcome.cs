using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Where a try statement in a loop goes: round again when it failed, out of the loop when all went well.</summary>
internal static class RetryOutcome
{
    /// <summary>Does the loop go round again after this catch block?</summary>
    public static bool ComesRound(ICatchClauseOperation failure, ITryOperation attempt, ILoopOperation loop)
    {
        if (failure.Handler.Syntax is not BlockSyntax block || failure.SemanticModel?.AnalyzeControlFlow(block) is not { Succeeded: true } flow)
            return false;
        return Continues(flow, loop) || flow.EndPointIsReachable && RestComesRound(attempt, loop);
    }

    /// <summary>The types that the block catches, by its declaration or its filter.</summary>
    public static IEnumerable<ITypeSymbol> CaughtTypes(ICatchClauseOperation failure)
    {
        if (failure.ExceptionType is { SpecialType: not SpecialType.System_Object } declared)
            yield return declared;
        if (failure.Filter is null)
            yield break;

        foreach (var operation in failure.Filter.DescendantsAndSelf())
        {
            var named = operation switch
            {
                IIsTypeOperation test => test.TypeOperand,
                ITypePatternOperation pattern => pattern.MatchedType,
                IDeclarationPatternOperation pattern => pattern.MatchedType,
                _ => null,
            };
            if (named is not null && !IsExcluded(operation, failure.Filter))
                yield return named;
        }
    }

    /// <summary>What is excluded (is not X, !(e is X || e is Y)) is not caught.</summary>
    private static bool IsExcluded(IOperation test, IOperation filter)
    {
        for (var current = test; current != filter && current.Parent is { } parent; current = parent)
        {
            if (parent is INegatedPatternOperation or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not })
                return true;
        }

        return false;
    }

    /// <summary>Is it about another writer who was faster, or a full queue of our own, which is no failure of the other machine?</summary>
    public static bool IsAboutOtherWriter(ICatchClauseOperation failure)
    {
        // What takes a lock waits for another one who holds it.
        if (failure.SemanticModel?.GetEnclosingSymbol(failure.Syntax.SpanStart)?.ContainingType is { Name: var holder }
            && (Has(holder, "Semaphore") || Has(holder, "Mutex") || holder.EndsWith("Lock", StringComparison.Ordinal)))
            return true;

        foreach (var operation in LoopExits.Own(failure.Handler))
        {
            if (operation is IMemberReferenceOperation { Member.Name: var full } && Has(full, "QueueFull"))
                return true;
        }

        if (failure.Filter is null)
            return false;

        foreach (var operation in failure.Filter.DescendantsAndSelf())
        {
            var name = operation switch
            {
                IInvocationOperation call => call.TargetMethod.Name,
                IMemberReferenceOperation member => member.Member.Name,
                _ => "",
            };
            if (Has(name, "Conflict") || Has(name, "Deadlock") || Has(name, "Concurren") || Has(name, "Duplicate") || Has(name, "Unique") || Has(name, "Precondition") || name == "Aborted" || Has(name, "Serializ"))
                return true;
        }

        return false;
    }

    /// <summary>Does the loop end when the call went well? By its condition, that part of it is <paramref name="success"/>.</summary>
    public static bool EndsOnSuccess(ITryOperation attempt, ICatchClauseOperation failure, IOperation call, ILoopOperation loop, out IOperation? success)
    {
        success = null;
        if (LeavesWithin(attempt.Body, call, loop) || LeavesAfter(attempt, loop))
            return true;
        if (LoopExits.Condition(loop) is { } condition)
            success = Conjuncts(condition).FirstOrDefault(part => IsFulfilled(part, attempt, failure, call, loop));
        return success is not null;
    }

    /// <summary>Does the loop go round after a continue in this code?</summary>
    public static bool Continues(ControlFlowAnalysis flow, ILoopOperation loop)
    {
        foreach (var exit in flow.ExitPoints)
        {
            if (exit is ContinueStatementSyntax && LoopOf(exit) == loop.Syntax)
                return true;
        }

        return false;
    }

    /// <summary>Do the statements behind this one, up to the loop's end, come round again?</summary>
    public static bool RestComesRound(IOperation statement, ILoopOperation loop)
    {
        for (var child = statement; child.Parent is { } parent && child != loop.Body; child = parent)
        {
            if (RestOf(child, parent) is { } rest && (!rest.EndPointIsReachable || !rest.Succeeded))
                return rest.Succeeded && Continues(rest, loop);
        }

        return true;
    }

    /// <summary>What the statements behind <paramref name="child"/> in its own block do; null where there are none.</summary>
    private static ControlFlowAnalysis? RestOf(IOperation child, IOperation parent)
    {
        if (parent is not IBlockOperation { Operations: var statements } || child.SemanticModel is not { } model)
            return null;

        var index = statements.IndexOf(child);
        while (++index < statements.Length)
        {
            if (statements[index].Syntax is StatementSyntax first and not LocalFunctionStatementSyntax && statements[^1].Syntax is StatementSyntax last && first.Parent == last.Parent)
                return model.AnalyzeControlFlow(first, last);
        }

        return null;
    }

    /// <summary>Does the try block leave the loop behind the call, with no condition but that of a good status?</summary>
    private static bool LeavesWithin(IBlockOperation body, IOperation call, ILoopOperation loop)
    {
        foreach (var operation in LoopExits.Own(body))
        {
            if (operation is IThrowOperation || !LoopExits.Leaves(operation, loop)
                || operation is IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak }
                || operation.Syntax.Span.End < call.Syntax.SpanStart)
                continue;
            if (IsUnconditional(operation, body))
                return true;
        }

        return false;
    }

    private static bool IsUnconditional(IOperation exit, IBlockOperation body)
    {
        for (var child = exit; child.Parent is { } parent && child != body; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when child == conditional.WhenTrue && RetryStatus.IsGood(conditional.Condition):
                    break;
                // Both branches leave.
                case IConditionalOperation { WhenTrue: { } yes, WhenFalse: { } no } when child != ((IConditionalOperation)parent).Condition && EndsHere(yes) && EndsHere(no):
                    break;
                // The statuses that are worth another attempt have sections of their own.
                case ISwitchCaseOperation { Parent: ISwitchOperation @switch } section when RetryStatus.HasLook(@switch.Value) && section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default):
                    break;
                case IConditionalOperation conditional when child != conditional.Condition:
                case ISwitchCaseOperation or ILoopOperation or ICatchClauseOperation or ISwitchExpressionArmOperation:
                    return false;
            }
        }

        return true;
    }

    private static bool EndsHere(IOperation statement) =>
        statement.Syntax is StatementSyntax syntax && statement.SemanticModel?.AnalyzeControlFlow(syntax) is { Succeeded: true, EndPointIsReachable: false };

    /// <summary>Do the statements behind the try statement leave the loop, or do so if a flag of the try block is set?</summary>
    private static bool LeavesAfter(ITryOperation attempt, ILoopOperation loop)
    {
        for (IOperation child = attempt; child.Parent is { } parent && child != loop.Body; child = parent)
        {
            if (parent is not IBlockOperation { Operations: var statements })
                continue;
            if (RestOf(child, parent) is { Succeeded: true, EndPointIsReachable: false } rest && !Continues(rest, loop))
                return true;

            for (var i = statements.IndexOf(child) + 1; i < statements.Length; i++)
            {
                if (statements[i] is IConditionalOperation { WhenTrue: { } then } conditional
                    && RetryRegion.Statements(then).Any(inner => inner is not IThrowOperation && LoopExits.Leaves(inner, loop))
                    && (RetryStatus.IsGood(conditional.Condition) || IsSetBy(conditional.Condition, attempt.Body)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The parts of a condition that must all hold.</summary>
    private static IEnumerable<IOperation> Conjuncts(IOperation condition)
    {
        condition = condition.WithoutConversions();
        return condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and
            ? Conjuncts(and.LeftOperand).Concat(Conjuncts(and.RightOperand))
            : [condition];
    }

    /// <summary>Does this part of the loop's condition no longer hold when the call went well?</summary>
    private static bool IsFulfilled(IOperation part, ITryOperation attempt, ICatchClauseOperation failure, IOperation call, ILoopOperation loop)
    {
        if (IsSetBy(part, attempt.Body) || IsConnected(part, call))
            return true;
        // Only the failure asks for another round.
        return FlagOf(part) is { } flag
            && new RetryRegion(loop).WritesTo(flag) is var writes
            && writes.Any(write => failure.Syntax.Span.Contains(write.Syntax.Span))
            && writes.All(write => failure.Syntax.Span.Contains(write.Syntax.Span)
                || write is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: false } });
    }

    /// <summary>A flag, or the result itself, that the try block sets.</summary>
    private static bool IsSetBy(IOperation part, IBlockOperation body)
    {
        if (FlagOf(part) is not { } flag)
            return false;

        foreach (var operation in LoopExits.Own(body))
        {
            if (operation is ISimpleAssignmentOperation assignment && Signal.Same(assignment.Target, flag)
                && (assignment.Value.WithoutConversions().ConstantValue is { HasValue: true, Value: bool } || IsNullTest(part)))
                return IsUnconditional(assignment, body);
        }

        return false;
    }

    /// <summary>The variable of <c>flag</c>, <c>!flag</c>, <c>flag == false</c>, <c>result == null</c> and <c>result is null</c>.</summary>
    private static IOperation? FlagOf(IOperation part)
    {
        part = part.WithoutConversions();
        switch (part)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return FlagOf(not.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                when comparison.RightOperand.WithoutConversions().ConstantValue is { HasValue: true, Value: null or bool }:
                return FlagOf(comparison.LeftOperand);
            case IIsPatternOperation pattern when IsNullTest(part):
                return FlagOf(pattern.Value);
            case ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation:
                return part;
            default:
                return null;
        }
    }

    private static bool IsNullTest(IOperation part) => part.WithoutConversions() switch
    {
        IBinaryOperation comparison => comparison.RightOperand.WithoutConversions().ConstantValue is { HasValue: true, Value: null },
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } => true,
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
        _ => false,
    };

    /// <summary><c>!client.Connected</c>, where the client is what is called.</summary>
    private static bool IsConnected(IOperation part, IOperation call)
    {
        if (call is not IInvocationOperation { Instance: { } receiver })
            return false;

        foreach (var operation in part.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation { Instance: { } instance } && Signal.Same(instance, receiver))
                return true;
        }

        return false;
    }

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static SyntaxNode? LoopOf(SyntaxNode node)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            if (current is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
                return current;
        }

        return null;
    }
}
