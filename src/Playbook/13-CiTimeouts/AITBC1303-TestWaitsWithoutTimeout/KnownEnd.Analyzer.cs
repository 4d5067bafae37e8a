using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>Why a wait without time-out or token ends all the same: its signal is there already, or something else sees to it.</summary>
internal sealed class KnownEnd(EndlessWait wait, IOperation site, KnownTypes types)
{
    private const string Threading = "System.Threading.";

    public bool IsInSight(CancellationToken cancellationToken)
    {
        if (wait.Signal is not { } signal)
            return false;
        if (wait.Wait is IInvocationOperation { TargetMethod.Name: "Sleep" or "Delay" })
            return false;

        return TaskSource.MayEnd(signal, site, types, cancellationToken)
            || Earlier.Any(site, operation => Settles(operation, signal))
            || IsConnected()
            || IsLimitedCondition()
            || IsThreadThatCannotWait(signal)
            || IsFilled(signal)
            || (IsSemaphore(signal) ? IsLockLike(signal) : StartsSet(signal))
            || TimerAround.Ends(signal);
    }

    /// <summary>Does this operation give the signal, wait for it within bounds, or see it there?</summary>
    private bool Settles(IOperation operation, IOperation signal)
    {
        switch (operation)
        {
            case IInvocationOperation { Instance: { } instance } call when Signal.Same(instance, signal):
                return GivesSignal(call.TargetMethod.Name)
                    || (IsWait(call.TargetMethod.Name) && call.Syntax.Span != wait.Wait.Syntax.Span && StaysSet(signal) && !IsDenied(call));

            case IInvocationOperation { TargetMethod.Name: "WhenAny" or "WaitAny" or "WaitAll" } call:
                return call.Syntax.Span != wait.Wait.Syntax.Span && Signal.IsMentioned(signal, call);

            case IInvocationOperation call when call.Syntax.Span != wait.Wait.Syntax.Span:
                return (call.TargetMethod.IsStatic && TakesTask(call, signal)) || (WaitBound.IsAmong(call.Arguments, types) && Takes(call, signal));

            case IAwaitOperation awaited:
                return awaited != site && MentionsTask(awaited.Operation, signal);

            case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsSet" or "HasExited" or "IsAlive" or "Status" } state:
                return Signal.Same(state.Instance, signal) && !IsDenied(state);

            default:
                return false;
        }
    }

    /// <summary>Once waited for, is the signal there for good?</summary>
    private bool StaysSet(IOperation signal) => !types.Is(signal.Type, Threading + "AutoResetEvent") && !IsSemaphore(signal)
        && !Earlier.Any(site, operation => operation is IInvocationOperation { TargetMethod.Name: "Reset", Instance: { } reset } && Signal.Same(reset, signal));

    private static bool GivesSignal(string name) => name is "Set" or "SetResult" or "TrySetResult" or "SetException" or "TrySetException"
        or "SetCanceled" or "TrySetCanceled" or "Release" or "Signal" or "CompleteAdding" or "Add" or "TryAdd" or "Complete" or "TryComplete"
        or "TryWrite" or "WriteAsync" or "Kill" or "Stop" or "Dispose" or "Close" or "SetFromTask" or "TrySetFromTask";

    private static bool IsWait(string name) => name is "WaitOne" or "Wait" or "Join" or "WaitForExit" or "WaitForExitAsync";

    /// <summary>An extension such as <c>source.Task.TimeoutAfter(...)</c> or a helper that is handed the task and waits for it.</summary>
    private static bool TakesTask(IInvocationOperation call, IOperation signal)
    {
        foreach (var argument in call.Arguments)
        {
            if (MentionsTask(argument.Value, signal))
                return true;
        }

        return false;
    }

    /// <summary>A helper that is handed the signal together with a time-out.</summary>
    private static bool Takes(IInvocationOperation call, IOperation signal)
    {
        foreach (var argument in call.Arguments)
        {
            if (Signal.Same(argument.Value, signal))
                return true;
        }

        return false;
    }

    /// <summary>Is the task itself part of this operation, not just a look at its state?</summary>
    private static bool MentionsTask(IOperation operation, IOperation signal) => Earlier.Contains(operation, inner =>
        inner.Parent is not IPropertyReferenceOperation
        && (inner is IPropertyReferenceOperation { Property.Name: "Task" } task ? Signal.Same(task.Instance, signal)
            : inner is ILocalReferenceOperation local && Signal.Of(local) != local && Signal.Same(local, signal)));

    /// <summary>Does the code say that it is <em>not</em> so far: <c>Assert.False(task.IsCompleted)</c>, <c>Assert.That(ready.Wait(100), Is.False)</c>?</summary>
    private static bool IsDenied(IOperation state)
    {
        for (var current = state.Parent; current is not null and not IBlockOperation; current = current.Parent)
        {
            if (current is IInvocationOperation call
                && (call.TargetMethod.Name.Contains("False") || call.Arguments is [_, { Value: var constraint }, ..] && constraint.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "False" }))
                return true;
        }

