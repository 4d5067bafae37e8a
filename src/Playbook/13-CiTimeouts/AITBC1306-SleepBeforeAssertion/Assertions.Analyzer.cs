using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>What a statement says of the state that a test has reached.</summary>
internal enum Assertion
{
    None,

    /// <summary>Something has happened: this can be waited for.</summary>
    Positive,

    /// <summary>Something has not happened: this can only be seen by letting time pass.</summary>
    Negative,
}

/// <summary>Recognises the assertions of the frameworks and of the well-known assertion and mocking libraries.</summary>
internal sealed class Assertions(KnownTypes types)
{
    private static readonly string[] Classes =
    [
        "Xunit.Assert",
        "NUnit.Framework.Assert",
        "NUnit.Framework.CollectionAssert",
        "NUnit.Framework.StringAssert",
        "NUnit.Framework.Legacy.ClassicAssert",
        "NUnit.Framework.Legacy.CollectionAssert",
        "NUnit.Framework.Legacy.StringAssert",
        "Microsoft.VisualStudio.TestTools.UnitTesting.Assert",
        "Microsoft.VisualStudio.TestTools.UnitTesting.CollectionAssert",
        "Microsoft.VisualStudio.TestTools.UnitTesting.StringAssert",
        "TUnit.Assertions.Assert",
    ];

    public Assertion Of(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetOperation(statement, cancellationToken) is not { } operation)
            return Assertion.None;

        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (inner is IInvocationOperation call && IsAssertion(call.TargetMethod))
                return SaysNothingHappened(statement) ? Assertion.Negative : Assertion.Positive;
        }

        return Assertion.None;
    }

    private bool IsAssertion(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type is null || method.Name is "Fail" or "Inconclusive" or "Pass" or "Ignore" or "Skip" or "Warn" || method.Name.StartsWith("Throws", StringComparison.Ordinal))
            return false;

        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types.Compilation.Assembly))
            return AssertsItself(method);

        foreach (var name in Classes)
        {
            if (types.Is(type, name))
                return true;
        }

        return RootOf(type.ContainingNamespace) switch
        {
            "FluentAssertions" or "AwesomeAssertions" or "Shouldly" or "NFluent" => true,
            "Moq" => method.Name.StartsWith("Verify", StringComparison.Ordinal),
            "NSubstitute" => method.Name.StartsWith("Received", StringComparison.Ordinal) || method.Name.StartsWith("DidNotReceive", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static string RootOf(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
            space = outer;
        return space?.Name ?? "";
    }

    /// <summary>A helper of the tests that asserts at once; one that polls or sleeps waits on its own.</summary>
    private static bool AssertsItself(IMethodSymbol helper)
    {
        if (helper.DeclaringSyntaxReferences is not [var declaration] || declaration.GetSyntax() is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax))
            return false;

        var asserts = false;
        foreach (var token in declaration.GetSyntax().DescendantTokens())
        {
            if (token.RawKind is (int)SyntaxKind.WhileKeyword or (int)SyntaxKind.DoKeyword)
                return false;
            if (!token.IsKind(SyntaxKind.IdentifierToken))
                continue;

            switch (token.ValueText)
            {
                case "Sleep" or "Delay" or "SpinUntil" or "SpinWait" or "Wait" or "WaitOne" or "WaitAsync":
                    return false;
                case "Assert" or "ClassicAssert" or "CollectionAssert" or "StringAssert" or "Should" or "ShouldBe" when token.Parent?.Parent is MemberAccessExpressionSyntax:
                    asserts = true;
                    break;
            }
        }

        return asserts;
    }

    private static bool SaysNothingHappened(StatementSyntax statement)
    {
        var negated = false;
        foreach (var token in statement.DescendantTokens())
        {
            switch (token.ValueText)
            {
                case "Not":
                    negated = true;
                    break;
                case "False" or "Null" or "Empty" or "Zero" when negated:
                    negated = false;
                    break;
                case "False" or "IsFalse" or "BeFalse" or "ShouldBeFalse" or "IsNotTrue"
                    or "Null" or "IsNull" or "BeNull" or "ShouldBeNull"
                    or "Empty" or "IsEmpty" or "BeEmpty" or "ShouldBeEmpty" or "IsZero" or "Zero" or "No" or "None"
                    or "DoesNotContain" or "NotContain" or "ShouldNotContain" or "DoesNotExist" or "Never"
                    or "WaitingForActivation" or "WaitingToRun" or "NotStarted" or "Pending"
                    or "DidNotReceive" or "DidNotReceiveWithAnyArgs" or "VerifyNoOtherCalls" or "HasNoValue":
                    return true;
                case "0" when token.Parent?.Parent is ArgumentSyntax:
                    return true;
                case "!" when token.Parent is PrefixUnaryExpressionSyntax { Parent: ArgumentSyntax }:
                    return true;
            }
        }

        // Does.Not.Contain
        return negated;
    }
}
