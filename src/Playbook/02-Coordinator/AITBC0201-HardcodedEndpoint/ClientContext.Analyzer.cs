using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Coordinator;

/// <summary>What becomes of the message that is given an address.</summary>
internal static class ClientContext
{
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
