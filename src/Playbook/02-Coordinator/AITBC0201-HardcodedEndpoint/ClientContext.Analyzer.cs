using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>What becomes of the client or message that is given an address.</summary>
internal static class ClientContext
{
    /// <summary>Is the whole client what there is where no other was given: <c>services.Get() ?? new Client("...")</c>?</summary>
    public static bool IsFallback(IOperation at)
    {
        for (var current = at; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case ICoalesceOperation coalesce when coalesce.WhenNull == current:
                    // A field that keeps the client once it is made is no configuration.
                    return coalesce.Value.WithoutConversions() is not (IFieldReferenceOperation or ILocalReferenceOperation);
                case IAnonymousFunctionOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation or IReturnOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A message in a local that nobody sends is only looked at.</summary>
    public static bool IsNeverSent(IOperation at, KnownTypes types)
    {
        if (at.Parent is not IObjectCreationOperation { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } } creation
            || !types.Is(creation.Type, "System.Net.Http.HttpRequestMessage"))
            return false;

        foreach (var other in at.Root().DescendantsAndSelf())
        {
            if (other is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;
            if (reference.Parent is IReturnOperation or ISimpleAssignmentOperation or IConversionOperation or IVariableInitializerOperation
                || reference.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } })
                return false;
        }

        return true;
    }
}
