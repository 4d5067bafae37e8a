using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Asks the control-flow graph what can run after an operation, in the order in which it runs.</summary>
/// <remarks>Paths lead forward only: what a loop does next time round, and what an exception leads to, is not followed.</remarks>
internal static class FlowPath
{
    /// <summary>
    /// The operations that <paramref name="isGoal"/> holds for and that a path from <paramref name="start"/> reaches
    /// with nothing on it that <paramref name="ends"/> holds for. The paths start after the operation of the syntax
    /// <paramref name="start"/>, or at the entry of the function.
    /// </summary>
    public static HashSet<SyntaxNode> Goals(ControlFlowGraph graph, SyntaxNode? start, Func<IOperation, bool> isGoal, Func<IOperation, bool> ends) =>
        Search.Run(graph, start, isGoal, ends).Found;

    /// <summary>Does a path from the operation of this syntax reach the function's end, or a return, with nothing on it that <paramref name="ends"/> holds for?</summary>
    public static bool ReachesExit(ControlFlowGraph graph, SyntaxNode start, Func<IOperation, bool> ends) =>
        Search.Run(graph, start, static _ => false, ends).ReachesExit;

    /// <summary>The operations of a block, what an operation needs before the operation itself.</summary>
    public static IEnumerable<IOperation> InOrder(BasicBlock block)
    {
        foreach (var operation in block.Operations)
        {
            foreach (var inner in InOrder(operation))
                yield return inner;
        }

        if (block.BranchValue is { } value)
        {
            foreach (var inner in InOrder(value))
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

    private sealed class Search(Func<IOperation, bool> isGoal, Func<IOperation, bool> ends)
    {
        private readonly Queue<BasicBlock> _pending = new();
        private readonly HashSet<int> _seen = [];

        public HashSet<SyntaxNode> Found { get; } = [];

        public bool ReachesExit { get; private set; }

        public static Search Run(ControlFlowGraph graph, SyntaxNode? start, Func<IOperation, bool> isGoal, Func<IOperation, bool> ends)
        {
            var search = new Search(isGoal, ends);
            if (start is null)
            {
                search.Walk(graph.Blocks[0], null);
            }
            else
            {
                foreach (var block in graph.Blocks)
                    search.Walk(block, start);
            }

            while (search._pending.Count > 0)
                search.Walk(search._pending.Dequeue(), null);
            return search;
        }

        /// <summary>Walks on from the operation of this syntax, if the block holds it; from the block's start where none is given.</summary>
        private void Walk(BasicBlock block, SyntaxNode? from)
        {
            foreach (var operation in InOrder(block))
            {
                if (from is not null)
                {
                    if (operation.Syntax == from && operation is not ILocalReferenceOperation)
                        from = null;
                    continue;
                }

                if (isGoal(operation))
                    Found.Add(operation.Syntax);
                if (ends(operation))
                    return;
            }

            if (from is not null)
                return;

            ReachesExit |= block.Kind == BasicBlockKind.Exit;
            Follow(block, block.ConditionalSuccessor);
            Follow(block, block.FallThroughSuccessor);
        }

        private void Follow(BasicBlock block, ControlFlowBranch? branch)
        {
            if (branch?.Destination is { } next && next.Ordinal > block.Ordinal && _seen.Add(next.Ordinal))
                _pending.Enqueue(next);
        }
    }
}
