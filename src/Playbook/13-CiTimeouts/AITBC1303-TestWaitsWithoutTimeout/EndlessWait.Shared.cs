using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>How a wait is written, which decides how a fix bounds it.</summary>
internal enum WaitForm
{
    /// <summary>A call that holds the thread.</summary>
    Blocking,

    /// <summary>A task that is awaited.</summary>
    Awaited,

    /// <summary>A sequence whose next element the loop waits for.</summary>
    Enumerated,
}

/// <summary>A wait that only its signal ends: neither time-out nor token.</summary>
/// <param name="Form">How it is written.</param>
/// <param name="Wait">The call, or the property that gives the task.</param>
/// <param name="Signal">What is waited for; null where there is no one object.</param>
/// <param name="Name">The name of the waiting member in the source.</param>
internal sealed record EndlessWait(WaitForm Form, IOperation Wait, IOperation? Signal, SimpleNameSyntax Name)
{
    /// <summary>How many locals and combinations lie between an await and what it waits for, at most.</summary>
    private const int MaxSteps = 8;

    private const string Threading = "System.Threading.";
    private const string Tasks = "System.Threading.Tasks.";
    private const string Sockets = "System.Net.Sockets.";

    /// <summary>The names of all members that hold a thread or give a sequence; the cheapest question first.</summary>
    public static bool MayBlock(string name) => name is "WaitOne" or "WaitAll" or "WaitAny" or "SignalAndWait" or "Wait" or "Join" or "Take"
        or "TakeFromAny" or "WaitForExit" or "SpinUntil" or "AcceptTcpClient" or "AcceptSocket" or "Accept" or "GetContext"
        or "WaitForConnection" or "GetConsumingEnumerable" or "ReadAllAsync" or "Sleep";

    /// <summary>The wait that this call is; null where it is none or something else ends it.</summary>
    public static EndlessWait? OfCall(IInvocationOperation call, KnownTypes types)
    {
        if (!MayBlock(call.TargetMethod.Name) || !Blocks(call, types) || WaitBound.IsAmong(call.Arguments, types))
            return null;

        if (call.TargetMethod.Name is "GetConsumingEnumerable" or "ReadAllAsync")
            return IsEnumerated(call, types) ? Named(WaitForm.Enumerated, call, call.Instance) : null;
        return Named(WaitForm.Blocking, call, call.Instance ?? (call.Arguments is [var first, ..] ? first.Value : null));
    }

    /// <summary>The wait for the task that is awaited here; null where it may end otherwise.</summary>
    public static EndlessWait? OfAwait(IAwaitOperation awaited, KnownTypes types) => OfTask(awaited.Operation, types, MaxSteps);

    /// <summary>The wait that the function hands to its caller here; null where it may end otherwise.</summary>
    public static EndlessWait? OfReturn(IReturnOperation returned, KnownTypes types) =>
        returned.ReturnedValue is { } task ? OfTask(task, types, MaxSteps) : null;

    private static EndlessWait? OfTask(IOperation task, KnownTypes types, int steps)
    {
        task = WaitBound.Unwrap(task, types);
        switch (task)
        {
            // Half-typed code may give a local its own value.
            case var _ when steps == 0:
                return null;

            case IPropertyReferenceOperation { Property: { Name: "Task" } property } source
                when types.Is(property.ContainingType, Tasks + "TaskCompletionSource`1") || types.Is(property.ContainingType, Tasks + "TaskCompletionSource"):
                return Named(WaitForm.Awaited, source, source.Instance);

            case IPropertyReferenceOperation { Property: { Name: "Completion" } property } source
                when types.Is(property.ContainingType, Threading + "Channels.ChannelReader`1"):
                return Named(WaitForm.Awaited, source, source.Instance);

            case IInvocationOperation call when GivesEndlessTask(call, types) && !WaitBound.IsAmong(call.Arguments, types):
                return Named(WaitForm.Awaited, call, call.Instance);

            case IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny" } combine } call when types.Is(combine.ContainingType, Tasks + "Task"):
                return OfCombined(call, types, steps - 1);

            case ILocalReferenceOperation local when local.Syntax is SimpleNameSyntax name && global::Aitbc.Analyzers.Signal.Initializer(local) is { } value:
                return OfTask(value, types, steps - 1) is { } stored && IsWrittenOnce(local) ? stored with { Name = name } : null;

            default:
                return null;
        }
    }

    /// <summary>All of several tasks wait for their last; the first of several ends for ever only where each may.</summary>
    private static EndlessWait? OfCombined(IInvocationOperation call, KnownTypes types, int steps)
    {
        if (call.Arguments is not [{ Value: var list }])
            return null;

        EndlessWait? endless = null;
        foreach (var task in Elements(list))
        {
            var one = OfTask(task, types, steps);
            if (one is null && call.TargetMethod.Name == "WhenAny")
                return null;
            endless ??= one;
        }

        return endless is null ? null : Named(WaitForm.Awaited, call, endless.Signal);
    }

