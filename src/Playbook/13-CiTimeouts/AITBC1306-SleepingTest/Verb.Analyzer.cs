using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What the verb of an assertion says.</summary>
internal static class Verb
{
    private static readonly string[] Prefixes = ["Should", "Be", "Is", "Are", "Have", "Has", "Does", "To"];

    /// <summary>What <c>IsTrue</c>, <c>ShouldBe</c>, <c>HaveCount</c> and the like say, given what is compared with.</summary>
    public static Expectation Says(string verb, IOperation? expected)
    {
        switch (Bare(verb))
        {
            case "True" or "NotNull" or "NotEmpty" or "NotNullOrEmpty" or "NotNullOrWhiteSpace" or "Contains" or "Contain" or "StartsWith" or "StartWith"
                or "EndsWith" or "EndWith" or "Match" or "Matches" or "InstanceOf" or "OfType" or "Type" or "AssignableTo" or "Positive":
                return Expectation.Change;
            case "GreaterThan" or "GreaterThanOrEqual" or "GreaterThanOrEqualTo" or "GreaterOrEqual" or "GreaterOrEqualTo" or "Greater" or "AtLeast" or "CountGreaterThan"
                or "CountGreaterThanOrEqualTo":
                return expected?.ConstantValue is { HasValue: true, Value: var least } && IsNumber(least) && least is not (0 or 0L or 0u or 0ul) || Bare(verb) is "GreaterThan" or "Greater"
                    ? Expectation.Change
                    : Expectation.Rest;
            case "Single" or "ContainSingle" or "ContainsSingle" or "SingleItem":
                return Expectation.ExactChange;
            case "" or "Equal" or "EqualTo" or "Equivalent" or "EquivalentTo" or "Count" or "Length" or "CountEqualTo" or "Same" or "SameAs":
                return Equals(expected);
            default:
                return Expectation.Rest;
        }
    }

    /// <summary>What equality with this value says.</summary>
    public static Expectation Equals(IOperation? expected)
    {
        if (expected is null)
            return Expectation.Rest;
        if (!expected.ConstantValue.HasValue)
            return IsEmpty(expected) ? Expectation.Rest : Expectation.ExactChange;

        var value = expected.ConstantValue.Value;
        if (value is null or false or "" or '\0')
            return Expectation.Rest;
        if (expected.Type is { TypeKind: TypeKind.Enum } && expected is IFieldReferenceOperation { Field.Name: var name })
            return IsRest(name) ? Expectation.Rest : Expectation.ExactChange;
        if (value is true or string)
            return Expectation.Change;
        return IsNumber(value) && Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) > 0 ? Expectation.ExactChange : Expectation.Rest;
    }

    private static bool IsNumber(object? value) => value is int or long or short or byte or uint or ulong or ushort or sbyte or double or float or decimal;

    private static bool IsEmpty(IOperation expected) => expected is IDefaultValueOperation
        || expected is IMemberReferenceOperation { Member.Name: "Empty" or "Zero" or "None" or "MinValue" or "MaxValue" }
        || expected is IInvocationOperation { TargetMethod.Name: "Empty" }
        || expected is IArrayCreationOperation { Initializer: null or { ElementValues.Length: 0 } }
        || expected is ICollectionExpressionOperation { Elements.Length: 0 };

    private static bool IsRest(string name) => name is "None" or "Unknown" or "Created" or "Running" or "Pending" or "Waiting" or "WaitingForActivation" or "WaitingToRun"
        or "Unstarted" or "Idle" or "Initial" or "Default" or "Undefined" or "NotStarted" or "Queued";

    /// <summary>The verb without <c>Should</c>, <c>Be</c>, <c>Is</c> and the like before it.</summary>
    private static string Bare(string verb)
    {
        for (var found = true; found;)
        {
            found = false;
            foreach (var prefix in Prefixes)
            {
                if (verb.StartsWith(prefix, StringComparison.Ordinal) && (verb.Length == prefix.Length || char.IsUpper(verb[prefix.Length])))
                {
                    verb = verb.Substring(prefix.Length);
                    found = true;
                }
            }
        }

        return verb;
    }
}

/// <summary>What a condition says that an assertion wants to be true.</summary>
internal static class Condition
{
    public static Expectation Says(IOperation condition)
    {
        condition = condition.WithoutConversions();
        switch (condition)
        {
            case IAwaitOperation awaited:
                return Says(awaited.Operation.WithoutTaskWrappers());
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality:
                return IsConstant(equality.LeftOperand) ? Verb.Equals(equality.LeftOperand.WithoutConversions())
                    : IsConstant(equality.RightOperand) ? Verb.Equals(equality.RightOperand.WithoutConversions())
                    : Expectation.ExactChange;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } difference:
                return IsNull(difference.LeftOperand) || IsNull(difference.RightOperand) ? Expectation.Change : Expectation.Rest;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan, RightOperand: var least }:
                return IsConstant(least) ? Expectation.Change : Expectation.Rest;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual, RightOperand: var least }:
                return Verb.Says("AtLeast", least.WithoutConversions());
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
