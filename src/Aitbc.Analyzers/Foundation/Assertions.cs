using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Which calls are assertions of a test, by how the libraries name them: what throws in every failing test.</summary>
internal static class Assertions
{
    /// <summary>Does this operation throw where a test fails?</summary>
    public static bool IsAssertion(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: var method } && (IsAssertion(method.ContainingType) || IsAssertion(method.Name));

    /// <summary><c>Assert</c>, <c>CollectionAssert</c>, <c>StringAssertions</c>, <c>ShouldBeTestExtensions</c> ...</summary>
    private static bool IsAssertion(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name is "Assert" || Ends(type.Name, "Assert") || Ends(type.Name, "Assertions") || Ends(type.Name, "Assertion")
                || type.ContainingNamespace is { Name: "Shouldly" or "NFluent", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }

    /// <summary>A helper of the tests that says by its name that it asserts.</summary>
    private static bool IsAssertion(string name) =>
        name.StartsWith("Assert", StringComparison.Ordinal) || name.StartsWith("Should", StringComparison.Ordinal) && name != "Should";

    private static bool Ends(string name, string word) => name.EndsWith(word, StringComparison.Ordinal);
}
