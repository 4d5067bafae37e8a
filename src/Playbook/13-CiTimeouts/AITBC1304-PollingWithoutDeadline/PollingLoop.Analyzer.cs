using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A loop that does nothing but look at a state and pause until it is the wanted one.</summary>
/// <remarks>
/// Told apart from its relatives: a loop that works between its pauses (a service), one whose next look depends on the last
/// (pages), one that goes round again because a call threw (a retry), and a lock that spins.
/// </remarks>
/// <param name="Loop">The loop.</param>
/// <param name="Delay">The call that pauses.</param>
/// <param name="State">The first condition that ends it.</param>
/// <param name="Spins">It gives its time slice away at most, which only a test's loop may be blamed for.</param>
internal sealed record PollingLoop(ILoopOperation Loop, IInvocationOperation Delay, IOperation State, bool Spins)
{
    private const string Threading = "System.Threading.";

    /// <summary>This loop as a polling loop; null where it is another one, or a token ends its pause.</summary>
    public static PollingLoop? Of(ILoopOperation loop, KnownTypes types)
    {
        if (loop is IForEachLoopOperation || FirstPause(loop, types) is not { } delay || WaitBound.IsAmong(TokensOf(delay), types))
            return null;

        var exits = new List<IOperation>();
        if (LoopExits.Condition(loop) is { } condition)
            exits.Add(condition);
        if (!CollectExits(loop, exits) || exits.Count == 0 || exits.Exists(exit => !IsState(exit, types)))
            return null;

        var body = new Body(loop, delay, exits, types);
        return body.OnlyLooks(loop.Body) && !body.Advances
            ? new PollingLoop(loop, delay, exits[0], delay.TargetMethod.Name is "Yield" or "SpinOnce" or "SpinWait")
            : null;
    }

    /// <summary>The first pause of the loop itself, not of a loop or function within it.</summary>
    private static IInvocationOperation? FirstPause(IOperation operation, KnownTypes types)
    {
        foreach (var child in operation.ChildOperations)
        {
            // A pause after a call that threw is that of a retry.
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation or ILoopOperation or ICatchClauseOperation)
                continue;
            if (child is IInvocationOperation call && Pauses(call, types))
                return call;
            if (FirstPause(child, types) is { } pause)
                return pause;
        }

