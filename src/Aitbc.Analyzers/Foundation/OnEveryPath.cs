using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>How a function can be left before something has happened.</summary>
internal enum LeftBy
{
    /// <summary>It cannot: it happens on every path.</summary>
    Nothing,

    /// <summary>Only by an exception.</summary>
    Exception,

    /// <summary>By its end or a return.</summary>
    Return,
}

/// <summary>A path on which something does not happen.</summary>
/// <param name="By">The way out.</param>
/// <param name="At">What throws on that path; null for a return.</param>
internal readonly record struct PathOut(LeftBy By, IOperation? At);

/// <summary>
/// Asks the control-flow graph whether something (a release, a restore) happens on every path from an operation to the
/// end of its function.
/// </summary>
/// <remarks>
/// Which operations count as throwing is the caller's choice, since nearly all may: a rule about tests counts
/// assertions, which throw in every failing test. A <c>throw</c> in sight always counts. A finally block in which it
/// happens at all counts as one that does it, whatever it asks before.
/// </remarks>
internal sealed class OnEveryPath(ControlFlowGraph graph, Func<IOperation, bool> happens, Func<IOperation, bool> throws)
{
    private readonly Queue<BasicBlock> _pending = new();
    private readonly HashSet<int> _seen = [];
    private PathOut _out;

    /// <summary>The same for the first of some operations that there is such a way out after.</summary>
    public PathOut AfterAny(IReadOnlyList<SyntaxNode> starts)
    {
        foreach (var start in starts)
        {
            if (After(start) is { By: not LeftBy.Nothing } path)
                return path;
        }

        return default;
    }

    /// <summary>The way out on which it does not happen; <see cref="LeftBy.Return"/> where there are several.</summary>
    /// <param name="start">The operation in the graph's function after which the paths start, by its syntax.</param>
    public PathOut After(SyntaxNode start)
    {
        _out = default;
        _pending.Clear();
        _seen.Clear();
        if (!StartAfter(start))
            return default;

        while (_out.By != LeftBy.Return && _pending.Count > 0)
            Walk(_pending.Dequeue(), 0);
        return _out;
    }

    private bool StartAfter(SyntaxNode start)
    {
        foreach (var block in graph.Blocks)
        {
            if (!block.IsReachable)
                continue;
            for (var i = 0; i < block.Operations.Length; i++)
            {
                if (!Contains(block.Operations[i], operation => operation.StandsFor(start)))
                    continue;
                Walk(block, i + 1);
                return true;
            }

            if (block.BranchValue is { } value && Contains(value, operation => operation.StandsFor(start)))
            {
                Walk(block, block.Operations.Length + 1);
                return true;
            }
        }

        return false;
    }

    private void Walk(BasicBlock block, int from)
    {
        var index = 0;
        foreach (var part in block.Parts())
        {
            if (index++ < from)
                continue;
            if (Contains(part, happens))
                return;
            if (Find(part, throws) is { } thrower)
                Throw(block.EnclosingRegion, thrower);
        }

        // while (true) goes one way only.
        var always = block.BranchValue is { ConstantValue: { HasValue: true, Value: bool value } } ? value : (bool?)null;
        if (always is null || always == (block.ConditionKind == ControlFlowConditionKind.WhenTrue))
            Follow(block, block.ConditionalSuccessor);
        if (always is null || block.ConditionKind == ControlFlowConditionKind.None || always == (block.ConditionKind == ControlFlowConditionKind.WhenFalse))
            Follow(block, block.FallThroughSuccessor);
    }

    private void Follow(BasicBlock block, ControlFlowBranch? branch)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Throw(block.EnclosingRegion, block.BranchValue ?? block.Operations.LastOrDefault());
                return;
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                break;
            default:
                return;
        }

        foreach (var region in branch.FinallyRegions)
        {
            if (HappensIn(region))
                return;
        }

        if (branch.Destination is not { } next)
            return;
        if (next.Kind == BasicBlockKind.Exit)
            _out = new PathOut(LeftBy.Return, null);
        else
            Enqueue(next);
    }

    /// <summary>Follows an exception out of the regions around, until a catch of everything takes it.</summary>
    private void Throw(ControlFlowRegion region, IOperation? thrower)
    {
        for (var current = region; current is not null; current = current.EnclosingRegion)
        {
            if (current is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } around })
                continue;

            foreach (var handler in around.NestedRegions)
            {
                if (handler.Kind == ControlFlowRegionKind.Finally && HappensIn(handler))
                    return;
                if (handler.Kind == ControlFlowRegionKind.Catch && TakesAll(handler))
                {
                    Enqueue(graph.Blocks[handler.FirstBlockOrdinal]);
                    return;
                }
            }
        }

        if (_out.By == LeftBy.Nothing)
            _out = new PathOut(LeftBy.Exception, thrower);
    }

    private static bool TakesAll(ControlFlowRegion handler) =>
        handler.ExceptionType is null or { SpecialType: SpecialType.System_Object }
            or { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };

    private bool HappensIn(ControlFlowRegion region)
    {
        for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
        {
            foreach (var part in graph.Blocks[ordinal].Parts())
            {
                if (Contains(part, happens))
                    return true;
            }
        }

        return false;
    }

    private void Enqueue(BasicBlock block)
    {
        if (_seen.Add(block.Ordinal))
            _pending.Enqueue(block);
    }

    private static bool Contains(IOperation operation, Func<IOperation, bool> condition) => Find(operation, condition) is not null;

    private static IOperation? Find(IOperation operation, Func<IOperation, bool> condition)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (condition(inner))
                return inner;
        }

        return null;
    }
}
