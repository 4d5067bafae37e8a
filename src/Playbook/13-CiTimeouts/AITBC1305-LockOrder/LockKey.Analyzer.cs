using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>Whose lock it is.</summary>
internal enum LockOwner
{
    /// <summary>One lock in the process: a static field, a type.</summary>
    Static,

    /// <summary>A field of the object that the method runs on, or that object itself.</summary>
    This,

    /// <summary>The same field of some object that need not be this one.</summary>
    Other,
}

/// <summary>A lock that can be told from others by its symbol; the default where it cannot.</summary>
internal readonly struct LockKey(ISymbol? symbol, LockOwner owner)
{
    public ISymbol? Symbol { get; } = symbol;

    public LockOwner Owner { get; } = owner;

    public bool IsKnown => Symbol is not null;

    /// <summary>The lock as the source would name it.</summary>
    public string Display => Symbol switch
    {
        INamedTypeSymbol type when Owner == LockOwner.Static => $"typeof({type.Name})",
        INamedTypeSymbol => "this",
        { } member when member.IsStatic => $"{member.ContainingType?.Name}.{member.Name}",
        { } member => member.Name,
        null => "",
    };

    public bool IsSameLock(LockKey other) => Owner == other.Owner && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol);

    /// <summary>The lock as a caller sees it that called a method of another object.</summary>
    public LockKey OfOther() => Owner == LockOwner.This ? new LockKey(Symbol, LockOwner.Other) : this;

    public static LockKey Of(IOperation? operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;

        return operation switch
        {
            IFieldReferenceOperation field => Member(field.Field, field.Instance),
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property when IsFixed(property.Property) => Member(property.Property, property.Instance),
            ITypeOfOperation { TypeOperand: INamedTypeSymbol type } => new LockKey(type, LockOwner.Static),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: INamedTypeSymbol type } => new LockKey(type, LockOwner.This),
            _ => default,
        };
    }

    private static LockKey Member(ISymbol member, IOperation? instance) =>
        new(member, member.IsStatic ? LockOwner.Static : instance is IInstanceReferenceOperation ? LockOwner.This : LockOwner.Other);

    /// <summary>A property that always gives the same object: an automatic one that nobody sets.</summary>
    private static bool IsFixed(IPropertySymbol property)
    {
        if (property.SetMethod is not null || property.IsVirtual || property.IsOverride || property.IsAbstract)
            return false;

        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }

        return false;
    }
}
