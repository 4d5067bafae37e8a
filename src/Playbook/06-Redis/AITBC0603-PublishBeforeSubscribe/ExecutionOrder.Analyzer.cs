using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Aitbc.Analyzers.Redis;

/// <summary>Which of some places of a method can run after which others, without going round a loop.</summary>
internal sealed class ExecutionOrder
{
    private readonly Dictionary<SyntaxNode, (int Block, int Index)> _places = [];
    private readonly Dictionary<int, List<int>> _next = [];

    public ExecutionOrder(ControlFlowGraph graph, IEnumerable<SyntaxNode> places)
    {
        var wanted = new HashSet<SyntaxNode>(places);
        foreach (var block in graph.Blocks)
        {
            var index = 0;
            foreach (var operation in block.Operations)
                Add(operation, wanted, block.Ordinal, ref index);
            if (block.BranchValue is { } value)
                Add(value, wanted, block.Ordinal, ref index);

            // A branch back is a loop's: what runs in its next round does not count as later.
            var next = new List<int>();
            AddForward(block.FallThroughSuccessor, block, next);
            AddForward(block.ConditionalSuccessor, block, next);
            _next.Add(block.Ordinal, next);
        }
    }

    /// <summary>Can <paramref name="second"/> run after <paramref name="first"/> on one path?</summary>
    public bool Precedes(SyntaxNode first, SyntaxNode second)
    {
        if (!_places.TryGetValue(first, out var from) || !_places.TryGetValue(second, out var to))
            return false;
        return from.Block == to.Block ? from.Index < to.Index : Reaches(from.Block, to.Block, []);
    }

    private bool Reaches(int from, int to, HashSet<int> seen)
    {
        foreach (var next in _next[from])
        {
            if (next == to || (seen.Add(next) && Reaches(next, to, seen)))
                return true;
        }

        return false;
    }

    private void Add(IOperation operation, HashSet<SyntaxNode> wanted, int block, ref int index)
    {
        foreach (var child in operation.ChildOperations)
            Add(child, wanted, block, ref index);
        if (wanted.Contains(operation.Syntax) && !_places.ContainsKey(operation.Syntax))
            _places.Add(operation.Syntax, (block, index++));
    }

    private static void AddForward(ControlFlowBranch? branch, BasicBlock from, List<int> next)
    {
        if (branch?.Destination is { } destination && destination.Ordinal > from.Ordinal)
            next.Add(destination.Ordinal);
    }
}
