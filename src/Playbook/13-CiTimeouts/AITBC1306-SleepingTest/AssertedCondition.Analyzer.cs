using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What a condition says that an assertion wants to be true.</summary>
internal static class AssertedCondition
{
    public static Expectation Says(IOperation condition)
    {
        condition = condition.WithoutConversions();
        switch (condition)
        {
            case IAwaitOperation awaited:
                return Says(awaited.Operation.WithoutTaskWrappers());
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality:
                return IsConstant(equality.LeftOperand) ? AssertionVerb.Equals(equality.LeftOperand.WithoutConversions())
                    : IsConstant(equality.RightOperand) ? AssertionVerb.Equals(equality.RightOperand.WithoutConversions())
                    : Expectation.ExactChange;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } difference:
                return IsNull(difference.LeftOperand) || IsNull(difference.RightOperand) ? Expectation.Change : Expectation.Rest;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan, RightOperand: var least }:
                return IsConstant(least) ? Expectation.Change : Expectation.Rest;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual, RightOperand: var least }:
                return AssertionVerb.Says("AtLeast", least.WithoutConversions());
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both:
                return Says(both.LeftOperand) != Expectation.Rest && Says(both.RightOperand) != Expectation.Rest ? Expectation.Change : Expectation.Rest;
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } }:
                return Expectation.Change;
            case IInvocationOperation { TargetMethod.Name: "All" or "SequenceEqual" } or IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" }:
                return condition is IInvocationOperation { TargetMethod.Name: "SequenceEqual" } ? Expectation.ExactChange : Expectation.Rest;
            case IInvocationOperation or ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation:
                return IsAbsence(condition) ? Expectation.Rest : Expectation.Change;
            default:
                return Expectation.Rest;
        }
    }

    private static bool IsAbsence(IOperation condition) => condition switch
    {
        IMemberReferenceOperation { Member.Name: var name } => SaysAbsence(name),
        IInvocationOperation { TargetMethod.Name: var name } => SaysAbsence(name),
        ILocalReferenceOperation { Local.Name: var name } => SaysAbsence(name),
        _ => false,
    };

    private static bool SaysAbsence(string name) => name.IndexOf("Empty", StringComparison.Ordinal) >= 0 || name.IndexOf("Not", StringComparison.Ordinal) >= 0
        || name.IndexOf("Alive", StringComparison.Ordinal) >= 0 || name.StartsWith("no", StringComparison.Ordinal) || name.IndexOf("Still", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsConstant(IOperation operand) => operand.WithoutConversions().ConstantValue.HasValue;

    private static bool IsNull(IOperation operand) => operand.WithoutConversions().ConstantValue is { HasValue: true, Value: null };
}
