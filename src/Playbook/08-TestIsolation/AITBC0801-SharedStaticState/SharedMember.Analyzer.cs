using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>A field or auto-property that more than one test sees, with what its type does to it.</summary>
internal sealed class SharedMember(ISymbol symbol)
{
    private int _plainReads;

    public ISymbol Symbol { get; } = symbol;

    public ConcurrentQueue<Change> Changes { get; } = new();

    /// <summary>The members whose code uses it.</summary>
    public ConcurrentQueue<ISymbol> Users { get; } = new();

    /// <summary>Is the value looked at anywhere, other than by what changes it?</summary>
    public bool IsRead => _plainReads > 0;

    /// <summary>Does its value go into a text, as a number does that makes a name unique?</summary>
    public bool IsSpelt { get; private set; }

    public void AddUser(ISymbol user) => Users.Enqueue(user);

    public void AddRead(IOperation reference)
    {
        Interlocked.Increment(ref _plainReads);
        if (reference.Parent is IInterpolationOperation or IConversionOperation { Parent: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } }
            or IInvocationOperation { TargetMethod.Name: nameof(ToString) })
            IsSpelt = true;
    }
}

/// <summary>How a change is made.</summary>
internal enum ChangeKind
{
    /// <summary>A new value that does not depend on the old one.</summary>
    Assign,

    /// <summary>A new value made from the old one: <c>++</c>, <c>+=</c>, <c>x = x + 1</c>.</summary>
    Count,

    /// <summary>Only where it was not done before: <c>??=</c>, <c>if (x == null) x = ...</c>, <c>LazyInitializer</c>.</summary>
    Once,

    /// <summary>Through <see cref="Interlocked"/>.</summary>
    Interlocked,

    /// <summary>Something in the object is changed, not the reference.</summary>
    Content,

    /// <summary>The object is emptied.</summary>
    Clear,

    /// <summary>The object's life ends: disposed of, closed, stopped.</summary>
    Release,
}

/// <summary>One place that changes a <see cref="SharedMember"/>.</summary>
/// <param name="Kind">How.</param>
/// <param name="Where">The member whose body or initializer it stands in.</param>
/// <param name="Part">The member of the object that is assigned, or null where the whole value or a collection's content is.</param>
/// <param name="Syntax">The place.</param>
/// <param name="IsConditional">Stands in a branch, loop or lambda, so that it may not happen.</param>
/// <param name="IsUsed">The value that the change yields goes on somewhere.</param>
/// <param name="IsLocked">Stands in a <c>lock</c>.</param>
/// <param name="IsConcurrent">Is made on a thread-safe collection.</param>
/// <param name="IsHandler">Stands in an event handler or a delegate that is kept, and so runs whenever that is called.</param>
internal sealed record Change(
    ChangeKind Kind, ISymbol Where, ISymbol? Part, SyntaxNode Syntax, bool IsConditional, bool IsUsed, bool IsLocked, bool IsConcurrent, bool IsHandler);

/// <summary>Why a member is reported.</summary>
/// <param name="Evidence">The first change that a later test sees.</param>
/// <param name="ChangedBy">The name of the member that makes it.</param>
/// <param name="Advice">What to do.</param>
/// <param name="FitsInstance">Would an instance member do, so that nothing is lost but the sharing?</param>
/// <param name="MadeBy">Where one-time set-up gives the member its value: then it is AITBC0806 that reports it.</param>
internal sealed record Verdict(Change Evidence, string ChangedBy, string Advice, bool FitsInstance, SyntaxNode? MadeBy);