        return false;
    }

    /// <summary>A server that accepts when its client has connected already.</summary>
    private bool IsConnected() => wait.Wait is IInvocationOperation { TargetMethod.Name: var name }
        && (name.StartsWith("Accept", StringComparison.Ordinal) || name.StartsWith("GetContext", StringComparison.Ordinal) || name.StartsWith("WaitForConnection", StringComparison.Ordinal))
        && Earlier.Any(site, static operation => operation is IInvocationOperation call
            && (call.TargetMethod.Name.Contains("Connect") || call.TargetMethod.Name.Contains("Send") || call.TargetMethod.Name.Contains("Get")));

    /// <summary><c>SpinUntil</c> with a condition that a token or a clock ends as well, or that holds already.</summary>
    private bool IsLimitedCondition()
    {
        if (wait.Wait is not IInvocationOperation { TargetMethod.Name: "SpinUntil" } spin)
            return false;

        foreach (var operation in spin.Descendants())
        {
            if (LoopExits.IsToken(operation, types) || LoopExits.IsClock(operation, types)
                // Parallel.For has come to its end when it returns.
                || (operation is IPropertyReferenceOperation state && types.Is(state.Property.ContainingType, Threading + "Tasks.ParallelLoopResult")))
                return true;
        }

        return false;
    }

    /// <summary><c>Join</c> of a thread that calls nothing, goes round in no loop and takes no lock.</summary>
    private static bool IsThreadThatCannotWait(IOperation signal)
    {
        if (signal is not ILocalReferenceOperation local
            || Signal.Initializer(local) is not IObjectCreationOperation { Arguments: [{ Value: IDelegateCreationOperation { Target: IAnonymousFunctionOperation work } }, ..] } creation
            || creation.Type is not { Name: "Thread" })
            return false;

        foreach (var operation in work.Body.Descendants())
        {
            if (operation is IInvocationOperation or ILoopOperation or ILockOperation or IDynamicInvocationOperation)
                return false;
        }

        return true;
    }

    private bool IsSemaphore(IOperation signal) => types.Is(signal.Type, Threading + "SemaphoreSlim") || types.Is(signal.Type, Threading + "Semaphore");

    /// <summary>
    /// A semaphore is a signal only where it starts empty and somebody else releases it; otherwise it is a lock or a limit.
    /// </summary>
    private bool IsLockLike(IOperation signal) => !StartsWith(signal, 0) || IsReleasedLater(signal);

    private bool IsReleasedLater(IOperation signal)
    {
        foreach (var operation in site.Root().Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Release", Instance: { } released }
                && operation.Syntax.SpanStart > site.Syntax.SpanStart && Signal.Same(released, signal))
                return true;
        }

        return false;
    }

    /// <summary>A collection that is created with something in it.</summary>
    private bool IsFilled(IOperation signal) =>
        types.Is(signal.Type, "System.Collections.Concurrent.BlockingCollection`1") && signal.SemanticModel is { } model
        && Creations(signal, model.Compilation).Any(static creation => creation.Initializer is { Expressions.Count: > 0 });

    /// <summary>An event that is created set.</summary>
    private bool StartsSet(IOperation signal) =>
        (types.IsOrInherits(signal.Type, Threading + "WaitHandle") || types.Is(signal.Type, Threading + "ManualResetEventSlim")) && StartsWith(signal, true);

    /// <summary>Is the signal created with this first argument?</summary>
    private static bool StartsWith<T>(IOperation signal, T start)
    {
        if (signal.SemanticModel is not { } model)
            return false;

        foreach (var creation in Creations(signal, model.Compilation))
        {
#pragma warning disable RS1030 // A field may be declared in another part of the type.
            var own = creation.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(creation.SyntaxTree);
#pragma warning restore RS1030
            return creation.ArgumentList is { Arguments: [var first, ..] } && own.GetConstantValue(first.Expression) is { HasValue: true, Value: T value } && value.Equals(start);
        }

        return false;
    }

    /// <summary>Where the variable is given a new object: at its declaration, or by an assignment in its type.</summary>
    private static IEnumerable<BaseObjectCreationExpressionSyntax> Creations(IOperation signal, Compilation compilation)
    {
        ISymbol? variable = Signal.Of(signal) switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };
        if (variable is null || !SymbolEqualityComparer.Default.Equals(variable.ContainingAssembly, compilation.Assembly))
            yield break;

        foreach (var declaration in variable.DeclaringSyntaxReferences)
        {
            var initializer = declaration.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (initializer?.Value is BaseObjectCreationExpressionSyntax creation)
                yield return creation;
        }

        var scopes = variable is ILocalSymbol ? variable.ContainingSymbol.DeclaringSyntaxReferences : variable.ContainingType.DeclaringSyntaxReferences;
        foreach (var scope in scopes)
        {
            foreach (var node in scope.GetSyntax().DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax { Right: BaseObjectCreationExpressionSyntax creation, Left: var left }
                    && (left is MemberAccessExpressionSyntax access ? access.Name : left as SimpleNameSyntax)?.Identifier.ValueText == variable.Name)
                    yield return creation;
            }
        }
    }
}
