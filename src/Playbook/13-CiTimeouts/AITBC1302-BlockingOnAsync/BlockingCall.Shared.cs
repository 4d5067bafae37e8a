using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>The member through which a thread waits for a task.</summary>
internal enum BlockingForm
{
    Result,
    Wait,
    GetResult,
    WaitAll,
    WaitAny,
}

/// <summary>A thread that waits without an end for the tasks of .NET.</summary>
/// <param name="Form">How it waits.</param>
/// <param name="Task">The one task it waits for; null for <c>WaitAll</c> and <c>WaitAny</c>.</param>
/// <param name="Name">The blocking member's name in the source.</param>
internal sealed record BlockingCall(BlockingForm Form, IOperation? Task, SyntaxNode Name)
{
    private const string Tasks = "System.Threading.Tasks.";

    /// <summary>The names of all blocking members; the cheapest question first.</summary>
    public static bool MayBlock(string name) => name is "Result" or "Wait" or "GetResult" or "WaitAll" or "WaitAny";

    /// <summary>The wait that this operation is; null where it is none, has a time-out, or waits for something of the user's own.</summary>
    public static BlockingCall? Of(IOperation? operation, KnownTypes types) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } property
            when types.Is(property.Property.ContainingType, Tasks + "Task`1") || types.Is(property.Property.ContainingType, Tasks + "ValueTask`1")
            => Named(BlockingForm.Result, task, property.Syntax),
        IInvocationOperation invocation => OfInvocation(invocation, types),
        _ => null,
    };

    /// <summary>Is this a task of .NET, not some other awaitable?</summary>
    public static bool IsTask(ITypeSymbol? type, KnownTypes types) =>
        types.IsOrInherits(type, Tasks + "Task") || types.Is(type, Tasks + "ValueTask") || types.Is(type, Tasks + "ValueTask`1");

    /// <summary>The task itself, without what is wrapped around it, and before the <c>?.</c> of an access to it.</summary>
    public static IOperation Unwrap(IOperation task)
    {
        task = task.WithoutTaskWrappers();
        while (task is IConditionalAccessInstanceOperation instance && instance.Accessed() is { } accessed)
            task = accessed.WithoutTaskWrappers();
        return task;
    }

    private static BlockingCall? OfInvocation(IInvocationOperation invocation, KnownTypes types)
    {
        var method = invocation.TargetMethod;
        switch (method.Name)
        {
            case "Wait" when invocation.Instance is { } task && types.Is(method.ContainingType, Tasks + "Task") && IsEndless(invocation, types):
                return Named(BlockingForm.Wait, task, invocation.Syntax);

            case "WaitAll" or "WaitAny" when types.Is(method.ContainingType, Tasks + "Task") && IsEndless(invocation, types):
                return Named(method.Name == "WaitAll" ? BlockingForm.WaitAll : BlockingForm.WaitAny, null, invocation.Syntax);

            case "GetResult" when invocation is { Arguments.Length: 0, Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited } }:
                // Only of a task itself: an awaitable of the user's own may well be made for this.
                var source = awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured : awaited;
                return IsTask(source.Type, types) ? Named(BlockingForm.GetResult, source, invocation.Syntax) : null;

            default:
                return null;
        }
    }

    /// <summary>Has the wait neither a time-out nor a token that could end it?</summary>
    private static bool IsEndless(IInvocationOperation invocation, KnownTypes types)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
                continue;

            var type = argument.Parameter?.Type;
            var value = argument.Value is IConversionOperation conversion ? conversion.Operand : argument.Value;
            if (type is { SpecialType: SpecialType.System_Int32 } && value.ConstantValue is not { HasValue: true, Value: -1 })
                return false;
            if (types.Is(type, "System.TimeSpan")
                && value is not IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan", ContainingType.Name: "Timeout" } })
                return false;
            if (types.Is(type, "System.Threading.CancellationToken")
                && value is not (IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } }))
                return false;
        }

        return true;
    }

    private static BlockingCall? Named(BlockingForm form, IOperation? task, SyntaxNode syntax)
    {
        var expression = syntax is InvocationExpressionSyntax invocation ? invocation.Expression : syntax;
        return expression switch
        {
            MemberAccessExpressionSyntax access => new BlockingCall(form, task, access.Name),
            MemberBindingExpressionSyntax binding => new BlockingCall(form, task, binding.Name),
            // using static System.Threading.Tasks.Task
            IdentifierNameSyntax name => new BlockingCall(form, task, name),
            _ => null,
        };
    }
}
