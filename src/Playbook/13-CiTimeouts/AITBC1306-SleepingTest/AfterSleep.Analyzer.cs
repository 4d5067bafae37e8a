using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>Which state the sleep lets come about.</summary>
/// <param name="State">The expression that the assertion looks at.</param>
/// <param name="Handler">The handler in sight that writes it; null where it is read from an object that lives on its own.</param>
/// <param name="IsExact">The assertion also says that no more than that came about.</param>
internal sealed record AwaitedState(IOperation State, IAnonymousFunctionOperation? Handler, bool IsExact);

/// <summary>Finds the assertion that follows a sleep with nothing done in between but reading.</summary>
internal sealed class AfterSleep
{
    private readonly FixedSleep _sleep;
    private readonly KnownTypes _types;

    /// <summary>Locals that are filled after the sleep, each with what it was read from.</summary>
    private readonly Dictionary<ISymbol, IOperation> _read = new(SymbolEqualityComparer.Default);

    private bool _onlyHandled;

    private AfterSleep(FixedSleep sleep, KnownTypes types) => (_sleep, _types) = (sleep, types);

    public static AwaitedState? Find(FixedSleep sleep, KnownTypes types) => new AfterSleep(sleep, types).Find();

    private AwaitedState? Find()
    {
        IOperation statement = _sleep.Statement;
        for (var steps = 0; steps < 16; steps++)
        {
            if (statement.Parent is not IBlockOperation block)
                return null;

            var (ended, state) = Look(block.Operations, block.Operations.IndexOf(statement) + 1);
            if (ended)
                return state;
            // The block ends: what follows it has still the state before it, if the block only guards or disposes.
            if (block.Parent is not (IUsingOperation or ILockOperation or ITryOperation) || block.Parent is ITryOperation attempt && attempt.Body != block)
                return null;
            _onlyHandled = true;
            statement = block.Parent;
        }

        return null;
    }

    /// <summary>The first assertion at or after <paramref name="start"/>; ended is false where the statements end without one.</summary>
    private (bool Ended, AwaitedState? State) Look(System.Collections.Immutable.ImmutableArray<IOperation> statements, int start)
    {
        for (var i = start; i < statements.Length; i++)
        {
            var statement = statements[i];
            switch (statement)
            {
                case IEmptyOperation or ILocalFunctionOperation:
                    continue;
                case IBlockOperation inner:
                    return Look(inner.Operations, 0);
                case ILockOperation { Body: IBlockOperation guarded }:
                    return Look(guarded.Operations, 0);
                case IVariableDeclarationGroupOperation declaration when Reads(declaration):
                case IUsingDeclarationOperation { DeclarationGroup: var used } when Reads(used):
                    continue;
                case IForEachLoopOperation loop when Reads(loop):
                    return Look(loop.Body is IBlockOperation each ? each.Operations : [loop.Body], 0);
                case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment } when Reading.Is(assignment.Value, _types):
                    _read[target.Local] = assignment.Value;
                    continue;
                case IExpressionStatementOperation { Operation: IDeconstructionAssignmentOperation { Target: IDeclarationExpressionOperation parts, Value: var whole } } when Reading.Is(whole, _types):
                    foreach (var part in parts.Descendants())
                    {
                        if (part is ILocalReferenceOperation { Local: var local })
                            _read[local] = whole;
                    }

                    continue;
                case IExpressionStatementOperation expression when IsNote(expression):
                    continue;
                case IConditionalOperation { WhenTrue: IBlockOperation guarded } conditional when Reading.Is(conditional.Condition, _types):
                    return Look(guarded.Operations, 0);
            }

            if (StateAssertion.Of(statement) is { } assertion)
                return (true, Judge(assertion, statements, i));
            if (!IsEnding(statement))
                return (true, null);
            _onlyHandled = true;
        }

