using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Reads which locks a method body takes while it holds which others: <c>lock</c>, <c>Monitor.Enter</c> with
/// <c>Monitor.Exit</c>, <c>Lock.EnterScope</c>, and a <c>SemaphoreSlim</c> of one that is waited for without an end.
/// </summary>
internal sealed class LockWalker(KnownTypes types)
{
    private readonly List<LockFacts> _found = [];

    /// <summary>The facts of the function and of its local functions.</summary>
    public List<LockFacts> Read(ISymbol function, IOperation body)
    {
        var facts = new LockFacts(function);
        _found.Add(facts);
        Visit(body, null, facts, later: false);
        return _found;
    }

    public static bool MayLock(IInvocationOperation call, KnownTypes types) => call.TargetMethod.Name switch
    {
        "Enter" => types.Is(call.TargetMethod.ContainingType, "System.Threading.Monitor") || types.Is(call.TargetMethod.ContainingType, "System.Threading.Lock"),
        "EnterScope" => types.Is(call.TargetMethod.ContainingType, "System.Threading.Lock"),
        "Wait" or "WaitAsync" => types.Is(call.TargetMethod.ContainingType, "System.Threading.SemaphoreSlim"),
        _ => false,
    };

    private void Visit(IOperation operation, HeldLock? held, LockFacts facts, bool later)
    {
        switch (operation)
        {
            case ILockOperation locking:
                Visit(locking.LockedValue, held, facts, later);
                Visit(locking.Body, Take(LockKey.Of(locking.LockedValue), locking.LockedValue, held, facts, later), facts, later);
                return;
            case IUsingOperation { Resources: var resource, Body: var body } when ScopeOf(resource) is { } scope:
                Visit(body, Take(LockKey.Of(scope), scope, held, facts, later), facts, later);
                return;
            case IBlockOperation block:
                VisitBlock(block, held, facts, later);
                return;
            case IAnonymousFunctionOperation lambda:
                Visit(lambda.Body, null, facts, later: true);
                return;
            case ILocalFunctionOperation { Body: { } body } local:
                var own = new LockFacts(local.Symbol);
                _found.Add(own);
                Visit(body, null, own, later: false);
                return;
            case IInvocationOperation call when held is not null:
                facts.Calls.Add(new CallUnderLock(
                    call.TargetMethod, call.Instance is IInstanceReferenceOperation, call.Syntax.GetLocation(), held, IsWaitedFor(call)));
                break;
            case IPropertyReferenceOperation { Property: var property } access when held is not null
                && (IsWritten(access) ? property.SetMethod : property.GetMethod) is { } accessor:
                facts.Calls.Add(new CallUnderLock(accessor, access.Instance is IInstanceReferenceOperation, access.Syntax.GetLocation(), held, ToItsEnd: true));
                break;
        }

        foreach (var child in operation.ChildOperations)
            Visit(child, held, facts, later);

        if (operation is IAwaitOperation && !later)
            facts.HasAwaited = true;
    }

