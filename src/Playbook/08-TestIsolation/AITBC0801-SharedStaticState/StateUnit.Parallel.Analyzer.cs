using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.TestIsolation;

/// <content>Which tests see a member at the same time.</content>
internal sealed partial class StateUnit
{
    /// <summary>May another test that sees this member run at the same time?</summary>
    private bool RunsInParallel(SharedMember member)
    {
        var classes = TestClassesThatSee(member);
        for (var i = 0; i < classes.Count; i++)
        {
            var framework = _testCode.FrameworkOf(classes[i])!;
            if (framework.RunsOwnTestsInParallel(classes[i]))
                return true;
            if (!member.Symbol.IsStatic || !framework.RunsInParallel(classes[i]))
                continue;

            for (var j = 0; j < i; j++)
            {
                if (_testCode.FrameworkOf(classes[j]) == framework && framework.RunsInParallel(classes[j])
                    && !framework.ShareASequence(classes[i], classes[j]) && SeeTheSame(member.Symbol, classes[i], classes[j]))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The classes whose tests run code that names the member; where none does, those that name the helper or fixture that has it.</summary>
    private List<INamedTypeSymbol> TestClassesThatSee(SharedMember member)
    {
        var classes = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var user in member.Users)
        {
            if (EnclosingTestClass(user.ContainingType) is { } testClass)
                classes.UnionWith(_testCode.TestClassesFrom(testClass));
        }

        return classes.Count > 0 ? [.. classes] : [.. _testCode.TestClassesNaming(_outermost)];
    }

    /// <summary>A generic type has a static for each type argument.</summary>
    private static bool SeeTheSame(ISymbol member, INamedTypeSymbol left, INamedTypeSymbol right) =>
        !member.ContainingType.IsGenericType
        || SymbolEqualityComparer.Default.Equals(BaseOf(left, member.ContainingType), BaseOf(right, member.ContainingType));

    private static INamedTypeSymbol? BaseOf(INamedTypeSymbol type, INamedTypeSymbol definition)
    {
        foreach (var current in type.SelfAndBases())
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, definition.OriginalDefinition))
                return current;
        }

        return null;
    }

    private INamedTypeSymbol? EnclosingTestClass(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (_testCode.FrameworkOf(current) is not null)
                return current;
        }

        return null;
    }
}