        return (false, null);
    }

    private AwaitedState? Judge(StateAssertion assertion, System.Collections.Immutable.ImmutableArray<IOperation> statements, int index)
    {
        if (assertion.Says == Expectation.Rest)
            return null;

        foreach (var variable in Variables(assertion.State))
        {
            if (HandledState.Find(variable, _sleep, _types) is { } handler)
            {
                return AnyRest(statements, index + 1, variable) || BeforeSleep.Settles(assertion, variable, handler, _sleep, _types)
                    ? null
                    : new AwaitedState(assertion.State, handler, assertion.Says == Expectation.ExactChange);
            }
        }

        var source = assertion.State;
        if (_onlyHandled || RootOf(ref source) is not { } root || !LiveState.Is(source, assertion.State, root, _types)
            || (assertion.Says == Expectation.ExactChange && AnyRest(statements, index + 1, null))
            || BeforeSleep.Settles(assertion, root, null, _sleep, _types))
            return null;
        return new AwaitedState(assertion.State, null, assertion.Says == Expectation.ExactChange);
    }

    /// <summary>The variables that the state is made of, through locals that were filled after the sleep.</summary>
    private IEnumerable<IOperation> Variables(IOperation state)
    {
        foreach (var operation in state.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation { Local: var local } && _read.TryGetValue(local, out var source))
            {
                foreach (var inner in source.DescendantsAndSelf())
                {
                    if (IsVariable(inner))
                        yield return inner;
                }
            }
            else if (IsVariable(operation))
            {
                yield return operation;
            }
        }
    }

    private static bool IsVariable(IOperation operation) => operation is ILocalReferenceOperation
        or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field.IsConst: false }
        or IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation };

    /// <summary>The variable that the state is read from, through locals that were filled after the sleep.</summary>
    private IOperation? RootOf(ref IOperation state)
    {
        for (var steps = 0; steps < 8; steps++)
        {
            var root = LiveState.RootOf(state);
            if (root is ILocalReferenceOperation { Local: var local } && _read.TryGetValue(local, out var source))
            {
                state = source;
                continue;
            }

            return root;
        }

        return null;
    }

    /// <summary>Does one of the assertions that follow directly say, of this variable or of anything, that something has not come about?</summary>
    private bool AnyRest(System.Collections.Immutable.ImmutableArray<IOperation> statements, int start, IOperation? variable)
    {
        for (var i = start; i < statements.Length && StateAssertion.Of(statements[i]) is { } assertion; i++)
        {
            if (assertion.Says == Expectation.Rest && (variable is null || Variables(assertion.State).Any(other => Signal.Same(other, variable))))
                return true;
        }

        return false;
    }

    private bool Reads(IVariableDeclarationGroupOperation group)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                if (declarator.GetVariableInitializer()?.Value is not { } value)
                    continue;
                if (!Reading.Is(value, _types))
                    return false;
                _read[declarator.Symbol] = value;
            }
        }

        return true;
    }

    /// <summary>Does the loop go through what is there after the sleep?</summary>
    private bool Reads(IForEachLoopOperation loop)
    {
        if (loop.IsAsynchronous || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: var each } || !Reading.Is(loop.Collection, _types))
            return false;

        _read[each] = loop.Collection;
        return true;
    }

    /// <summary>A line for the log of the test.</summary>
    private static bool IsNote(IExpressionStatementOperation statement) =>
        (statement.Operation is IAwaitOperation awaited ? awaited.Operation.WithoutTaskWrappers() : statement.Operation) is IInvocationOperation { TargetMethod: { } method }
        && (method.Name.StartsWith("Write", StringComparison.Ordinal) && method.ContainingType?.Name is "Console" or "Debug" or "Trace" or "ITestOutputHelper" or "TextWriter" or "TestContext"
            || method.Name.StartsWith("Log", StringComparison.Ordinal));

    /// <summary>What only ends things adds nothing to a state that a handler writes.</summary>
    private static bool IsEnding(IOperation statement) =>
        statement is IExpressionStatementOperation { Operation: var expression }
        && (expression is IAwaitOperation awaited ? awaited.Operation.WithoutTaskWrappers() : expression) is IInvocationOperation { TargetMethod.Name: var name }
        && (name.StartsWith("Stop", StringComparison.Ordinal) || name.StartsWith("Dispose", StringComparison.Ordinal) || name.StartsWith("Close", StringComparison.Ordinal)
            || name.StartsWith("Unsubscribe", StringComparison.Ordinal) || name.StartsWith("Shutdown", StringComparison.Ordinal));
}
