using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>Tells from the code around a reference whether it changes the member, and how.</summary>
internal static class Changes
{
    /// <summary>The change that <paramref name="reference"/> is part of; null where it only reads.</summary>
    public static Change? Of(IOperation reference, ISymbol member, ISymbol where, Mutations mutations, Func<ISymbol, bool> isShared)
    {
        var target = reference;
        ISymbol? part = null;
        while (target.Parent is { } parent)
        {
            switch (parent)
            {
                case ISimpleAssignmentOperation assignment when assignment.Target == target && !assignment.IsRef:
                    return Make(part is null && target == reference && Mentions(assignment.Value, member) ? ChangeKind.Count
                        : target is IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: false } ? ChangeKind.Content
                        : ChangeKind.Assign);
                case ICompoundAssignmentOperation compound when compound.Target == target:
                    return Make(target == reference || part is not null ? ChangeKind.Count : ChangeKind.Content);
                case IIncrementOrDecrementOperation increment when increment.Target == target:
                    return Make(target == reference || part is not null ? ChangeKind.Count : ChangeKind.Content);
                case ICoalesceAssignmentOperation coalesce when coalesce.Target == target:
                    return Make(ChangeKind.Once);
                case ITupleOperation or IDeclarationExpressionOperation:
                    break;
                case IDeconstructionAssignmentOperation deconstruction when deconstruction.Target == target:
                    return Make(ChangeKind.Assign);
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    return OfArgument(argument);
                case IArgumentOperation { Parent: IInvocationOperation call } when part is null && target == reference && ReleaseNames.EndsResource(call.TargetMethod.Name):
                    return Make(ChangeKind.Release);
                case IConversionOperation:
                    break;
                case IConditionalAccessOperation access when access.Operation == target:
                    if (ReceiverOf(access) is not { } receiver)
                        return null;
                    target = receiver;
                    continue;
                case IFieldReferenceOperation field when field.Instance == target:
                    part = target.Type is { IsReferenceType: true } ? field.Field.OriginalDefinition : part;
                    break;
                case IPropertyReferenceOperation property when property.Instance == target:
                    if (property.Arguments.IsEmpty)
                        part = property.Property.OriginalDefinition;
                    break;
                case IArrayElementReferenceOperation element when element.ArrayReference == target:
                    break;
                case IMethodReferenceOperation group when group.Instance == target:
                    // server.Received += Seen.Add;
                    return mutations.Of(group.Method, target.Type) is { } given ? Make(given) with { IsUsed = false } : null;
                case IInvocationOperation call when call.Instance == target:
                    return mutations.Of(call.TargetMethod, target.Type) is { } kind ? Make(kind)
                        : part is null && ReleaseNames.EndsResource(call.TargetMethod.Name) ? Make(ChangeKind.Release)
                        : null;
                default:
                    return null;
            }

            // A tuple, conversion or part may stand in a target; anything else that only passes the value on reads it.
            target = parent;
        }

        return null;

        Change Make(ChangeKind kind)
        {
            var isUsed = target.Parent is { } changing && changing.Parent is not (IExpressionStatementOperation or null)
                && !(kind is ChangeKind.Content or ChangeKind.Clear && changing.Parent is IConditionalAccessOperation);
            Surroundings(reference, isShared, out var isConditional, out var isLocked, out var isGuarded, out var isHandler);
            if (isGuarded && kind is (ChangeKind.Assign or ChangeKind.Content or ChangeKind.Count))
                kind = ChangeKind.Once;
            var declaring = target is IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer ? indexer.Property.ContainingType
                : (target.Parent as IInvocationOperation)?.TargetMethod.ContainingType;
            return new Change(kind, where, part, reference.Syntax, isConditional, isUsed, isLocked, declaring is not null && Mutations.IsConcurrent(declaring), isHandler);
        }

        Change? OfArgument(IArgumentOperation argument)
        {
            if (argument.Parent is IInvocationOperation { TargetMethod: { ContainingType: { } type } method }
                && type.ContainingNamespace is { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                if (type.Name == "LazyInitializer")
                    return Make(ChangeKind.Once);
                if (type.Name is "Interlocked" or "Volatile" && method.Name == "Read")
                    return null;
                if (type.Name == "Interlocked")
                    return Make(ChangeKind.Interlocked) with { IsUsed = argument.Parent.Parent is not IExpressionStatementOperation };
            }

            return Make(argument.Parameter!.RefKind == RefKind.Out ? ChangeKind.Assign : ChangeKind.Count);
        }
    }

