using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers;

/// <summary>Questions to symbols that several rules ask.</summary>
internal static class SymbolExtensions
{
    /// <summary>Is this type <paramref name="ancestor"/>, or does it derive from it or implement it? Type arguments do not count.</summary>
    public static bool IsOrInherits(this ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        if (type is null || ancestor is null)
            return false;

        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes)
            {
                if (constraint.IsOrInherits(ancestor))
                    return true;
            }

            return false;
        }

        if (ancestor.TypeKind == TypeKind.Interface)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, ancestor))
                return true;

            foreach (var implemented in type.AllInterfaces)
            {
                if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, ancestor))
                    return true;
            }

            return false;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>This type, then its base types up to, but without, <see cref="object"/>.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
            yield return current;
    }

    /// <summary>Does the symbol carry an attribute of this class, or of one derived from it?</summary>
    public static bool HasAttribute(this ISymbol symbol, INamedTypeSymbol? attributeClass) =>
        symbol.FindAttribute(attributeClass) is not null;

    /// <summary>The symbol's first attribute of this class, or of one derived from it.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, INamedTypeSymbol? attributeClass)
    {
        if (attributeClass is null)
            return null;

        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsOrInherits(attributeClass))
                return attribute;
        }

        return null;
    }

    /// <summary>
    /// The symbol's first attribute of this class; an attribute on an overridden member counts as well, as it does at run time.
    /// </summary>
    public static AttributeData? FindInheritedAttribute(this IMethodSymbol method, INamedTypeSymbol? attributeClass)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (current.FindAttribute(attributeClass) is { } attribute)
                return attribute;
        }

        return null;
    }

    /// <summary>Does this method implement <paramref name="interfaceMember"/>, explicitly or by name?</summary>
    public static bool Implements(this IMethodSymbol method, ISymbol? interfaceMember)
    {
        if (interfaceMember is null || method.ContainingType is not { } type)
            return false;

        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(interfaceMember), current))
                return true;
            if (SymbolEqualityComparer.Default.Equals(
                    current.ContainingType.FindImplementationForInterfaceMember(interfaceMember), current))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Is this an extension method, or a member of an extension block (C# 14), that the analyzed code declares? A call of
    /// the latter has its receiver as the instance.
    /// </summary>
    public static bool IsOwnExtension(this IMethodSymbol method) =>
        (method.IsExtensionMethod || method.ContainingType?.TypeKind == ExtensionBlock)
        && !(method.ReducedFrom ?? method).DeclaringSyntaxReferences.IsEmpty;

    /// <summary><c>TypeKind.Extension</c>, which Roslyn 4.11 does not know.</summary>
    private const TypeKind ExtensionBlock = (TypeKind)14;

    /// <summary>A named argument's constant value, or <paramref name="fallback"/> where it is not given.</summary>
    public static T Named<T>(this AttributeData attribute, string name, T fallback)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Value is T value)
                return value;
        }

        return fallback;
    }

    /// <summary>Every type that the assembly declares, nested ones included.</summary>
    public static IEnumerable<INamedTypeSymbol> AllTypes(this INamespaceSymbol root)
    {
        foreach (var member in root.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                foreach (var type in inner.AllTypes())
                    yield return type;
            }
            else if (member is INamedTypeSymbol type)
            {
                foreach (var nested in type.SelfAndNested())
                    yield return nested;
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndNested(this INamedTypeSymbol type)
    {
        yield return type;
        foreach (var inner in type.GetTypeMembers())
        {
            foreach (var nested in inner.SelfAndNested())
                yield return nested;
        }
    }

    public static ImmutableArray<Location> SourceLocations(this ISymbol symbol) =>
        symbol.Locations.RemoveAll(static location => !location.IsInSource);
}