    /// <summary>Is the task that this call gives awaited or waited for on the spot?</summary>
    private static bool IsWaitedFor(IInvocationOperation call)
    {
        var task = call.Parent;
        if (task is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" } configured)
            task = configured.Parent;
        return task is IAwaitOperation
            or IInvocationOperation { TargetMethod.Name: "Wait" or "GetAwaiter" }
            or IPropertyReferenceOperation { Property.Name: "Result" };
    }

    /// <summary>A block in which a lock may be taken by a statement and held by those that follow.</summary>
    private void VisitBlock(IBlockOperation block, HeldLock? held, LockFacts facts, bool later)
    {
        foreach (var statement in block.Operations)
        {
            if (EnteredBy(statement) is { } entered)
            {
                held = Take(LockKey.Of(entered), entered, held, facts, later);
                facts.HasAwaited |= !later && statement is IExpressionStatementOperation { Operation: IAwaitOperation };
            }
            else if (statement is IUsingDeclarationOperation declaration && ScopeOf(declaration.DeclarationGroup) is { } scope)
            {
                held = Take(LockKey.Of(scope), scope, held, facts, later);
            }
            else
            {
                Visit(statement, held, facts, later);
                if (held is not null)
                    held = StillHeld(held, statement);
            }
        }
    }

    /// <summary>What is held behind the statement: on some path it, or a finally of it, may give a lock back.</summary>
    private HeldLock? StillHeld(HeldLock? held, IOperation statement)
    {
        foreach (var inner in statement.DescendantsAndSelf())
        {
            var released = inner switch
            {
                IInvocationOperation { TargetMethod: { Name: "Exit", ContainingType: var type }, Arguments: [{ Value: var value }, ..] }
                    when types.Is(type, "System.Threading.Monitor") => value,
                IInvocationOperation { TargetMethod: { Name: "Exit", ContainingType: var type }, Instance: { } scope }
                    when types.Is(type, "System.Threading.Lock") => scope,
                IInvocationOperation { TargetMethod: { Name: "Release", ContainingType: var type }, Instance: { } semaphore }
                    when types.Is(type, "System.Threading.SemaphoreSlim") => semaphore,
                _ => null,
            };
            if (released is not null)
                held = Without(held, LockKey.Of(released));
        }

        return held;
    }

    private static HeldLock? Without(HeldLock? held, LockKey released)
    {
        if (held is null)
            return null;
        // Locks that cannot be told from others count as one.
        if (held.Key.IsKnown ? held.Key.IsSameLock(released) : !released.IsKnown)
            return held.Outer;

        var outer = Without(held.Outer, released);
        return outer == held.Outer ? held : new HeldLock(held.Key, held.Site, outer);
    }

    private static HeldLock Take(LockKey key, IOperation site, HeldLock? held, LockFacts facts, bool later)
    {
        var location = site.Syntax.GetLocation();
        if (key.IsKnown)
            (later ? facts.TakenLater : facts.Taken).Add(new LockTaken(key, location, held, facts.HasAwaited));
        return new HeldLock(key, location, held);
    }

    /// <summary>The lock that this statement takes and keeps.</summary>
    private IOperation? EnteredBy(IOperation statement)
    {
        if (statement is not IExpressionStatementOperation { Operation: var expression })
            return null;

        if (expression is IAwaitOperation awaited)
            expression = awaited.Operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured : awaited.Operation;
        if (expression is not IInvocationOperation call || !MayLock(call, types))
            return null;

        return call.TargetMethod.Name switch
        {
            "Enter" => call.Instance ?? (call.Arguments.IsEmpty ? null : call.Arguments[0].Value),
            "Wait" or "WaitAsync" when call.Arguments.IsEmpty && call.Instance is { } semaphore && IsMutex(semaphore) => semaphore,
            _ => null,
        };
    }

    private static IOperation? ScopeOf(IOperation resource)
    {
        foreach (var inner in resource.DescendantsAndSelf())
        {
            if (inner is IInvocationOperation { TargetMethod: { Name: "EnterScope", ContainingType: { Name: "Lock", ContainingNamespace.Name: "Threading" } }, Instance: { } scope })
                return scope;
        }

        return null;
    }

    /// <summary>A semaphore that lets one in: <c>new SemaphoreSlim(1, ...)</c> in the field's initializer.</summary>
    private static bool IsMutex(IOperation semaphore)
    {
        if (semaphore is not IFieldReferenceOperation { Field: { IsReadOnly: true, DeclaringSyntaxReferences: [var declaration] } })
            return false;

        var initializer = (declaration.GetSyntax() as Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax)?.Initializer?.Value;
        return initializer is Microsoft.CodeAnalysis.CSharp.Syntax.BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] }
            && first.ToString() == "1";
    }

    private static bool IsWritten(IPropertyReferenceOperation access) =>
        access.Parent is IAssignmentOperation assignment && assignment.Target == access;
}