    /// <summary>The operation that stands for the value in <c>value?.Rest</c>.</summary>
    private static IOperation? ReceiverOf(IConditionalAccessOperation access)
    {
        var current = access.WhenNotNull;
        while (true)
        {
            switch (current)
            {
                case IConditionalAccessInstanceOperation:
                    return current;
                case IInvocationOperation { Instance: { } instance }:
                    current = instance;
                    break;
                case IMemberReferenceOperation { Instance: { } instance }:
                    current = instance;
                    break;
                case IArrayElementReferenceOperation element:
                    current = element.ArrayReference;
                    break;
                case IConditionalAccessOperation inner:
                    current = inner.Operation;
                    break;
                case IAssignmentOperation assignment:
                    current = assignment.Target;
                    break;
                default:
                    return null;
            }
        }
    }

    private static bool Mentions(IOperation operation, ISymbol member)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (IsReference(inner, out var symbol) && SymbolEqualityComparer.Default.Equals(symbol, member))
                return true;
        }

        return false;
    }

    private static bool IsReference(IOperation operation, [NotNullWhen(true)] out ISymbol? symbol)
    {
        symbol = operation switch
        {
            IFieldReferenceOperation field => field.Field.OriginalDefinition,
            IPropertyReferenceOperation property => property.Property.OriginalDefinition,
            _ => null,
        };
        return symbol is not null;
    }

    /// <summary>What decides whether the change happens: branches and loops, a lock, a check that it was not done before.</summary>
    private static void Surroundings(
        IOperation change, Func<ISymbol, bool> isShared, out bool isConditional, out bool isLocked, out bool isGuarded, out bool isHandler)
    {
        isConditional = isLocked = isGuarded = isHandler = false;
        for (IOperation child = change, parent = change.Parent!; parent is not null; child = parent, parent = parent.Parent!)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when child != conditional.Condition:
                    isConditional = true;
                    isGuarded |= AsksWhetherDone(conditional.Condition, isShared);
                    break;
                case ICoalesceOperation coalesce when child == coalesce.WhenNull:
                    isConditional = true;
                    isGuarded |= AsksWhetherDone(coalesce.Value, isShared);
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary
                    when child == binary.RightOperand:
                    isConditional = true;
                    break;
                case ILoopOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation or ICatchClauseOperation:
                case ILocalFunctionOperation:
                    isConditional = true;
                    break;
                case IAnonymousFunctionOperation:
                    isConditional = true;
                    isHandler |= parent.Parent is IDelegateCreationOperation { Parent: IEventAssignmentOperation or IFieldInitializerOperation or IPropertyInitializerOperation };
                    break;
                case ILockOperation:
                    isLocked = true;
                    break;
                case IBlockOperation block:
                    LookBefore(block, child, isShared, ref isConditional, ref isGuarded);
                    break;
            }
        }
    }

    /// <summary><c>if (done) return;</c> further up in the block.</summary>
    private static void LookBefore(IBlockOperation block, IOperation child, Func<ISymbol, bool> isShared, ref bool isConditional, ref bool isGuarded)
    {
        foreach (var statement in block.Operations)
        {
            if (statement == child)
                return;

            if (statement is not IConditionalOperation { WhenTrue: { } then, WhenFalse: null } conditional || !Leaves(then))
                continue;

            isConditional = true;
            isGuarded |= AsksWhetherDone(conditional.Condition, isShared);
        }
    }

    private static bool Leaves(IOperation operation) => operation switch
    {
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBlockOperation { Operations: [.., var last] } => Leaves(last),
        _ => false,
    };

    /// <summary>
    /// Does the condition ask whether a shared member is set (<c>x == null</c>, <c>!done</c>, <c>count == 0</c>,
    /// <c>cache.TryGetValue(...)</c>)? Comparisons by size ask for something else.
    /// </summary>
    private static bool AsksWhetherDone(IOperation condition, Func<ISymbol, bool> isShared)
    {
        foreach (var inner in condition.DescendantsAndSelf())
        {
            if (!IsReference(inner, out var symbol) || !isShared(symbol))
                continue;

            var asked = inner;
            while (asked.Parent is { } up && asked != condition)
            {
                if (up is IConversionOperation or IMemberReferenceOperation or IInvocationOperation or IArgumentOperation)
                    asked = up;
                else
                    break;
            }

            if (asked == condition)
                return true;

            switch (asked.Parent)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                case IIsPatternOperation:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                    return true;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary:
                    var other = binary.LeftOperand == asked ? binary.RightOperand : binary.LeftOperand;
                    if (IsUnset(other))
                        return true;
                    break;
            }
        }

        return false;
    }

    private static bool IsUnset(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation is IDefaultValueOperation || operation.ConstantValue is { HasValue: true, Value: null or false or true or 0 or "" or 0L or -1 };
    }
}
