using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Is a task known to be completed where a thread asks for its result, so that nothing blocks? Asked of the
/// control-flow graph, backwards from the question: every path has to meet an await of the task, a wait for it, or a
/// check of its state. A doubt counts as known.
/// </summary>
internal sealed class CompletedTask(ControlFlowGraph graph, KnownTypes types)
{
    private const string Tasks = "System.Threading.Tasks.";

    /// <summary>A task that is made completed, or that <c>await Task.WhenAny</c> gives.</summary>
    public static bool IsMadeCompleted(IOperation task, KnownTypes types)
    {
        switch (BlockingCall.Unwrap(task))
        {
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "FromResult" or "FromException" or "FromCanceled" } made }:
                return IsTaskClass(made.ContainingType, types);
            case IPropertyReferenceOperation { Property: { IsStatic: true, Name: "CompletedTask" } property }:
                return IsTaskClass(property.ContainingType, types);
            case IObjectCreationOperation { Arguments: [{ Value.Type: var type }] } creation:
                return IsTaskClass(creation.Type as INamedTypeSymbol, types) && !BlockingCall.IsTask(type, types)
                    && type is not { TypeKind: TypeKind.Interface or TypeKind.Delegate };
            case IDefaultValueOperation:
                return true;
            case IAwaitOperation { Operation: var awaited }:
                return BlockingCall.Unwrap(awaited) is IInvocationOperation { TargetMethod: { Name: "WhenAny" } method } && IsTaskClass(method.ContainingType, types);
            default:
                return false;
        }
    }

    /// <summary>Is the task that <paramref name="call"/> waits for surely or probably completed by then?</summary>
    public bool IsKnown(BlockingCall call, IOperation site)
    {
        if (call.Task is not { } task)
            return false;

        var unwrapped = BlockingCall.Unwrap(task);
        if (IsMadeCompleted(unwrapped, types))
            return true;

        var asksOnly = call.Form == BlockingForm.Result;
        var key = KeyOf(unwrapped);
        if (key is null)
            // A task that another member hands out may have been awaited anywhere; one that a call gives is new.
            return asksOnly && unwrapped is not (IInvocationOperation or IAwaitOperation or IObjectCreationOperation);

        var relatives = Relatives.Of(graph, key);
        return Search(relatives, site.Syntax) switch
        {
            Found.Completed => true,
            Found.New => false,
            // It came from elsewhere: to wait for it is to doubt that it is completed, to ask for its result is not.
            _ => asksOnly,
        };
    }

    /// <summary>The variable that this operation is a reference to.</summary>
    internal static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        _ => null,
    };

    /// <summary>The variable that stands for the task: a local, parameter or own field, or that of a task source.</summary>
    internal static ISymbol? KeyOf(IOperation? operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Task", ContainingType.Name: "TaskCompletionSource" }, Instance: { } source } => KeyOf(source),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } => KeyOf(collection),
        IArrayElementReferenceOperation element => KeyOf(element.ArrayReference),
        IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "ElementAt" or "First" or "Last" or "Single" }, Arguments: [{ Value: var collection }, ..] } => KeyOf(collection),
        IConversionOperation conversion => KeyOf(conversion.Operand),
        _ => VariableOf(operation),
    };

    private enum Found
    {
        Nothing,
        Completed,
        New,
    }

    private Found Search(Relatives relatives, SyntaxNode site)
    {
        foreach (var block in graph.Blocks)
        {
            for (var i = block.Operations.Length; i >= 0; i--)
            {
                var operation = i == block.Operations.Length ? block.BranchValue : block.Operations[i];
                if (operation is not null && Holds(operation, site))
                    return Backwards(relatives, block, i, site);
            }
        }

        return Found.Nothing;
    }

    private static bool Holds(IOperation operation, SyntaxNode site)
    {
        if (!operation.Syntax.Span.Contains(site.Span))
            return false;

        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (inner.Syntax == site)
                return true;
        }

        return false;
    }

    private Found Backwards(Relatives relatives, BasicBlock block, int index, SyntaxNode site)
    {
        var start = index == block.Operations.Length ? block.BranchValue! : block.Operations[index];
        if (Judge(start, relatives, site, site.SpanStart) is var first and not Found.Nothing)
            return first;

        var seen = new HashSet<BasicBlock>();
        var pending = new Stack<(BasicBlock Block, int Before)>();
        pending.Push((block, index));
        var reached = Found.Completed;
        while (pending.Count > 0)
        {
            var (current, before) = pending.Pop();
            var found = Found.Nothing;
            for (var i = before - 1; i >= 0 && found == Found.Nothing; i--)
            {
                var operation = i == current.Operations.Length ? current.BranchValue : current.Operations[i];
                if (operation is not null)
                    found = Judge(operation, relatives, site, int.MaxValue);
            }

            if (found == Found.New)
                return Found.New;
            if (found == Found.Completed)
                continue;
            if (current.Kind == BasicBlockKind.Entry)
                reached = Found.Nothing;

            foreach (var branch in current.Predecessors)
            {
                if (!TellsCompleted(branch, relatives) && seen.Add(branch.Source))
                    pending.Push((branch.Source, branch.Source.Operations.Length + (IsStateCheck(branch.Source.BranchValue, relatives) ? 0 : 1)));
            }

            // A catch or finally is entered from anywhere in its try; what the try awaited may not have ended well.
            if (current.Predecessors.IsEmpty && current.Kind != BasicBlockKind.Entry)
                reached = Found.Nothing;
        }

        return reached;
    }

    /// <summary>Is this branch taken only if a task of the group is completed?</summary>
    private static bool TellsCompleted(ControlFlowBranch branch, Relatives relatives)
    {
        var source = branch.Source;
        if (source.ConditionKind == ControlFlowConditionKind.None || !IsStateCheck(source.BranchValue, relatives))
            return false;

        var takenWhenTrue = source.ConditionKind == ControlFlowConditionKind.WhenTrue == branch.IsConditionalSuccessor;
        return takenWhenTrue;
    }

    /// <summary>A condition that is nothing but <c>task.IsCompleted</c> or a like one; in a larger one it counts as known.</summary>
    private static bool IsStateCheck(IOperation? condition, Relatives relatives) =>
        condition is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled", Instance: { } task }
        && relatives.Contains(KeyOf(BlockingCall.Unwrap(task)));

    /// <summary>What this operation, up to <paramref name="before"/>, says of the task.</summary>
    private Found Judge(IOperation operation, Relatives relatives, SyntaxNode site, int before)
    {
        var result = Found.Nothing;
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (inner.Syntax.SpanStart >= before)
                continue;

            if (inner is ISimpleAssignmentOperation assignment)
            {
                if (!relatives.IsOrigin(VariableOf(assignment.Target)) || IsElementOfLoop(assignment.Value))
                    continue;
                if (IsMadeCompleted(assignment.Value, types))
                    return Found.Completed;
                if (!relatives.Mentions(assignment.Value))
                    result = Found.New;
            }
            else if (relatives.Contains(VariableOf(inner)) && (Completes(inner, operation) || operation is IFlowCaptureOperation && CompletesLater(inner, site))
                || inner is IInvocationOperation { TargetMethod.Name: var name, Instance: { } batch } && Batch.IsSentBy(name) && relatives.IsSource(VariableOf(batch))
                || inner is IFlowAnonymousFunctionOperation && graph.OriginalOperation.SemanticModel is { } model && WaitingLambda.Ends(inner.Syntax, model, relatives))
            {
                return Found.Completed;
            }
        }

        return result;
    }

    /// <summary>
    /// The same of a reference that the graph puts aside, since what stands beside it branches
    /// (<c>await WhenAll(task, cached ?? other)</c>): asked of the code as it is written, where that ends before the question.
    /// </summary>
    private bool CompletesLater(IOperation captured, SyntaxNode site)
    {
        foreach (var written in graph.OriginalOperation.DescendantsAndSelf())
        {
            if (written.Syntax != captured.Syntax || written.Kind != captured.Kind)
                continue;

            IOperation top = written;
            while (top.Parent is not (null or IBlockOperation or IAnonymousFunctionOperation or ILocalFunctionOperation))
                top = top.Parent;
            return top.Syntax.Span.End <= site.SpanStart && Completes(written, top);
        }

        return false;
    }

    /// <summary>Does what is done here with a task of the group wait for it, or make sure that it is completed?</summary>
    private bool Completes(IOperation reference, IOperation top)
    {
        for (var current = reference; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAwaitOperation await:
                    return !IsWhenAny(await.Operation);
                case IInvocationOperation { Instance: { } instance } call when current != reference && KeyOf(BlockingCall.Unwrap(instance)) is { } key
                    && SymbolEqualityComparer.Default.Equals(key, KeyOf(reference)):
                    if (call.TargetMethod.Name is "Wait" or "GetAwaiter" || call.TargetMethod.Name.StartsWith("Set", StringComparison.Ordinal)
                        || call.TargetMethod.Name.StartsWith("TrySet", StringComparison.Ordinal))
                        return true;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result" or "Exception" or "Status" }:
                    return true;
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" } check:
                    return !IsDenied(check, top);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
                    return true;
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    if (IsWhenAny(call) || call.TargetMethod.Name.StartsWith("Add", StringComparison.Ordinal))
                        return false;
                    // Handed to an assertion or to a helper that waits; WhenAll alone waits for nothing.
                    if (!IsTaskClass(call.TargetMethod.ContainingType, types) || call.TargetMethod.Name.StartsWith("Wait", StringComparison.Ordinal))
                        return true;
                    break;
            }

            if (current == top)
                return false;
        }

        return false;
    }

    /// <summary>The variable of a foreach loop takes what was put into the collection before.</summary>
    private static bool IsElementOfLoop(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is IPropertyReferenceOperation { IsImplicit: true, Property.Name: "Current" };
    }

    /// <summary>Is it only said that the task is not completed: <c>Assert.False(task.IsCompleted)</c>?</summary>
    private static bool IsDenied(IOperation check, IOperation top)
    {
        for (var current = check; current is not null; current = current.Parent)
        {
            if (current is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not })
                return true;
            if (current == top)
                break;
        }

        foreach (var token in top.Syntax.DescendantTokens())
        {
            if (token.ValueText is "False" or "IsFalse" or "BeFalse" or "ShouldBeFalse")
                return true;
        }

        return false;
    }

    private bool IsWhenAny(IOperation operation) =>
        BlockingCall.Unwrap(operation) is IInvocationOperation { TargetMethod.Name: "WhenAny" } call && IsTaskClass(call.TargetMethod.ContainingType, types);

    private static bool IsTaskClass(INamedTypeSymbol? type, KnownTypes types) =>
        types.Is(type, Tasks + "Task") || types.Is(type, Tasks + "Task`1") || types.Is(type, Tasks + "ValueTask") || types.Is(type, Tasks + "ValueTask`1");
}
