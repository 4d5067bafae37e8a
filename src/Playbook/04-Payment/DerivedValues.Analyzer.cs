using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>What in a code block is made of the value of one operation: the operation itself, and the variables that it reaches.</summary>
internal sealed class DerivedValues
{
    private readonly SyntaxNode _source;
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);

    public DerivedValues(IOperation source)
    {
        _source = source.Syntax;
        for (var before = -1; before != _symbols.Count;)
        {
            before = _symbols.Count;
            foreach (var operation in source.Root().DescendantsAndSelf())
                Add(operation);
        }
    }

    /// <summary>Does the operation, or a part of it, use the value?</summary>
    public bool IsUsedBy(IOperation operation)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (inner.Syntax == _source || (SymbolOf(inner) is { } symbol && _symbols.Contains(symbol)))
                return true;
            // value?.Member
            if (inner is IConditionalAccessInstanceOperation instance && instance.Accessed() is { } accessed && IsUsedBy(accessed))
                return true;
        }

        return false;
    }

    private void Add(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer && IsUsedBy(initializer):
                _symbols.Add(declarator.Symbol);
                break;
            case IAssignmentOperation assignment when SymbolOf(assignment.Target) is { } symbol && IsUsedBy(assignment.Value):
                _symbols.Add(symbol);
                break;
            case IIsPatternOperation { Pattern: var pattern, Value: var value } when IsUsedBy(value):
                foreach (var inner in pattern.DescendantsAndSelf())
                {
                    if (inner is IDeclarationPatternOperation { DeclaredSymbol: { } declared })
                        _symbols.Add(declared);
                }

                break;
        }
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };
}
