using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>The publications and subscriptions of one method, and in which order they run.</summary>
internal sealed class ChannelCalls(ChannelMethods methods, KnownTypes types)
{
    private readonly ConcurrentBag<(IInvocationOperation Call, ChannelMethod Method, IOperation Channel)> _calls = [];

    public void Note(IInvocationOperation call)
    {
        if (methods.Of(call) is { Method.IsAction: true } use)
            _calls.Add((call, use.Method, use.Channel));
    }

    /// <summary>The publications that run before the subscription to their channel: it comes later, or is not awaited yet.</summary>
    public IEnumerable<(ChannelCall Publish, ChannelCall Subscribe, bool IsLater)> FindTooEarly(OperationBlockAnalysisContext context)
    {
        if (_calls.Count < 2 || _calls.All(static call => call.Method.IsPublish) || _calls.All(static call => !call.Method.IsPublish))
            yield break;

        var trace = new ValueTrace(types.Compilation, context.CancellationToken);
        foreach (var block in context.OperationBlocks)
        {
            var calls = new List<ChannelCall>();
            foreach (var (call, method, channel) in _calls)
            {
                if (block.Syntax.Span.Contains(call.Syntax.Span) && !IsInFunction(call, block) && ChannelCall.Of(call, method, channel, trace) is { } known)
                    calls.Add(known);
            }

            if (calls.Count < 2)
                continue;

            var graph = context.GetControlFlowGraph(block);
            foreach (var publish in calls.Where(static call => call.IsPublish).OrderBy(static call => call.Call.Syntax.SpanStart))
            {
                if (FindSubscription(publish, calls, graph) is var (subscribe, isLater))
                    yield return (publish, subscribe, isLater);
            }
        }
    }

    private (ChannelCall Subscribe, bool IsLater)? FindSubscription(ChannelCall publish, List<ChannelCall> calls, ControlFlowGraph graph)
    {
        // Who looks at the number of receivers knows that there may be none.
        if (IsLookedAt(publish.Call))
            return null;

        ChannelCall? later = null;
        ChannelCall? pending = null;
        foreach (var subscribe in calls)
        {
            if (subscribe.IsPublish || subscribe.Key != publish.Key)
                continue;
            if (FlowPath.Reaches(graph, subscribe.Call.Syntax, publish.Call.Syntax))
            {
                if (!Await.IsMissing(subscribe.Call, publish.Call, types))
                    return null;
                pending = subscribe;
            }
            else if (FlowPath.Reaches(graph, publish.Call.Syntax, subscribe.Call.Syntax))
            {
                later = subscribe;
            }
        }

        if (pending is not null)
            return (pending, false);
        // Published again afterwards: the first message may well go to others.
        return later is not null && !calls.Exists(other => other.IsPublish && other.Key == publish.Key && FlowPath.Reaches(graph, later.Call.Syntax, other.Call.Syntax))
            ? (later, true)
            : null;
    }

    private static bool IsLookedAt(IInvocationOperation publish)
    {
        IOperation current = publish;
        while (current.Parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "Wait" or "GetAwaiter" or "GetResult" }
            && (current.Parent is not IInvocationOperation call || call.Instance == current))
            current = current.Parent;
        return current.Parent is not IExpressionStatementOperation;
    }

    private static bool IsInFunction(IOperation operation, IOperation root)
    {
        for (var current = operation; current is not null && current != root; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }
}
