using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A state that belongs to an object which may change by itself.</summary>
internal static class LiveState
{
    /// <summary>The local, parameter, field or static member at the start of a chain of accesses; null where there is none.</summary>
    public static IOperation? RootOf(IOperation expression)
    {
        for (var steps = 0; steps < 32; steps++)
        {
            switch (expression.WithoutConversions())
            {
                case IAwaitOperation awaited:
                    expression = awaited.Operation.WithoutTaskWrappers();
                    break;
                case IConditionalAccessOperation access:
                    expression = access.Operation;
                    break;
                case IConditionalAccessInstanceOperation instance when instance.Accessed() is { } accessed:
                    expression = accessed;
                    break;
                case IBinaryOperation binary:
                    expression = IsAccess(binary.LeftOperand) || binary.RightOperand.ConstantValue.HasValue ? binary.LeftOperand : binary.RightOperand;
                    break;
                case ICoalesceOperation coalesce:
                    expression = coalesce.Value;
                    break;
                case IIsPatternOperation pattern:
                    expression = pattern.Value;
                    break;
                case IArrayElementReferenceOperation element:
                    expression = element.ArrayReference;
                    break;
                case IPropertyReferenceOperation { Instance: { } instance and not IInstanceReferenceOperation }:
                    expression = instance;
                    break;
                case IFieldReferenceOperation { Instance: { } instance and not IInstanceReferenceOperation }:
                    expression = instance;
                    break;
                case IInvocationOperation { Instance: { } instance and not IInstanceReferenceOperation }:
                    expression = instance;
                    break;
                case IInvocationOperation { TargetMethod: { IsExtensionMethod: true } or { ContainingType.Name: "Volatile" or "Interlocked" }, Arguments: [var first, ..] }:
                    expression = first.Value;
                    break;
                case var root:
                    return root is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IInvocationOperation ? root : null;
            }
        }

        return null;
    }

    /// <summary>Is the state read from an object that other code may change meanwhile?</summary>
    /// <param name="source">The expression that reads it.</param>
    /// <param name="state">The asserted expression.</param>
    /// <param name="root">Where the chain of accesses begins.</param>
    /// <param name="types">The known types.</param>
    public static bool Is(IOperation source, IOperation state, IOperation root, KnownTypes types)
    {
        if (IsTime(state.Type, types) || IsTime(source.Type, types) || NeverChanges(source.WithoutConversions(), root) || !Reading.Is(source, types) || !Reading.Is(state, types))
            return false;

        var type = root.Type;
        if (root is IInvocationOperation call)
            return call.Arguments.Length + (call.Instance is null ? 0 : 1) > 0 || !call.TargetMethod.IsStatic;
        // The variable itself, which only the test writes, or a value that nobody else has.
        if (source.WithoutConversions() == root || type is null || type.IsValueType || type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Array)
            return false;
        return !type.IsRecord && !type.IsAnonymousType && !types.IsOrInherits(type, "System.Exception");
    }

    /// <summary>A value that an object which is always the same has got when it was made.</summary>
    private static bool NeverChanges(IOperation read, IOperation root) =>
        root is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Field.IsReadOnly: true }
        && read switch
        {
            IFieldReferenceOperation { Instance: { } instance, Field: { IsReadOnly: true, Type: { } type } } => instance.WithoutConversions() == root && IsValue(type),
            IPropertyReferenceOperation { Instance: { } instance, Property: { SetMethod: null or { IsInitOnly: true }, Type: { } type } property } =>
                instance.WithoutConversions() == root && IsValue(type) && HasStorage(property),
            _ => false,
        };

    private static bool IsValue(ITypeSymbol type) => type.IsValueType || type.SpecialType == SpecialType.System_String;

    private static bool HasStorage(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: { } stored } && SymbolEqualityComparer.Default.Equals(stored, property.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static bool IsAccess(IOperation operand) =>
        operand.WithoutConversions() is IAwaitOperation or IInvocationOperation or IPropertyReferenceOperation or IConditionalAccessOperation;

    private static bool IsTime(ITypeSymbol? type, KnownTypes types) =>
        types.Is(type, "System.DateTime") || types.Is(type, "System.DateTimeOffset") || types.Is(type, "System.TimeSpan");
}
