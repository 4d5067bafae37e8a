using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Aitbc.Analyzers;

/// <summary>Asks the control-flow graph what can run after an operation, in the order in which it runs.</summary>
/// <remarks>
/// Paths lead forward only: what a loop does next time round, and what an exception leads to, is not followed. What must
/// happen on every path, exceptions included, is <see cref="OnEveryPath"/>'s question.
/// </remarks>
internal sealed class FlowPath
{
    private readonly ControlFlowGraph _graph;
    private readonly SyntaxNode? _goal;
    private readonly Func<IOperation, bool> _ends;
    private readonly Queue<BasicBlock> _pending = new();
    private readonly HashSet<int> _seen = [];
    private bool _isReached;

    private FlowPath(ControlFlowGraph graph, SyntaxNode? goal, Func<IOperation, bool> ends)
    {
        _graph = graph;
        _goal = goal;
        _ends = ends;
    }

    /// <summary>Can <paramref name="to"/> run after <paramref name="from"/>?</summary>
    public static bool Reaches(ControlFlowGraph graph, SyntaxNode from, SyntaxNode to) => Reaches(graph, from, to, static _ => false);

    /// <summary>Can <paramref name="to"/> run after <paramref name="from"/> with nothing between that <paramref name="ends"/> holds for?</summary>
    public static bool Reaches(ControlFlowGraph graph, SyntaxNode from, SyntaxNode to, Func<IOperation, bool> ends) =>
        new FlowPath(graph, to, ends).IsReachedFrom(from);

    /// <summary>Can the function come to its end, or a return, after <paramref name="from"/> with nothing between that <paramref name="ends"/> holds for?</summary>
    public static bool ReachesExit(ControlFlowGraph graph, SyntaxNode from, Func<IOperation, bool> ends) =>
        new FlowPath(graph, goal: null, ends).IsReachedFrom(from);

    private bool IsReachedFrom(SyntaxNode start)
    {
        foreach (var block in _graph.Blocks)
            Walk(block, start);
        while (!_isReached && _pending.Count > 0)
            Walk(_pending.Dequeue(), from: null);
        return _isReached;
    }

    /// <summary>Walks on from the operation of this syntax, if the block holds it; from the block's start where none is given.</summary>
    private void Walk(BasicBlock block, SyntaxNode? from)
    {
        foreach (var operation in block.InOrder())
        {
            if (from is null)
            {
                if (IsStop(operation))
                    return;
            }
            else if (operation.StandsFor(from))
            {
                from = null;
            }
        }

        if (from is not null)
            return;

        _isReached |= _goal is null && block.Kind == BasicBlockKind.Exit;
        Follow(block, block.ConditionalSuccessor);
        Follow(block, block.FallThroughSuccessor);
    }

    private bool IsStop(IOperation operation)
    {
        if (_goal is null || !operation.StandsFor(_goal))
            return _ends(operation);

        _isReached = true;
        return true;
    }

    private void Follow(BasicBlock block, ControlFlowBranch? branch)
    {
        if (branch?.Destination is not { } next || next.Ordinal <= block.Ordinal)
            return;

        foreach (var region in branch.FinallyRegions)
        {
            if (StopsIn(region))
                return;
        }

        if (_seen.Add(next.Ordinal))
            _pending.Enqueue(next);
    }

    /// <summary>Does the path end in this finally block, whatever the block asks before?</summary>
    private bool StopsIn(ControlFlowRegion region)
    {
        for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
        {
            foreach (var operation in _graph.Blocks[ordinal].InOrder())
            {
                if (IsStop(operation))
                    return true;
            }
        }

        return false;
    }
}
