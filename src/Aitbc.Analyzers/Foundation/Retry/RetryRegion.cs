using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers;

/// <summary>The code that a retry goes through again: a loop, or what stands between a label and the jump back to it.</summary>
internal sealed class RetryRegion
{
    private readonly ImmutableArray<IOperation> parts;
    private readonly TextSpan span;

    public RetryRegion(ILoopOperation loop)
        : this([loop])
    {
        Loop = loop;
    }

    public RetryRegion(ITryOperation attempt)
        : this([attempt])
    {
    }

    private RetryRegion(ImmutableArray<IOperation> parts)
    {
        this.parts = parts;
        span = TextSpan.FromBounds(parts[0].Syntax.SpanStart, parts[^1].Syntax.Span.End);
    }

    /// <summary>The loop; null where a jump or a call goes round.</summary>
    public ILoopOperation? Loop { get; }

    /// <summary>What stands between a label and the try statement whose catch block jumps back to it; null where the label is no such one.</summary>
    public static RetryRegion? BackTo(ILabelSymbol label, ITryOperation attempt)
    {
        for (IOperation child = attempt; child.Parent is { } parent; child = parent)
        {
            if (parent is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
                return null;
            if (parent is ILabeledOperation around && SymbolEqualityComparer.Default.Equals(around.Label, label))
                return new RetryRegion([child]);
            if (parent is not IBlockOperation { Operations: var statements })
                continue;

            var end = statements.IndexOf(child);
            for (var start = end; start >= 0; start--)
            {
                if (statements[start] is ILabeledOperation { Label: { } here } && SymbolEqualityComparer.Default.Equals(here, label))
                    return new RetryRegion(ImmutableArray.Create(statements, start, end - start + 1));
            }
        }

        return null;
    }

    /// <summary>All operations of the region, lambdas and local functions aside.</summary>
    public IEnumerable<IOperation> Own()
    {
        foreach (var part in parts)
        {
            yield return part;
            foreach (var operation in LoopExits.Own(part))
                yield return operation;
        }
    }

    public bool Contains(SyntaxNode node) => span.Contains(node.Span);

    /// <summary>Is this local declared in the region, so that each round has its own?</summary>
    public bool Declares(ILocalSymbol local)
    {
        foreach (var declaration in local.DeclaringSyntaxReferences)
        {
            if (!span.Contains(declaration.Span))
                return false;
        }

        // The variable of a for statement lives as long as the loop.
        return Loop is not IForLoopOperation { Locals: var locals } || !locals.Contains(local, SymbolEqualityComparer.Default);
    }

    /// <summary>The operations of the region that write this variable.</summary>
    public IEnumerable<IOperation> WritesTo(IOperation variable)
    {
        foreach (var operation in Own())
        {
            var target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation step => step.Target,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                _ => null,
            };
            if (target is null)
                continue;
            if (Signal.Same(target, variable))
                yield return operation;
            else if (target is ITupleOperation tuple && tuple.Elements.Any(element => Signal.Same(element, variable)))
                yield return operation;
        }
    }

    /// <summary>Is there a failure or a status in this body that may decide about another round? The cheap test.</summary>
    public static bool MayDecide(IOperation? statement)
    {
        switch (statement)
        {
            case ITryOperation { Catches.Length: > 0 }:
                return true;
            case IConditionalOperation conditional:
                return RetryStatus.HasLook(conditional.Condition) || MayDecide(conditional.WhenTrue) || MayDecide(conditional.WhenFalse);
            case IBlockOperation or IUsingOperation or ILockOperation or ILabeledOperation or ITryOperation or ISwitchOperation or ISwitchCaseOperation:
                foreach (var child in statement.ChildOperations)
                {
                    if (MayDecide(child))
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    /// <summary>The statements within a statement, without those of inner loops and functions.</summary>
    public static IEnumerable<IOperation> Statements(IOperation? statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                foreach (var inner in block.Operations.SelectMany(Statements))
                    yield return inner;
                break;
            case IConditionalOperation conditional:
                yield return conditional;
                foreach (var inner in Statements(conditional.WhenTrue).Concat(Statements(conditional.WhenFalse)))
                    yield return inner;
                break;
            case ITryOperation attempt:
                yield return attempt;
                foreach (var inner in Statements(attempt.Body).Concat(attempt.Catches.SelectMany(static failure => Statements(failure.Handler))).Concat(Statements(attempt.Finally)))
                    yield return inner;
                break;
            case IUsingOperation @using:
                foreach (var inner in Statements(@using.Body))
                    yield return inner;
                break;
            case ILockOperation @lock:
                foreach (var inner in Statements(@lock.Body))
                    yield return inner;
                break;
            case ILabeledOperation labeled:
                foreach (var inner in Statements(labeled.Operation))
                    yield return inner;
                break;
            case ISwitchOperation @switch:
                foreach (var inner in @switch.Cases.SelectMany(static section => section.Body).SelectMany(Statements))
                    yield return inner;
                break;
            case IUsingDeclarationOperation or IReturnOperation or IBranchOperation or IThrowOperation or IVariableDeclarationGroupOperation or IExpressionStatementOperation:
                yield return statement;
                break;
        }
    }
}
