using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>
/// Tells which members belong to an object that the framework makes once for several tests and hands to a test class:
/// as a field, a property, a parameter of the constructor or of a test.
/// </summary>
internal sealed class FixtureHolders(TestCode testCode)
{
    /// <summary>Could this type's code hold a fixture? A cheap question.</summary>
    public bool MayHold(INamedTypeSymbol outermost) =>
        testCode.FrameworkOfTestClass(outermost) is not null || testCode.IsTestBase(outermost);

    /// <summary>Is this a reference to what a shared fixture stores, through the holder of the fixture?</summary>
    public bool HoldState(IOperation reference, ISymbol member) =>
        reference is IMemberReferenceOperation { Instance: { } instance } && IsHolder(instance.WithoutConversions()) && IsStored(member);

    private bool IsHolder(IOperation instance)
    {
        var isVariable = instance switch
        {
            IFieldReferenceOperation field => field.Instance is null or IInstanceReferenceOperation,
            IPropertyReferenceOperation property => property.Instance is null or IInstanceReferenceOperation,
            IParameterReferenceOperation => true,
            _ => false,
        };
        return isVariable && instance.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type
            && testCode.FixtureScope(type) is TestScope.Class or TestScope.Assembly;
    }

    /// <summary>What a getter computes may be another object each time.</summary>
    private static bool IsStored(ISymbol member)
    {
        if (member is not IPropertySymbol property)
            return member is IFieldSymbol { IsConst: false };
        if (property.IsIndexer || property.IsStatic)
            return false;
        if (property.DeclaringSyntaxReferences.IsEmpty)
            return true;

        foreach (var sibling in property.ContainingType.GetMembers())
        {
            if (sibling is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }

        return false;
    }
}
