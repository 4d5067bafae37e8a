using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Tells which methods of a test class do part of a test's or a set-up's work: what these change, the tests change.
/// </summary>
internal static class HelperOfTests
{
    /// <summary>Is the method the class's own, and does it always set the same variable or switch, to a value that its callers do not give?</summary>
    public static bool May(IMethodSymbol method, INamedTypeSymbol type, StateChange change) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Public, IsVirtual: false, IsAbstract: false, IsOverride: false }
        && change is { Kind: not StateKind.StaticMember, Key: not null }
        && !ReleaseNames.LooksLikeTeardown(method.Name)
        && SymbolEqualityComparer.Default.Equals(method.ContainingType, type)
        && (change.Value is null || !change.Value.DescendantsAndSelf().Any(static value => value is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_String }));

    /// <summary>Does a test of the class call it, or a set-up that runs for each of them?</summary>
    public static bool IsCalledByTests(IMethodSymbol helper, INamedTypeSymbol type, TestCode testCode)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol { DeclaringSyntaxReferences: [var declaration] } method
                || !testCode.IsTest(method) && testCode.LifecycleOf(method) is not { Role: LifecycleRole.SetUp, Scope: not TestScope.Assembly }
                || method.MethodKind == MethodKind.StaticConstructor)
                continue;

            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                if (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var called } } && called == helper.Name)
                    return true;
            }
        }

        return false;
    }
}
