using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>A response's status that decides whether a loop makes the call again.</summary>
internal static class RetryStatus
{
    /// <summary>The remote call whose bad status makes the loop go round; null where this condition is another one.</summary>
    public static IOperation? ComesRound(
        IConditionalOperation conditional, IPropertyReferenceOperation look, ILoopOperation loop, RemoteCalls remote, CancellationToken cancellationToken)
    {
        if (look.Instance is not { } response || !IsOf(conditional, loop))
            return null;

        // if (good) leave;   if (bad) { wait; continue; } leave;   if (bad) wait; else leave;
        var isRetry = IsGood(conditional.Condition)
            ? Leaves(conditional.WhenTrue, loop) && RetryOutcome.RestComesRound(conditional, loop) && !Leaves(conditional.WhenFalse, loop)
            : IsBad(conditional.Condition) && !Leaves(conditional.WhenTrue, loop)
                && (Leaves(conditional.WhenFalse, loop) || Continues(conditional.WhenTrue, loop) && !RetryOutcome.RestComesRound(conditional, loop));
        return isRetry ? CallOf(response, loop, remote, cancellationToken) : null;
    }

    /// <summary>Is this the property of a response that says how it went?</summary>
    private static bool IsLook(IPropertyReferenceOperation property) => property.Property.Name is "IsSuccessStatusCode" or "IsSuccessful" or "StatusCode";

    /// <summary>Is there a look at a response's status in this condition?</summary>
    public static bool HasLook(IOperation condition)
    {
        if (condition is IPropertyReferenceOperation property && IsLook(property))
            return true;

        foreach (var child in condition.ChildOperations)
        {
            if (HasLook(child))
                return true;
        }

        return false;
    }

    /// <summary>The first look at a response's status in this condition.</summary>
    public static IPropertyReferenceOperation? LookIn(IOperation condition)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            if (operation is IPropertyReferenceOperation property && IsLook(property))
                return property;
        }

        return null;
    }

    /// <summary>Does this hold only if the server has done what it was asked?</summary>
    public static bool IsGood(IOperation condition) => condition.WithoutConversions() switch
    {
        IPropertyReferenceOperation { Property.Name: "IsSuccessStatusCode" or "IsSuccessful" } => true,
        IInvocationOperation { TargetMethod.Name: "IsSuccess" or "IsSuccessStatusCode", Type.SpecialType: SpecialType.System_Boolean } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsBad(not.Operand) && StatusNameOf(not.Operand) is null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => StatusNameOf(equals) is "OK" or "Created" or "Accepted" or "NoContent",
        _ => false,
    };

    /// <summary>Does this hold only if the server has not done what it was asked, and another time may?</summary>
    private static bool IsBad(IOperation condition) => condition.WithoutConversions() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => IsGood(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs => StatusNameOf(differs) is "OK" or "Created" or "Accepted" or "NoContent",
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals => StatusNameOf(equals) is "TooManyRequests" or "ServiceUnavailable"
            or "BadGateway" or "GatewayTimeout" or "InternalServerError" or "RequestTimeout",
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => IsBad(either.LeftOperand) && IsBad(either.RightOperand),
        _ => false,
    };

    /// <summary>The member of <c>HttpStatusCode</c> that is compared with.</summary>
    private static string? StatusNameOf(IOperation comparison) =>
        comparison is IBinaryOperation { LeftOperand: var left, RightOperand: var right }
        && left.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "StatusCode" }
        && right.WithoutConversions() is IFieldReferenceOperation { Field: { ContainingType.Name: "HttpStatusCode", Name: var name } }
            ? name
            : null;

    /// <summary>The call that gives the response in each round.</summary>
    private static IOperation? CallOf(IOperation response, ILoopOperation loop, RemoteCalls remote, CancellationToken cancellationToken)
    {
        if (remote.FirstIn(response, cancellationToken) is { } direct)
            return direct;

        foreach (var operation in LoopExits.Own(loop))
        {
            var value = operation switch
            {
                ISimpleAssignmentOperation assignment when Signal.Same(assignment.Target, response) => assignment.Value,
                IVariableDeclaratorOperation declarator when response is ILocalReferenceOperation local
                    && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local.Local) => declarator.GetVariableInitializer()?.Value,
                _ => null,
            };
            if (value is not null)
                return remote.FirstIn(value, cancellationToken);
        }

        return null;
    }

    private static bool Leaves(IOperation? branch, ILoopOperation loop)
    {
        foreach (var statement in RetryRegion.Statements(branch))
        {
            if (LoopExits.Leaves(statement, loop))
                return true;
        }

        return false;
    }

    private static bool Continues(IOperation? branch, ILoopOperation loop)
    {
        foreach (var statement in RetryRegion.Statements(branch))
        {
            if (statement is IBranchOperation { BranchKind: BranchKind.Continue } jump && SymbolEqualityComparer.Default.Equals(jump.Target, loop.ContinueLabel))
                return true;
        }

        return false;
    }

    /// <summary>Is the loop the nearest one around?</summary>
    private static bool IsOf(IOperation statement, ILoopOperation loop)
    {
        for (var current = statement.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation)
                return current == loop;
        }

        return false;
    }
}
