using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Payment;

/// <summary>What a function does with the local that holds a response.</summary>
internal sealed class ResponseUses
{
    private readonly HashSet<SyntaxNode> _checks = [];
    private readonly HashSet<SyntaxNode> _reads = [];

    private ResponseUses(ImmutableArray<SyntaxNode> sends) => Sends = sends;

    /// <summary>Where the local is given a response straight from a client.</summary>
    public ImmutableArray<SyntaxNode> Sends { get; }

    /// <summary>Does anything in the function look at the status?</summary>
    public bool HasChecks => _checks.Count > 0;

    /// <summary>Does this look at the status, or hand the response to somebody who may?</summary>
    public bool IsCheck(IOperation operation) => operation is ILocalReferenceOperation && _checks.Contains(operation.Syntax);

    /// <summary>Does this read the content?</summary>
    public bool IsRead(IOperation operation) => operation is IInvocationOperation && _reads.Contains(operation.Syntax);

    /// <summary>Null where not everything is in sight: another function uses the local, or something else gives it its value.</summary>
    public static ResponseUses? Of(ILocalSymbol local, IInvocationOperation read, KnownTypes types)
    {
        var root = FunctionAround(read);
        var sends = ImmutableArray.CreateBuilder<SyntaxNode>();
        var references = new List<ILocalReferenceOperation>();
        foreach (var operation in read.Root().DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local):
                    if (declarator.GetVariableInitializer()?.Value is { } initial && !IsNull(initial))
                    {
                        if (!ResponseRead.IsSend(initial, types))
                            return null;
                        sends.Add(declarator.Syntax);
                    }

                    break;
                case ILocalReferenceOperation reference when Same(reference.Local, local):
                    if (FunctionAround(reference) != root)
                        return null;
                    if (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)
                    {
                        if (!IsNull(assignment.Value))
                        {
                            if (!ResponseRead.IsSend(assignment.Value, types))
                                return null;
                            sends.Add(assignment.Syntax);
                        }
                    }
                    else
                    {
                        references.Add(reference);
                    }

                    break;
                case IDeclarationPatternOperation pattern when Same(pattern.DeclaredSymbol, local):
                    return null;
            }
        }

        var uses = new ResponseUses(sends.ToImmutable());
        foreach (var reference in references)
            uses.Add(reference, types);
        return uses;
    }

    private void Add(ILocalReferenceOperation reference, KnownTypes types)
    {
        IOperation current = reference;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
            current = current.Parent;

        var use = current.Parent is IConditionalAccessOperation access && access.Operation == current ? FirstOf(access.WhenNotNull) : current.Parent;
        switch (use)
        {
            case IPropertyReferenceOperation { Property.Name: "Content" } content:
                if (ReadThrough(content, types) is { } read)
                    _reads.Add(read.Syntax);
                break;
            // Neither tells success from failure.
            case IPropertyReferenceOperation { Property.Name: "Headers" or "TrailingHeaders" or "Version" or "RequestMessage" }:
            case IInvocationOperation { TargetMethod.Name: "Dispose" }:
            case IUsingOperation or IUsingDeclarationOperation:
            case IBinaryOperation binary when IsNull(binary.LeftOperand) || IsNull(binary.RightOperand):
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                break;
            default:
                _checks.Add(reference.Syntax);
                break;
        }
    }

    /// <summary>The read of a content that stands in one expression with it.</summary>
    private static IOperation? ReadThrough(IPropertyReferenceOperation content, KnownTypes types)
    {
        for (var current = content.Parent; current is IInvocationOperation or IArgumentOperation or IConversionOperation or IConditionalAccessOperation; current = current.Parent)
        {
            if (ResponseRead.Of(current, types) is not null)
                return current;
        }

        return null;
    }

    private static IOperation? FirstOf(IOperation whenNotNull)
    {
        foreach (var operation in whenNotNull.DescendantsAndSelf())
        {
            if (operation is IConditionalAccessInstanceOperation)
                return operation.Parent;
        }

        return null;
    }

    private static IOperation? FunctionAround(IOperation operation)
    {
        var current = operation.Parent;
        while (current is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
            current = current.Parent;
        return current;
    }

    private static bool IsNull(IOperation value) => value.WithoutConversions() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;

    private static bool Same(ISymbol? one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
