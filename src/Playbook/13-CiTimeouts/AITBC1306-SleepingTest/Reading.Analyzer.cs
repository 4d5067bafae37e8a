using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>Is a value read, without anything being done?</summary>
internal static class Reading
{
    private static readonly string[] Verbs =
    [
        "Get", "Receive", "Read", "Fetch", "Find", "Query", "List", "Count", "Exists", "Is", "Has", "Dequeue", "Consume", "Peek", "Load", "Select", "Describe", "Contains",
        "Lookup", "Search", "Retrieve", "To", "First", "Single", "Last", "Any", "Where", "Take", "Length", "Range", "Distinct", "Order", "Cast", "OfType", "As", "Sum", "Max",
        "Min", "Group", "Skip", "Keys", "Values", "Snapshot", "Element",
    ];

    /// <summary>Is this a value or a call that reads one, with arguments that do no more either?</summary>
    public static bool Is(IOperation value, KnownTypes types)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IInvocationOperation call when !IsReader(call) && !IsBuilder(call) && !IsInLambda(call, value):
                case IAssignmentOperation or IIncrementOrDecrementOperation:
                    return false;
                case IObjectCreationOperation creation when !types.Is(creation.Type, "System.TimeSpan") && !types.Is(creation.Type, "System.Threading.CancellationTokenSource")
                    && creation.Parent is not IArgumentOperation && !(creation.Parent is IInvocationOperation builder && IsBuilder(builder)) && !IsInLambda(creation, value):
                    return false;
            }
        }

        return true;
    }

    private static bool IsReader(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name is "ConfigureAwait" or "AsTask" or "WaitAsync" or "GetAwaiter" or "GetResult" || method.ContainingType?.Name is "TimeSpan" or "String" or "Volatile" or "Interlocked")
            return method.Name is not ("Exchange" or "CompareExchange" or "Increment" or "Add" or "Decrement");
        if (method.ReturnType.Name is "TimeSpan" || call.IsImplicit || IsTaskWrapper(call))
            return true;
        if (method.MethodKind == MethodKind.DelegateInvoke || method.ReturnsVoid || method.Name.StartsWith("TryTake", StringComparison.Ordinal))
            return false;

        foreach (var verb in Verbs)
        {
            for (var index = method.Name.IndexOf(verb, StringComparison.Ordinal); index >= 0; index = method.Name.IndexOf(verb, index + 1, StringComparison.Ordinal))
            {
                var end = index + verb.Length;
                if (end == method.Name.Length || !char.IsLower(method.Name[end]))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Does the call only fill what is made as an argument: <c>Search(new Query("*").Limit(1))</c>?</summary>
    private static bool IsBuilder(IInvocationOperation call)
    {
        IOperation? made = call;
        while (made is IInvocationOperation { Instance: var instance })
            made = instance?.WithoutConversions();
        if (made is not IObjectCreationOperation)
            return false;

        IOperation? outer = call;
        while (outer is IInvocationOperation or IConversionOperation)
            outer = outer.Parent;
        return outer is IArgumentOperation;
    }

    /// <summary>A limit around the task that reads: <c>ReadAsync().OrTimeout()</c>.</summary>
    private static bool IsTaskWrapper(IInvocationOperation call) =>
        call.TargetMethod is { IsExtensionMethod: true, ReturnType.Name: "Task" } && call.Arguments.Length > 0 && call.Arguments[0].Value.Type?.Name == "Task" && !call.TargetMethod.Name.StartsWith("Continue", StringComparison.Ordinal);

    private static bool IsInLambda(IOperation operation, IOperation within)
    {
        for (var current = operation.Parent; current is not null && current != within; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation)
                return true;
        }

        return false;
    }
}
