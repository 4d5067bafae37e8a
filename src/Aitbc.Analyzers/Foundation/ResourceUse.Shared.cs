using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>What happens to a resource at one place that names it.</summary>
internal enum ResourceUse
{
    /// <summary>It is used, tested or overwritten, and still has to be released.</summary>
    Plain,

    /// <summary>It is released: <c>Dispose</c>, <c>StopAsync</c>, <c>using</c>, <c>Cleanup(x)</c> ...</summary>
    Released,

    /// <summary>It goes somewhere that may release it later: another object, a collection, a registration.</summary>
    Moved,

    /// <summary>It is used in a way that releases it where the code around is a teardown, and nowhere else.</summary>
    Unclear,
}

/// <summary>Tells, for a reference to a variable that holds a resource, what the code does with the value there.</summary>
internal sealed class ResourceUses(ResourceTypes resources)
{
    /// <summary>What happens to the value of <paramref name="reference"/>.</summary>
    /// <param name="reference">A reference to the field, property or local that holds the resource.</param>
    /// <param name="alias">The local that gets the same value here, whose uses count as well; or null.</param>
    public ResourceUse Of(IOperation reference, out ILocalSymbol? alias)
    {
        alias = null;
        // Set where the walk has left the resource for something that hangs on it: _server.Host.StopAsync().
        var isPart = false;
        var current = reference;
        while (true)
        {
            var parent = current.Parent;
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IConditionalOperation or ISwitchExpressionArmOperation
                    or ISwitchExpressionOperation:
                    if (parent is IConditionalOperation { Type: null })
                        return ResourceUse.Plain;
                    current = parent;
                    continue;
                case ICoalesceOperation:
                    current = parent;
                    continue;
                case IConditionalAccessOperation access when access.Operation == current:
                    if (InstanceIn(access.WhenNotNull) is not { } instance)
                        return ResourceUse.Plain;
                    current = instance;
                    continue;
                case IMemberReferenceOperation member when member.Instance == current:
                    if (member is IMethodReferenceOperation group)
                        return ReleaseNames.EndsResource(group.Method.Name) ? ResourceUse.Released : ResourceUse.Plain;
                    if (member is IEventReferenceOperation)
                        return ResourceUse.Plain;
                    isPart = true;
                    current = member;
                    continue;
                case IInvocationOperation call when call.Instance == current:
                    return Called(call, isPart);
                case IArgumentOperation argument:
                    return isPart ? PartPassed(argument) : Passed(argument);
                case IUsingOperation or IUsingDeclarationOperation:
                    return isPart ? ResourceUse.Unclear : ResourceUse.Released;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    if (!isPart)
                        alias = declarator.Symbol;
                    return IsUsing(declarator) ? ResourceUse.Released : ResourceUse.Plain;
                case IIsPatternOperation { Pattern: var pattern }:
                    alias = isPart ? null : DeclaredBy(pattern);
                    return ResourceUse.Plain;
                case IAssignmentOperation assignment when assignment.Value == current:
                    if (isPart)
                        return ResourceUse.Plain;
                    alias = (assignment.Target as ILocalReferenceOperation)?.Local;
                    return alias is not null || assignment.Target is IDiscardOperation ? ResourceUse.Plain : Stored(assignment.Target);
                case ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: false } } assignment when assignment.Target == current
                    && current is IPropertyReferenceOperation { Property.Name: "Enabled" or "EnableRaisingEvents" }:
                    // What a timer's or a watcher's Stop does.
                    return ResourceUse.Released;
                case IReturnOperation when !isPart && IsInGivenFactory(parent):
                    return ResourceUse.Moved;
                case IAssignmentOperation or IBinaryOperation or INameOfOperation or IInterpolationOperation or IExpressionStatementOperation
                    or IIsTypeOperation or IEventAssignmentOperation:
                    return ResourceUse.Plain;
                case IArrayInitializerOperation or ITupleOperation or ICollectionExpressionOperation or IObjectOrCollectionInitializerOperation:
                    return isPart ? ResourceUse.Plain : ResourceUse.Moved;
                default:
                    return isPart ? ResourceUse.Plain : ResourceUse.Unclear;
            }
        }
    }

    private static ResourceUse Called(IInvocationOperation call, bool isPart)
    {
        if (!ReleaseNames.EndsResource(call.TargetMethod.Name))
            return isPart ? ResourceUse.Plain : ChainedRelease(call) ? ResourceUse.Released : OfExtension(call.TargetMethod);
        return isPart ? ResourceUse.Unclear : ResourceUse.Released;
    }

    /// <summary>Is a method that ends something called on what this call gives: <c>_builder.Services().Dispose()</c>?</summary>
    private static bool ChainedRelease(IInvocationOperation call) =>
        call.Parent is IInvocationOperation outer && outer.Instance == call && ReleaseNames.EndsResource(outer.TargetMethod.Name)
        && call.TargetMethod.Name != "GetAwaiter";

    private ResourceUse Passed(IArgumentOperation argument)
    {
        if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            return ResourceUse.Moved;

        switch (argument.Parent)
        {
            case IInvocationOperation { TargetMethod: var method } call:
                if (ReleaseNames.EndsResource(method.Name))
                    return ResourceUse.Released;
                if (method.IsExtensionMethod && argument.Parameter?.Ordinal == 0 && method.Name is not "AddTo")
                    return ChainedRelease(call) ? ResourceUse.Released : OfExtension(method);
                if (ReleaseNames.TakesResource(method.Name))
                    return resources.IsServiceRegistration(method) ? ResourceUse.Plain : ResourceUse.Moved;
                return ResourceUse.Unclear;
            case IObjectCreationOperation creation:
                // A disposable may dispose what it is built from.
                return resources.IsDisposable(creation.Type) && !resources.IsOnlyLent(argument.Parameter?.Type) ? ResourceUse.Moved : ResourceUse.Unclear;
            default:
                return ResourceUse.Moved;
        }
    }

    /// <summary>An extension of the user's own, called in a teardown, may be how the resource is ended there, whatever its name.</summary>
    private static ResourceUse OfExtension(IMethodSymbol method) => method.IsOwnExtension() ? ResourceUse.Unclear : ResourceUse.Plain;

    /// <summary><c>services.AddSingleton(_ => server)</c>: a container disposes what a factory gave it.</summary>
    private static bool IsInGivenFactory(IOperation returned)
    {
        for (var current = returned.Parent; current is not null; current = current.Parent)
        {
            if (current is not IAnonymousFunctionOperation)
                continue;

            while (current.Parent is IDelegateCreationOperation or IConversionOperation)
                current = current.Parent;
            return current.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } && ReleaseNames.TakesResource(method.Name);
        }

        return false;
    }

    /// <summary>Only what is disposable itself, static, or the class at hand may dispose what it is given as a property.</summary>
    private ResourceUse Stored(IOperation target) =>
        target is IMemberReferenceOperation { Instance: { Type: { } holder } instance }
            && instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
            && !resources.IsDisposable(holder)
            ? ResourceUse.Unclear
            : ResourceUse.Moved;

    private static ResourceUse PartPassed(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod: var method } && ReleaseNames.EndsResource(method.Name)
            ? ResourceUse.Unclear
            : ResourceUse.Plain;

    private static bool IsUsing(IOperation declarator)
    {
        for (var current = declarator.Parent; current is not null; current = current.Parent)
        {
            if (current is IUsingOperation or IUsingDeclarationOperation)
                return true;
            if (current is not (IVariableDeclarationOperation or IVariableDeclarationGroupOperation))
                return false;
        }

        return false;
    }

    private static ILocalSymbol? DeclaredBy(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local } => local,
        IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol local } => local,
        _ => null,
    };

    /// <summary>The place in <c>x?.A.B()</c> that stands for <c>x</c>.</summary>
    private static IOperation? InstanceIn(IOperation whenNotNull)
    {
        foreach (var operation in whenNotNull.DescendantsAndSelf())
        {
            if (operation is IConditionalAccessInstanceOperation)
                return operation;
        }

        return null;
    }
}
