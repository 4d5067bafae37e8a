using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// A lambda through which a helper waits for a task: <c>WaitUntil(() => task.IsCompleted)</c>,
/// <c>await Assert.ThrowsAsync&lt;E&gt;(() => task)</c>.
/// </summary>
internal static class WaitingLambda
{
    /// <summary>Has the call that this lambda is handed to waited for a task of the group when it returns?</summary>
    public static bool Ends(SyntaxNode syntax, SemanticModel model, Relatives relatives)
    {
        if (LambdaOf(model.GetOperation(syntax)) is not { } lambda || CallOf(lambda) is not { } call || !IsWaitedFor(call))
            return false;

        var isExpected = call.TargetMethod.Name.StartsWith("Throws", StringComparison.Ordinal) || call.TargetMethod.Name.StartsWith("Record", StringComparison.Ordinal)
            || call.TargetMethod.ContainingType?.Name is "Assert" or "Record";
        foreach (var operation in lambda.Body.Descendants())
        {
            if (!relatives.Contains(CompletedTask.VariableOf(operation)))
                continue;
            if (operation.Parent is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" } state)
                return state.Parent is not IUnaryOperation;
            if (isExpected && IsAwaitedOrReturned(operation))
                return true;
        }

        return false;
    }

    private static IAnonymousFunctionOperation? LambdaOf(IOperation? operation) => operation switch
    {
        IAnonymousFunctionOperation lambda => lambda,
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda,
        IConversionOperation conversion => LambdaOf(conversion.Operand),
        _ => null,
    };

    private static IInvocationOperation? CallOf(IOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation)
            parent = parent.Parent;
        return (parent as IArgumentOperation)?.Parent as IInvocationOperation;
    }

    /// <summary>Is the call over when the code goes on: it is synchronous, or its task is awaited?</summary>
    private static bool IsWaitedFor(IInvocationOperation call)
    {
        if (call.Type is not { Name: "Task" or "ValueTask" })
            return true;

        var parent = call.Parent;
        while (parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" })
            parent = parent.Parent;
        return parent is IAwaitOperation;
    }

    private static bool IsAwaitedOrReturned(IOperation task)
    {
        for (var parent = task.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAwaitOperation or IReturnOperation)
                return true;
            if (parent is not (IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" }))
                return false;
        }

        return false;
    }
}
