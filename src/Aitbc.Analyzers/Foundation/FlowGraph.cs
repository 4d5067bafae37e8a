using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>What every walker of control-flow graphs needs.</summary>
internal static class FlowGraph
{
    /// <summary>The graph of the function that holds the operation: the body itself, or the lambda or local function around it.</summary>
    public static ControlFlowGraph? GraphAround(this ControlFlowGraph body, IOperation operation, CancellationToken cancellationToken)
    {
        IOperation? function = operation.Parent;
        while (function is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
            function = function.Parent;
        if (function is null)
            return body;
        if (body.GraphAround(function, cancellationToken) is not { } outer)
            return null;
        if (function is ILocalFunctionOperation local)
            return outer.LocalFunctions.Contains(local.Symbol) ? outer.GetLocalFunctionControlFlowGraph(local.Symbol, cancellationToken) : null;

        foreach (var block in outer.Blocks)
        {
            foreach (var part in block.Parts())
            {
                foreach (var inner in part.DescendantsAndSelf())
                {
                    if (inner is IFlowAnonymousFunctionOperation lambda && lambda.Syntax == function.Syntax)
                        return outer.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken);
                }
            }
        }

        return null;
    }

    /// <summary>The statements of a block, and the value that it branches on or gives back.</summary>
    public static IEnumerable<IOperation> Parts(this BasicBlock block)
    {
        foreach (var operation in block.Operations)
            yield return operation;
        if (block.BranchValue is { } value)
            yield return value;
    }

    /// <summary>The operations of a block, what an operation needs before the operation itself.</summary>
    public static IEnumerable<IOperation> InOrder(this BasicBlock block)
    {
        foreach (var part in block.Parts())
        {
            foreach (var inner in InOrder(part))
                yield return inner;
        }
    }

    private static IEnumerable<IOperation> InOrder(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            foreach (var inner in InOrder(child))
                yield return inner;
        }

        yield return operation;
    }

    /// <summary>Is this the operation of the syntax itself, not what the graph writes for it elsewhere?</summary>
    public static bool StandsFor(this IOperation operation, SyntaxNode syntax) =>
        operation.Syntax == syntax && operation is not (ILocalReferenceOperation or IFlowCaptureReferenceOperation);
}
