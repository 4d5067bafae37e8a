using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What an assertion says of the state that it looks at.</summary>
internal enum Expectation
{
    /// <summary>Nothing that could be waited for: it is not there, not yet, unchanged, as it began - or we cannot tell.</summary>
    Rest,

    /// <summary>Something has come about.</summary>
    Change,

    /// <summary>Something has come about, and no more than that.</summary>
    ExactChange,
}

/// <summary>An assertion of a test framework or assertion library, as far as this rule must understand it.</summary>
/// <param name="State">The expression that it looks at.</param>
/// <param name="Expected">What it is compared with, if anything.</param>
/// <param name="Says">What is said of it.</param>
internal sealed record StateAssertion(IOperation State, IOperation? Expected, Expectation Says)
{
    /// <summary>This statement as an assertion; null for all other statements.</summary>
    public static StateAssertion? Of(IOperation statement)
    {
        if (statement is not IExpressionStatementOperation { Operation: var expression })
            return null;
        if (expression is IAwaitOperation awaited)
            expression = awaited.Operation.WithoutTaskWrappers();
        if (expression.WithoutConversions() is not IInvocationOperation call || LibraryOf(call.TargetMethod) is not { } library)
            return null;

        return library switch
        {
            "Moq" => Verification(call),
            "NUnit" when call.TargetMethod.Name == "That" => Constraint(call),
            "Xunit" or "NUnit" or "Microsoft" => Classic(call),
            _ => Fluent(call),
        };
    }

    /// <summary>The first part of the namespace of the assertion library that declares this method; null for other code.</summary>
    private static string? LibraryOf(IMethodSymbol method)
    {
        if (method.ContainingType is not { } type)
            return null;

        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        var isLibrary = space?.Name switch
        {
            "Xunit" or "NUnit" => type.Name.EndsWith("Assert", StringComparison.Ordinal),
            "Microsoft" => type.Name.EndsWith("Assert", StringComparison.Ordinal) && type.ContainingNamespace.Name == "UnitTesting",
            "Moq" => method.Name == "Verify" && type.Name == "Mock",
            "TUnit" => type.ContainingNamespace.ToString().StartsWith("TUnit.Assertions", StringComparison.Ordinal),
            "FluentAssertions" or "AwesomeAssertions" or "Shouldly" => true,
            _ => false,
        };
        return isLibrary ? space!.Name : null;
    }

    /// <summary><c>mock.Verify(x => x.Sent(), Times.Once)</c></summary>
    private static StateAssertion? Verification(IInvocationOperation call)
    {
        if (call.Instance is not { } mock)
            return null;

        var times = call.Arguments.FirstOrDefault(static argument => argument.Value.Type?.Name is "Times" or "Func")?.Value.Syntax.ToString() ?? "";
        var says = times.Contains("AtLeast") ? Expectation.Change
            : times.Contains("Never") || times.Contains("AtMost") || times.Contains("(0") ? Expectation.Rest
            : Expectation.ExactChange;
        return new StateAssertion(mock, null, says);
    }

    /// <summary><c>Assert.That(state, Is.EqualTo(1))</c></summary>
    private static StateAssertion? Constraint(IInvocationOperation call)
    {
        if (call.Arguments.IsEmpty)
            return null;

        var state = call.Arguments[0].Value.WithoutConversions();
        if (call.TargetMethod.Parameters.Length < 2 || !call.TargetMethod.Parameters[1].Type.Name.Contains("Constraint"))
            return new StateAssertion(state, null, AssertedCondition.Says(state));

        var says = Expectation.Change;
        IOperation? expected = null;
        for (var link = call.Arguments[1].Value.WithoutConversions(); link is not null; link = link switch
        {
            IInvocationOperation { Instance: { } inner } => inner.WithoutConversions(),
            IPropertyReferenceOperation { Instance: { } inner } => inner.WithoutConversions(),
            _ => null,
        })
        {
            var (name, argument) = link switch
            {
                IInvocationOperation verb => (verb.TargetMethod.Name, verb.Arguments.FirstOrDefault()?.Value),
                IPropertyReferenceOperation property => (property.Property.Name, null),
                _ => ("", null),
            };
            if (name is "And" or "Or" or "After" or "Property" or "")
                return new StateAssertion(state, null, Expectation.Rest);
            if (name is "Count" or "Length" or "Member" or "Some" or "All" or "Not" or "IgnoreCase" or "AsCollection" or "Exactly" or "Items")
            {
                if (name is "All" or "Not" && !(name == "Not" && says == Expectation.Rest && expected is null))
                    return new StateAssertion(state, null, Expectation.Rest);
                if (name == "Not")
                    says = Expectation.Change;
                continue;
            }

            expected = argument;
            says = AssertionVerb.Says(name, argument);
        }

        return new StateAssertion(state, expected, says);
    }