    private static bool Blocks(IInvocationOperation call, KnownTypes types)
    {
        var type = call.TargetMethod.ContainingType;
        return call.TargetMethod.Name switch
        {
            // A mutex is a lock; a token's handle is the very bound that others wait with.
            "WaitOne" => types.IsOrInherits(type, Threading + "WaitHandle") && !types.Is(call.Instance?.Type, Threading + "Mutex")
                && call.Instance is not IPropertyReferenceOperation { Property: { Name: "WaitHandle" } },
            "WaitAll" or "WaitAny" => types.Is(type, Threading + "WaitHandle"),
            "SignalAndWait" => types.Is(type, Threading + "WaitHandle") || types.Is(type, Threading + "Barrier"),
            "Join" => types.Is(type, Threading + "Thread"),
            "Wait" => types.Is(type, Threading + "SemaphoreSlim") || types.Is(type, Threading + "ManualResetEventSlim")
                || types.Is(type, Threading + "CountdownEvent") || types.Is(type, Threading + "Monitor"),
            "Take" or "TakeFromAny" or "GetConsumingEnumerable" => types.Is(type, "System.Collections.Concurrent.BlockingCollection`1"),
            "WaitForExit" => types.IsOrInherits(type, "System.Diagnostics.Process"),
            "SpinUntil" => types.Is(type, Threading + "SpinWait"),
            "AcceptTcpClient" or "AcceptSocket" => types.IsOrInherits(type, Sockets + "TcpListener"),
            "Accept" => types.Is(type, Sockets + "Socket"),
            "GetContext" => types.Is(type, "System.Net.HttpListener"),
            "WaitForConnection" => types.Is(type, "System.IO.Pipes.NamedPipeServerStream"),
            "ReadAllAsync" => types.Is(type, Threading + "Channels.ChannelReader`1"),
            "Sleep" => types.Is(type, Threading + "Thread"),
            _ => false,
        };
    }

    private static bool GivesEndlessTask(IInvocationOperation call, KnownTypes types)
    {
        var type = call.TargetMethod.ContainingType;
        return call.TargetMethod.Name switch
        {
            "WaitAsync" => types.Is(type, Threading + "SemaphoreSlim"),
            "WaitForExitAsync" => types.IsOrInherits(type, "System.Diagnostics.Process"),
            "ReadAsync" or "WaitToReadAsync" => types.Is(type, Threading + "Channels.ChannelReader`1"),
            "AcceptTcpClientAsync" or "AcceptSocketAsync" => types.IsOrInherits(type, Sockets + "TcpListener"),
            "AcceptAsync" => types.Is(type, Sockets + "Socket") && types.IsOrInherits(call.Type?.OriginalDefinition, Tasks + "Task"),
            "ReceiveAsync" => types.Is(type, Sockets + "UdpClient"),
            "GetContextAsync" => types.Is(type, "System.Net.HttpListener"),
            "WaitForConnectionAsync" => types.Is(type, "System.IO.Pipes.NamedPipeServerStream"),
            "Delay" => types.Is(type, Tasks + "Task"),
            _ => false,
        };
    }

    /// <summary>Is the sequence what a <c>foreach</c> runs over?</summary>
    private static bool IsEnumerated(IInvocationOperation call, KnownTypes types)
    {
        for (IOperation current = call; current.Parent is { } parent; current = parent)
        {
            if (parent is IForEachLoopOperation loop)
                return loop.Collection == current;
            if (parent is not (IConversionOperation or IParenthesizedOperation)
                && parent is not IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }
                && parent is not IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } })
                return false;
        }

        return false;
    }

    /// <summary>The tasks that are listed in the call itself; none where they come from elsewhere.</summary>
    private static ImmutableArray<IOperation> Elements(IOperation list) => list.WithoutConversions() switch
    {
        IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
        ICollectionExpressionOperation { Elements: var elements } => elements,
        _ => [],
    };

    /// <summary>Has the local no value but that of its declaration?</summary>
    private static bool IsWrittenOnce(ILocalReferenceOperation reference) =>
        VariableWrites.OfLocal(reference.Local, reference.Root()) is { IsComplete: true, Values.Length: 1 };

    private static EndlessWait? Named(WaitForm form, IOperation wait, IOperation? signal)
    {
        var syntax = wait.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : wait.Syntax;
        var name = syntax switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            // Within the type itself, or by using static.
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        return name is null ? null : new EndlessWait(form, wait, signal, name);
    }
}
