using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>The locks that are held at some place, the last one taken first.</summary>
internal sealed class HeldLock(LockKey key, Location site, HeldLock? outer)
{
    public LockKey Key { get; } = key;

    public Location Site { get; } = site;

    public HeldLock? Outer { get; } = outer;
}

/// <summary>A lock is taken; where <c>AfterAwait</c>, perhaps only after the function has given its caller a task.</summary>
internal sealed record LockTaken(LockKey Key, Location Site, HeldLock? Held, bool AfterAwait);

/// <summary>A method is called while locks are held; where <c>ToItsEnd</c>, until it has ended, be it async.</summary>
internal sealed record CallUnderLock(IMethodSymbol Callee, bool OnThis, Location Site, HeldLock Held, bool ToItsEnd);

/// <summary>What one function does with locks.</summary>
internal sealed class LockFacts(ISymbol function)
{
    public ISymbol Function { get; } = function;

    /// <summary>Every lock that the function takes when it is called; those of its lambdas apart.</summary>
    public List<LockTaken> Taken { get; } = [];

    /// <summary>Every lock that its lambdas take when somebody calls them.</summary>
    public List<LockTaken> TakenLater { get; } = [];

    public List<CallUnderLock> Calls { get; } = [];

    /// <summary>Has its code, as far as it has been read, awaited anything?</summary>
    public bool HasAwaited { get; set; }
}
