using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>The object that a wait waits for, and what is known of it in the code around.</summary>
internal static class Signal
{
    /// <summary>Do both expressions mean one signal? <c>source.Task</c> is <c>source</c>, <c>channel.Writer</c> is <c>channel.Reader</c>.</summary>
    public static bool Same(IOperation? one, IOperation? other)
    {
        one = Of(one);
        other = Of(other);
        return (one, other) switch
        {
            (ILocalReferenceOperation a, ILocalReferenceOperation b) => Equal(a.Local, b.Local),
            (IParameterReferenceOperation a, IParameterReferenceOperation b) => Equal(a.Parameter, b.Parameter),
            (IInstanceReferenceOperation, IInstanceReferenceOperation) => true,
            (IFieldReferenceOperation a, IFieldReferenceOperation b) => Equal(a.Field, b.Field) && SameInstance(a.Instance, b.Instance),
            (IPropertyReferenceOperation a, IPropertyReferenceOperation b) => Equal(a.Property, b.Property) && SameInstance(a.Instance, b.Instance),
            // One of several: which one is not followed.
            (IArrayElementReferenceOperation a, IArrayElementReferenceOperation b) => Same(a.ArrayReference, b.ArrayReference),
            _ => false,
        };
    }

    /// <summary>Is the signal mentioned anywhere in this operation, lambdas included?</summary>
    public static bool IsMentioned(IOperation signal, IOperation where)
    {
        foreach (var operation in where.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                && Same(operation, signal))
                return true;
        }

        return false;
    }

    /// <summary>The variable that holds the signal: without <c>.Task</c>, <c>.Reader</c>, <c>.Writer</c> and conversions, and behind an alias of these.</summary>
    public static IOperation? Of(IOperation? expression)
    {
        for (var steps = 0; steps < 16; steps++)
        {
            switch (expression)
            {
                case IConversionOperation conversion:
                    expression = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    expression = parenthesized.Operand;
                    break;
                case IConditionalAccessInstanceOperation instance:
                    expression = instance.Accessed();
                    break;
                case IPropertyReferenceOperation { Property.Name: "Task" or "Reader" or "Writer", Instance: { } holder }:
                    expression = holder;
                    break;
                case ILocalReferenceOperation local when Initializer(local) is IPropertyReferenceOperation { Property.Name: "Task" or "Reader" or "Writer", Instance: { } holder }:
                    expression = holder;
                    break;
                default:
                    return expression;
            }
        }

        return expression;
    }

    /// <summary>The value that a local is declared with; null where there is none in sight.</summary>
    public static IOperation? Initializer(ILocalReferenceOperation reference)
    {
        if (reference.SemanticModel is not { } model || reference.Local.DeclaringSyntaxReferences is not [var declaration]
            || declaration.SyntaxTree != reference.Syntax.SyntaxTree
            || declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value })
            return null;

        var operation = model.GetOperation(value);
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    private static bool SameInstance(IOperation? one, IOperation? other) => one is null ? other is null : other is not null && Same(one, other);

    private static bool Equal(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
