using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// The variables that may hold a certain task: the one asked for, those it was taken from (<c>var first = tasks[0]</c>)
/// and those it was put into (<c>tasks.Add(first)</c>).
/// </summary>
internal sealed class Relatives
{
    private readonly HashSet<ISymbol> _group = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _origins = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _sources = new(SymbolEqualityComparer.Default);

    private Relatives(ISymbol key)
    {
        _group.Add(key);
        _origins.Add(key);
    }

    /// <summary>May this variable hold the task?</summary>
    public bool Contains(ISymbol? symbol) => symbol is not null && _group.Contains(symbol);

    /// <summary>Is this the variable asked for, or one that it was taken from?</summary>
    public bool IsOrigin(ISymbol? symbol) => symbol is not null && _origins.Contains(symbol);

    /// <summary>Is this the object whose call gave the task: <c>batch</c> in <c>var task = batch.Query().ToListAsync()</c>?</summary>
    public bool IsSource(ISymbol? symbol) => symbol is not null && _sources.Contains(symbol);

    /// <summary>Does the operation refer to one of the variables?</summary>
    public bool Mentions(IOperation operation)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (Contains(CompletedTask.VariableOf(inner)))
                return true;
        }

        return false;
    }

    public static Relatives Of(ControlFlowGraph graph, ISymbol key)
    {
        var relatives = new Relatives(key);
        var flows = FlowsOf(graph.OriginalOperation);
        var grown = true;
        while (grown)
        {
            grown = false;
            foreach (var (source, target) in flows)
            {
                if (relatives._origins.Contains(target))
                    grown |= relatives._origins.Add(source) | relatives._group.Add(source);
                if (relatives._group.Contains(target) || relatives._group.Contains(source))
                    grown |= relatives._group.Add(source) | relatives._group.Add(target);
            }
        }

        relatives.FindSources(graph.OriginalOperation);
        return relatives;
    }

    private void FindSources(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            var (target, value) = operation switch
            {
                IVariableDeclaratorOperation { Initializer.Value: { } initial } declarator => (declarator.Symbol, initial),
                ISimpleAssignmentOperation assignment => (CompletedTask.KeyOf(assignment.Target), assignment.Value),
                _ => (null, null),
            };
            if (value is null || !IsOrigin(target))
                continue;

            // What a command's own ExecuteAsync gives is sent at once, and still runs.
            while (value is IConversionOperation || value is IInvocationOperation { TargetMethod.Name: var name } && !Batch.IsSentBy(name))
                value = value is IConversionOperation conversion ? conversion.Operand : Receiver((IInvocationOperation)value);
            if (CompletedTask.VariableOf(value) is { } source)
                _sources.Add(source);
        }
    }

    private static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? (call is { TargetMethod.IsExtensionMethod: true, Arguments: [{ Value: var first }, ..] } ? first : null);

    /// <summary>From which variable into which one something is put.</summary>
    private static List<(ISymbol Source, ISymbol Target)> FlowsOf(IOperation body)
    {
        var flows = new List<(ISymbol, ISymbol)>();
        foreach (var operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator:
                    Add(flows, value, declarator.Symbol);
                    break;
                case ISimpleAssignmentOperation assignment:
                    Add(flows, assignment.Value, CompletedTask.KeyOf(assignment.Target));
                    break;
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation declared } loop:
                    Add(flows, loop.Collection, declared.Symbol);
                    break;
                case IInvocationOperation { Instance: { } collection, TargetMethod.Name: "Add" or "AddRange" or "Enqueue" or "Push" } call:
                    foreach (var argument in call.Arguments)
                        Add(flows, argument.Value, CompletedTask.KeyOf(collection));
                    break;
            }
        }

        return flows;
    }

    private static void Add(List<(ISymbol, ISymbol)> flows, IOperation value, ISymbol? target)
    {
        // What comes out of an await is no longer the task that went in.
        if (target is null || value is IAwaitOperation)
            return;

        foreach (var inner in value.DescendantsAndSelf())
        {
            if (CompletedTask.VariableOf(inner) is { } source && IsTaskLike(TypeOf(source)))
                flows.Add((source, target));
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>A task, or a collection of them.</summary>
    private static bool IsTaskLike(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsTaskLike(array.ElementType),
        INamedTypeSymbol { Name: "Task" or "ValueTask" or "TaskCompletionSource" } => true,
        INamedTypeSymbol named => named.TypeArguments.Any(IsTaskLike),
        _ => false,
    };
}
