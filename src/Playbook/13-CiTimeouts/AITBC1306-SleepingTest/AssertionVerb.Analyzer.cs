using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What the verb of an assertion says.</summary>
internal static class AssertionVerb
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
