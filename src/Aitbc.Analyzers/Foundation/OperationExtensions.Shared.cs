using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>Questions to operations that several rules ask.</summary>
internal static class OperationExtensions
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, WeakReference<SemanticModel>>> Models = new();

    /// <summary>The operation itself, without the conversions and parentheses around it; a constant stays what it is converted to.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The task itself, without the conversions, <c>AsTask()</c> and <c>ConfigureAwait()</c> around it.</summary>
    public static IOperation WithoutTaskWrappers(this IOperation task)
    {
        while (true)
        {
            switch (task)
            {
                case IConversionOperation conversion:
                    task = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    task = parenthesized.Operand;
                    break;
                case IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "Preserve", Instance: { } inner }:
                    task = inner;
                    break;
                default:
                    return task;
            }
        }
    }

    /// <summary>What stands before the <c>?.</c> of this access.</summary>
    public static IOperation? Accessed(this IConditionalAccessInstanceOperation instance)
    {
        IOperation current = instance;
        for (; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == current)
                return access.Operation;
        }

        return null;
    }

    /// <summary>The whole code block that the operation is part of.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>What a member is called on; within <c>new X { List = { item } }</c> that is the property <c>List</c>.</summary>
    public static IOperation Receiver(this IOperation instance)
    {
        if (instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
            return instance;

        for (var current = instance.Parent; current is not null; current = current.Parent)
        {
            if (current is IObjectOrCollectionInitializerOperation)
                return current.Parent is IMemberInitializerOperation member ? member.InitializedMember : current.Parent ?? instance;
        }

        return instance;
    }

    /// <summary>The argument for the parameter of this name, or null.</summary>
    public static IOperation? ArgumentFor(this IInvocationOperation invocation, string parameter) => Find(invocation.Arguments, parameter);

    /// <inheritdoc cref="ArgumentFor(IInvocationOperation, string)"/>
    public static IOperation? ArgumentFor(this IObjectCreationOperation creation, string parameter) => Find(creation.Arguments, parameter);

    /// <summary>What <c>(target, other) = (value, 1)</c> gives to <paramref name="target"/>; null where it is no target, or no tuple is written.</summary>
    public static IOperation? DeconstructedValue(this IOperation target)
    {
        switch (target.Parent)
        {
            case IDeclarationExpressionOperation declaration:
                return declaration.DeconstructedValue();
            case IDeconstructionAssignmentOperation assignment when assignment.Target == target:
                return assignment.Value;
            case ITupleOperation tuple:
                var index = tuple.Elements.IndexOf(target);
                return tuple.DeconstructedValue()?.WithoutConversions() is ITupleOperation values && index < values.Elements.Length ? values.Elements[index] : null;
            default:
                return null;
        }
    }

    /// <summary>Is the operation part of a lambda that becomes an expression tree (a mock's set-up, a query) and does not run?</summary>
    public static bool IsInExpressionTree(this IOperation operation, KnownTypes types)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation
                && current.Parent is IConversionOperation conversion
                && types.Is(conversion.Type, "System.Linq.Expressions.Expression`1"))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The semantic model of any tree of the compilation. An analyzer should bind its own tree's code through its
    /// context; this is for the rare candidate whose origin lies in another member or file.
    /// </summary>
    public static SemanticModel ModelOf(this Compilation compilation, SyntaxTree tree)
    {
        var models = Models.GetValue(compilation, static _ => new ConcurrentDictionary<SyntaxTree, WeakReference<SemanticModel>>());
        if (models.TryGetValue(tree, out var kept) && kept.TryGetTarget(out var model))
            return model;
#pragma warning disable RS1030 // See above.
        model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        models[tree] = new WeakReference<SemanticModel>(model);
        return model;
    }

    private static IOperation? Find(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, string parameter)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == parameter)
                return argument.Value;
        }

        return null;
    }
}