    /// <summary><c>Assert.Equal(1, state)</c>, <c>Assert.True(state)</c>, <c>CollectionAssert.Contains(state, 1)</c></summary>
    private static StateAssertion? Classic(IInvocationOperation call)
    {
        var arguments = call.Arguments;
        if (arguments.IsEmpty)
            return null;

        var name = call.TargetMethod.Name;
        var first = arguments[0].Value.WithoutConversions();
        var second = arguments.Length > 1 && arguments[1].ArgumentKind == ArgumentKind.Explicit && arguments[1].Parameter?.Name is not ("message" or "userMessage" or "format" or "because")
            ? arguments[1].Value.WithoutConversions()
            : null;
        if (name is "True" or "IsTrue")
            return new StateAssertion(first, null, AssertedCondition.Says(first));
        if (second is null || second.Type?.TypeKind == TypeKind.Delegate)
            return new StateAssertion(first, null, AssertionVerb.Says(name, null));

        var isSecond = !IsGiven(second) && (IsGiven(first) || arguments[1].Parameter?.Name is "actual" or "collection" or "actualString");
        var (state, expected) = isSecond ? (second, first) : (first, second);
        return new StateAssertion(state, expected, AssertionVerb.Says(name, expected));
    }

    /// <summary><c>state.Should().Be(1)</c>, <c>state.ShouldBe(1)</c>, <c>Assert.That(state).IsEqualTo(1)</c></summary>
    private static StateAssertion? Fluent(IInvocationOperation call)
    {
        var says = AssertionVerb.Says(call.TargetMethod.Name, ValueOf(call));
        IOperation? link = call;
        for (var steps = 0; steps < 8 && link is IInvocationOperation current; steps++)
        {
            if (current.TargetMethod.Name is "Should" or "That" && current.Arguments.Length > 0)
                return new StateAssertion(current.Arguments[0].Value.WithoutConversions(), ValueOf(call), says);
            if (current.TargetMethod is { IsExtensionMethod: true, ContainingNamespace.Name: "Shouldly" } && current.Arguments.Length > 0)
                return new StateAssertion(current.Arguments[0].Value.WithoutConversions(), ValueOf(call), says);

            link = current.Instance ?? (current.TargetMethod.IsExtensionMethod && current.Arguments.Length > 0 ? current.Arguments[0].Value : null);
            while (link is IPropertyReferenceOperation { Instance: { } before })
                link = before;
            link = link?.WithoutConversions();
            if (link is IInvocationOperation verb && verb.TargetMethod.Name is not ("Should" or "That" or "Count" or "HasCount" or "Member")
                && AssertionVerb.Says(verb.TargetMethod.Name, ValueOf(verb)) == Expectation.Rest)
                says = Expectation.Rest;
        }

        return null;
    }

    private static IOperation? ValueOf(IInvocationOperation verb)
    {
        var index = verb.TargetMethod.IsExtensionMethod ? 1 : 0;
        return verb.Arguments.Length > index && verb.Arguments[index] is { ArgumentKind: ArgumentKind.Explicit } argument
            ? argument.Value.WithoutConversions()
            : null;
    }

    /// <summary>Is this a value that the test itself gives?</summary>
    private static bool IsGiven(IOperation value) => value.ConstantValue.HasValue || value is IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation
        || value is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } };
}
