using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Whether each round calls the same thing in the same way, or another server, item or page.</summary>
internal static class RetryTarget
{
    private const int MaxSteps = 4;

    /// <summary>Is the next round's call another one: another server, the next item, what a user typed?</summary>
    public static bool Changes(RetryLoop retry) => Changes(retry.Attempt, retry.Region, MaxSteps);

    /// <summary>Does a method call itself with its own parameters, but for a count?</summary>
    public static bool IsSameCall(IInvocationOperation again)
    {
        if (again.Instance is not (null or IInstanceReferenceOperation))
            return false;

        foreach (var argument in again.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
                continue;

            var value = argument.Value.WithoutConversions();
            if (value is IParameterReferenceOperation same && SymbolEqualityComparer.Default.Equals(same.Parameter, argument.Parameter))
                continue;
            if (argument.Parameter?.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Boolean
                && value is IBinaryOperation or IIncrementOrDecrementOperation or ILiteralOperation)
                continue;
            return false;
        }

        return true;
    }

    private static bool Changes(IOperation value, RetryRegion region, int steps)
    {
        foreach (var operation in Parts(value))
        {
            switch (operation)
            {
                case ILocalReferenceOperation local when region.Declares(local.Local):
                    if (steps > 0 && DeclaredValue(local) is { } declared && Changes(declared, region, steps - 1))
                        return true;
                    if (IsLoopVariable(local))
                        return true;
                    break;
                // new Request { Title = title }: the member of a new object.
                case IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } }:
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation:
                    if (IsMoved(operation, region))
                        return true;
                    break;
                case IInvocationOperation { TargetMethod: { } method } call when (call != value || steps < MaxSteps) && Chooses(method):
                    return true;
            }
        }

        return false;
    }

    /// <summary>All parts of a value; which attempt it is (<c>isLast: attempt == 5</c>) makes it no other one.</summary>
    private static IEnumerable<IOperation> Parts(IOperation value)
    {
        yield return value;
        foreach (var child in value.ChildOperations)
        {
            if (child is IBinaryOperation { OperatorKind: >= BinaryOperatorKind.Equals and <= BinaryOperatorKind.GreaterThan, LeftOperand.Type.SpecialType: SpecialType.System_Int32 })
                continue;
            foreach (var part in Parts(child))
                yield return part;
        }
    }

    /// <summary>Is this variable given another value in the region than a new object of the same kind?</summary>
    private static bool IsMoved(IOperation variable, RetryRegion region)
    {
        foreach (var write in region.WritesTo(variable))
        {
            if (write is not ISimpleAssignmentOperation assignment)
                return true;
            if (assignment.Value.WithoutConversions() is not (IObjectCreationOperation or ILiteralOperation or IDefaultValueOperation or IInvocationOperation or IAwaitOperation))
                return true;
            if (assignment.Value.DescendantsAndSelf().Any(static inner => inner is IInvocationOperation { TargetMethod: { } method } && Chooses(method)))
                return true;
        }

        return false;
    }

    /// <summary>A foreach variable has another value in each round.</summary>
    private static bool IsLoopVariable(ILocalReferenceOperation local) => local.Local.IsForEach;

    private static IOperation? DeclaredValue(ILocalReferenceOperation local) => local.IsDeclaration ? null : Signal.Initializer(local);

    /// <summary>A method that gives the next one of several, or what somebody else says.</summary>
    private static bool Chooses(IMethodSymbol method)
    {
        var name = method.Name;
        return Has(name, "Next") || Has(name, "Dequeue") || Has(name, "Take") || Has(name, "Pop") || Has(name, "Pick") || Has(name, "Random") || Has(name, "Select")
            || Has(name, "Choose") || Has(name, "Rotate") || Has(name, "Switch") || Has(name, "Failover") || Has(name, "Peer") || Has(name, "Prompt") || Has(name, "Ask")
            || Has(name, "Unique") || method.ContainingType?.Name is "Console" or "Random" || name.StartsWith("Read", StringComparison.Ordinal);
    }

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.Ordinal) >= 0;
}