        return null;
    }

    private static bool Pauses(IInvocationOperation call, KnownTypes types)
    {
        var type = call.TargetMethod.ContainingType;
        return call.TargetMethod.Name switch
        {
            "Sleep" or "SpinWait" => types.Is(type, Threading + "Thread"),
            "Yield" => types.Is(type, Threading + "Thread") || types.Is(type, Threading + "Tasks.Task"),
            "Delay" => types.Is(type, Threading + "Tasks.Task") || types.Is(type, Threading + "Tasks.TimeProviderTaskExtensions"),
            "SpinOnce" => types.Is(type, Threading + "SpinWait"),
            _ => false,
        };
    }

    private static System.Collections.Immutable.ImmutableArray<IArgumentOperation> TokensOf(IInvocationOperation delay) =>
        delay.Arguments.RemoveAll(static argument => argument.Parameter?.Type.Name != "CancellationToken");

    /// <summary>The conditions under which the body leaves the loop; false where it is a retry or an iterator.</summary>
    private static bool CollectExits(ILoopOperation loop, List<IOperation> exits)
    {
        foreach (var operation in LoopExits.Own(loop.Body))
        {
            if (!LoopExits.Leaves(operation, loop))
                continue;
            if (operation is IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak })
                return false;

            var guard = GuardOf(operation, loop, out var isAttempt);
            if (isAttempt)
                return false;
            if (operation is not IThrowOperation && guard is null)
                return false;
            if (operation is not IThrowOperation)
                exits.Add(guard!);
        }

        return true;
    }

    /// <summary>The condition around a way out; <paramref name="isAttempt"/>: it is reached because nothing threw.</summary>
    private static IOperation? GuardOf(IOperation exit, ILoopOperation loop, out bool isAttempt)
    {
        isAttempt = false;
        IOperation? guard = null;
        for (var current = exit; current.Parent is { } parent && parent != loop; current = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when current != conditional.Condition:
                    guard ??= conditional.Condition;
                    break;
                case ISwitchCaseOperation { Parent: ISwitchOperation @switch }:
                    guard ??= @switch.Value;
                    break;
                case ITryOperation { Catches.Length: > 0 } attempt when current == attempt.Body && guard is null:
                    isAttempt = true;
                    return null;
            }
        }

        return guard;
    }

    /// <summary>Is this a condition on a state that somebody else changes, not a lock, a debugger, a user or a wish to stop?</summary>
    private static bool IsState(IOperation condition, KnownTypes types)
    {
        foreach (var operation in condition.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "CompareExchange" or "Exchange" } method } when types.Is(method.ContainingType, Threading + "Interlocked"):
                case IPropertyReferenceOperation { Property: { Name: "IsAttached" } attached } when types.Is(attached.ContainingType, "System.Diagnostics.Debugger"):
                case IMemberReferenceOperation member when types.Is(member.Member.ContainingType, "System.Console"):
                case IInvocationOperation call when types.Is(call.TargetMethod.ContainingType, "System.Console"):
                case ILocalReferenceOperation local when IsDelay(local, types) || IsMadeWithLimit(local):
                case IMemberReferenceOperation { Member.Name: var memberName } when SpeaksOfTime(memberName):
                case IInvocationOperation { TargetMethod.Name: var methodName } when SpeaksOfTime(methodName):
                case ILocalReferenceOperation { Local.Name: var localName } when SpeaksOfTime(localName):
                case IParameterReferenceOperation { Parameter.Name: var parameterName } when SpeaksOfTime(parameterName):
                    return false;
                case ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean, Local.Name: var flag } when IsWishToStop(flag):
                case IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean, Parameter.Name: var given } when IsWishToStop(given):
                case IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean, Instance: null or IInstanceReferenceOperation, Member.Name: var own } when IsWishToStop(own):
                    return false;
            }
        }

        return true;
    }

    /// <summary>A task that ends after a time.</summary>
    private static bool IsDelay(ILocalReferenceOperation local, KnownTypes types) =>
        types.IsOrInherits(local.Type, Threading + "Tasks.Task")
        && Signal.Initializer(local) is IInvocationOperation { TargetMethod: { Name: "Delay" } method } && types.Is(method.ContainingType, Threading + "Tasks.Task");

    /// <summary>An object that was given a time-out when it was made: it may well watch it.</summary>
    private static bool IsMadeWithLimit(ILocalReferenceOperation local)
    {
        if (Signal.Initializer(local) is not IObjectCreationOperation creation)
            return false;

        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is { Name: var parameter } && SpeaksOfTime(parameter)
                || argument.Value.WithoutConversions() is IMemberReferenceOperation { Member.Name: var member } && SpeaksOfTime(member))
                return true;
        }

        return false;
    }

    /// <summary>A clock or a limit of the user's own: good enough to stay silent.</summary>
    private static bool SpeaksOfTime(string name) => Has(name, "Elapsed") || Has(name, "Deadline") || Has(name, "Timeout") || Has(name, "TimedOut")
        || Has(name, "Seconds") || Has(name, "Millis") || Has(name, "Nano") || Has(name, "Ticks") || Has(name, "Overdue") || Has(name, "Expir")
        || Has(name, "Attempt") || Has(name, "Retr") || Has(name, "Tries") || Has(name, "Cancel");

    private static bool IsWishToStop(string name) => Has(name, "stop") || Has(name, "running") || Has(name, "dispos") || Has(name, "shut") || Has(name, "exit")
        || Has(name, "quit") || Has(name, "clos") || Has(name, "abort") || Has(name, "terminat") || Has(name, "keep") || Has(name, "enabled");

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>What the body of the loop does.</summary>
    private sealed class Body(ILoopOperation loop, IInvocationOperation delay, List<IOperation> exits, KnownTypes types)
    {
        /// <summary>Does what the loop looks at depend on what it saw the last time?</summary>
        public bool Advances { get; private set; }

        public bool OnlyLooks(IOperation? statement)
        {
            switch (statement)
            {
                case null or IEmptyOperation or IBranchOperation or IReturnOperation or IThrowOperation or ILocalFunctionOperation:
                    return true;
                case IBlockOperation block:
                    return OnlyLooks(block.Operations);
                case IConditionalOperation conditional:
                    return OnlyLooks(conditional.WhenTrue) && OnlyLooks(conditional.WhenFalse);
                case ILockOperation @lock:
                    return OnlyLooks(@lock.Body);
                case ITryOperation attempt:
                    return OnlyLooks(attempt.Body) && OnlyLooks(attempt.Finally);
                case IUsingOperation @using:
                    return OnlyLooks(@using.Body);
                case ISwitchOperation @switch:
                    foreach (var section in @switch.Cases)
                    {
                        if (!OnlyLooks(section.Body))
                            return false;
                    }

                    return true;
                case IVariableDeclarationGroupOperation group:
                    foreach (var declaration in group.Declarations)
                    {
                        foreach (var declarator in declaration.Declarators)
                            Follow(declarator.Initializer?.Value ?? declaration.Initializer?.Value);
                    }

                    return true;
                case IExpressionStatementOperation expression:
                    return OnlyLooksIn(expression.Operation);
                default:
                    return false;
            }
        }

        private bool OnlyLooks(System.Collections.Immutable.ImmutableArray<IOperation> statements)
        {
            foreach (var statement in statements)
            {
                if (!OnlyLooks(statement))
                    return false;
            }

            return true;
        }

        private bool OnlyLooksIn(IOperation expression)
        {
            switch (expression)
            {
                case IAwaitOperation awaited:
                    return OnlyLooksIn(WaitBound.Unwrap(awaited.Operation, types));
                case IConversionOperation conversion:
                    return OnlyLooksIn(conversion.Operand);
                // pause = Math.Min(pause * 2, 1000)
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation length } when Signal.IsMentioned(length, delay):
                    return true;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    Follow(assignment.Value);
                    return DecidesExit(target);
                case ISimpleAssignmentOperation { Target: IDiscardOperation } assignment:
                    return OnlyLooksIn(assignment.Value);
                case ICompoundAssignmentOperation { Target: ILocalReferenceOperation } or IIncrementOrDecrementOperation { Target: ILocalReferenceOperation }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "Wait" or "GetResult" or "GetAwaiter", Instance: { } task }:
                    return OnlyLooksIn(WaitBound.Unwrap(task, types));
                case IInvocationOperation call:
                    return Pauses(call, types) || IsNote(call.TargetMethod) || IsLookOfTest(call);
                default:
                    return false;
            }
        }

        /// <summary>Writing to a log or refreshing what is looked at changes nothing.</summary>
        private static bool IsNote(IMethodSymbol method) => method.Name is "Refresh" or "RefreshAsync" or "Flush"
            || method.Name.StartsWith("Write", StringComparison.Ordinal) && method.ContainingType?.Name is "Console" or "Debug" or "Trace" or "ITestOutputHelper" or "TextWriter" or "TestContext"
            || method.Name.StartsWith("Log", StringComparison.Ordinal);

        /// <summary>An assertion about what is there: it fails, or changes nothing. One about a counter of the loop's own ends it.</summary>
        private bool IsLookOfTest(IInvocationOperation call) => call.Instance is null && Assertions.IsAssertion(call)
            && !call.Descendants().Any(inner => inner is IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation
                || inner is ILocalReferenceOperation { Local: var local } && IsCounted(local));

        private bool IsCounted(ILocalSymbol local)
        {
            foreach (var operation in LoopExits.Own(loop))
            {
                var target = operation switch
                {
                    IIncrementOrDecrementOperation step => step.Target,
                    ICompoundAssignmentOperation step => step.Target,
                    _ => null,
                };
                if (target is ILocalReferenceOperation counter && SymbolEqualityComparer.Default.Equals(counter.Local, local))
                    return true;
            }

            return false;
        }

        /// <summary>A value that is got with the help of one that the loop itself changes: the next page, the rest of a stream.</summary>
        private void Follow(IOperation? value)
        {
            if (value is null || Advances)
                return;

            foreach (var operation in value.DescendantsAndSelf())
            {
                if (operation is ILocalReferenceOperation used && IsCarried(used.Local))
                    Advances = true;
            }
        }

        /// <summary>Does this local decide whether the loop goes on?</summary>
        private bool DecidesExit(ILocalReferenceOperation local) => exits.Exists(exit => Signal.IsMentioned(local, exit));

        /// <summary>Is the local declared outside the loop and written within it?</summary>
        private bool IsCarried(ILocalSymbol local)
        {
            if (local.DeclaringSyntaxReferences is not [var declaration] || loop.Syntax.Span.Contains(declaration.Span))
                return false;

            foreach (var operation in LoopExits.Own(loop))
            {
                if (operation is IAssignmentOperation { Target: ILocalReferenceOperation target } && SymbolEqualityComparer.Default.Equals(target.Local, local))
                    return true;
            }

            return false;
        }
    }
}
