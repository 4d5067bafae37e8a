using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>How long a retry waits between two attempts.</summary>
internal enum RetryPause
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each time as long.</summary>
    Constant,

    /// <summary>Longer each time, as the server says, by chance, or nobody knows.</summary>
    Varies,
}

/// <summary>Finds the pauses of a retry.</summary>
internal static class RetryPauses
{
    private const int MaxSteps = 4;

    public static RetryPause Of(RetryLoop retry, KnownTypes types)
    {
        var region = retry.Region;
        var pause = RetryPause.None;
        var isSure = true;
        foreach (var operation in region.Own())
        {
            switch (operation)
            {
                case IMemberReferenceOperation { Member.Name: var member } when Has(member, "RetryAfter") || Has(member, "BackOff"):
                case ILiteralOperation { ConstantValue: { HasValue: true, Value: "Retry-After" } }:
                    return RetryPause.Varies;
                case IInvocationOperation call when IsOfInnerLoop(call, retry, out var isAttempt) && (IsPause(call, types) || MayPause(call)):
                    if (!isAttempt)
                        return RetryPause.Varies;
                    break;
                case IInvocationOperation call when IsPause(call, types):
                    if (!IsSame(DurationOf(call), region, types, MaxSteps))
                        return RetryPause.Varies;
                    pause = RetryPause.Constant;
                    break;
                case IInvocationOperation call when MayPause(call):
                    return RetryPause.Varies;
                // LogInformation is no login.
                case IInvocationOperation call when IsAfterFailure(call, retry) && !IsNote(call):
                    if (Repairs(call.TargetMethod))
                        return RetryPause.Varies;
                    isSure &= !MayPauseWithin(call, types);
                    break;
            }
        }

        return pause == RetryPause.None && !isSure ? RetryPause.Varies : pause;
    }

    /// <summary>The pauses of a retry whose length is known.</summary>
    public static bool IsPause(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        return method.Name switch
        {
            "Sleep" => types.Is(method.ContainingType, "System.Threading.Thread"),
            "Yield" => types.Is(method.ContainingType, "System.Threading.Thread") || types.Is(method.ContainingType, "System.Threading.Tasks.Task"),
            // Also one of the user's own, which tests replace.
            "Delay" or "DelayAsync" or "SleepAsync" => DurationOf(call) is { } duration && IsDuration(duration.Type, types),
            _ => false,
        };
    }

    private static IOperation? DurationOf(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is { } type && (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || type.Name == "TimeSpan"))
                return argument.Value;
        }

        return null;
    }

    private static bool IsDuration(ITypeSymbol? type, KnownTypes types) =>
        type is not null && (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || types.Is(type, "System.TimeSpan"));

    /// <summary>Is this the same in each round of the region?</summary>
    private static bool IsSame(IOperation? duration, RetryRegion region, KnownTypes types, int steps)
    {
        if (duration is null || duration.ConstantValue.HasValue)
            return true;

        foreach (var operation in duration.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ILocalReferenceOperation { Local: var local } reference:
                    if (region.WritesTo(reference).Any())
                        return false;
                    if (region.Declares(local) && (steps == 0 || Signal.Initializer(reference) is not { } declared || !IsSame(declared, region, types, steps - 1)))
                        return false;
                    break;
                case IParameterReferenceOperation:
                    if (region.WritesTo(operation).Any())
                        return false;
                    break;
                case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                    if (!IsSameMember(member, region, types))
                        return false;
                    break;
                case IInvocationOperation { TargetMethod: var method }:
                    if (!types.Is(method.ContainingType, "System.TimeSpan") && !types.Is(method.ContainingType, "System.Math"))
                        return false;
                    break;
                case IObjectCreationOperation creation:
                    if (!types.Is(creation.Type, "System.TimeSpan"))
                        return false;
                    break;
                case IIncrementOrDecrementOperation or IAssignmentOperation or IDynamicInvocationOperation or IArrayElementReferenceOperation:
                    return false;
            }
        }

        return true;
    }

    private static bool IsSameMember(IMemberReferenceOperation reference, RetryRegion region, KnownTypes types)
    {
        var member = reference.Member;
        if (member is IFieldSymbol { IsConst: true } || types.Is(member.ContainingType, "System.TimeSpan"))
            return true;
        // A clock, or a schedule that keeps where it is.
        if (types.Is(member.ContainingType, "System.DateTime") || types.Is(member.ContainingType, "System.Environment") || types.Is(member.ContainingType, "System.Diagnostics.Stopwatch")
            || types.Is(member.ContainingType, "System.Threading.Timeout")
            || Has(member.Name, "Next") || Has(member.Name, "Current") || Has(member.Name, "Exponential") || Has(member.Name, "Jitter") || Has(member.Name, "Remaining"))
            return false;
        if (region.WritesTo(reference).Any())
            return false;
        // One that something else may change in the meantime, or that computes what it gives.
        return member switch
        {
            IFieldSymbol { IsReadOnly: true } => true,
            IFieldSymbol or IPropertySymbol { SetMethod: not null } => !IsOwn(member, types) || VariableWrites.OfMember(member, types.Compilation, default).Values.Length <= 1,
            IPropertySymbol => !IsOwn(member, types) || VariableWrites.OfMember(member, types.Compilation, default).Values is { Length: <= 1 } values
                && values.All(static value => !value.DescendantsAndSelf().Any(static inner => inner is IIncrementOrDecrementOperation or IArrayElementReferenceOperation
                    or IInvocationOperation { TargetMethod.ContainingType.Name: not "TimeSpan" })),
            _ => false,
        };
    }

    private static bool IsOwn(ISymbol member, KnownTypes types) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, types.Compilation.Assembly);

    /// <summary>Does the call belong to a loop within the retry? <paramref name="isAttempt"/>: as a part of what is tried.</summary>
    private static bool IsOfInnerLoop(IInvocationOperation call, RetryLoop retry, out bool isAttempt)
    {
        isAttempt = retry.Failure?.Parent is ITryOperation { Body: var body } && body.Syntax.Span.Contains(call.Syntax.Span);
        for (var current = call.Parent; current is not null && current != retry.Region.Loop && retry.Region.Contains(current.Syntax); current = current.Parent)
        {
            if (current is ILoopOperation)
                return true;
        }

        return false;
    }

    /// <summary>A call that by its name waits, but for how long nobody can see.</summary>
    private static bool MayPause(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        return Has(name, "Delay") || Has(name, "BackOff") || Has(name, "Sleep") || Has(name, "Pause") || Has(name, "Throttle") || Has(name, "Jitter")
            || name is "WaitOne" or "WhenAny" or "WaitForNextTickAsync" or "SpinOnce" or "SpinUntil"
            || name == "Join" && call.TargetMethod.ContainingType.Name == "Thread"
            || name.StartsWith("Wait", StringComparison.Ordinal) && call.Arguments.Length > 0;
    }

    /// <summary>Does the call run because the attempt failed, not as a part of it?</summary>
    private static bool IsAfterFailure(IInvocationOperation call, RetryLoop retry) => retry.Failure is { } failure
        ? failure.Syntax.Span.Contains(call.Syntax.Span) || !(failure.Parent is { } attempt && attempt.Syntax.Span.Contains(call.Syntax.Span))
        : call.Syntax.SpanStart > retry.Attempt.Syntax.Span.End;

    /// <summary>A call that mends what failed before the next attempt.</summary>
    private static bool Repairs(IMethodSymbol method)
    {
        var name = method.Name;
        return Has(name, "Refresh") || Has(name, "Reauth") || Has(name, "Authenticate") || Has(name, "Login") || Has(name, "Renew") || Has(name, "Rotate")
            || Has(name, "Failover") || Has(name, "Prepare") || Has(name, "Switch") || Has(name, "Reconnect") || Has(name, "Recover") || Has(name, "Repair");
    }

    /// <summary>Writes to a log, cleans up, or works on values: it does not wait.</summary>
    private static bool IsNote(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType?.Name ?? "";
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return method.ReturnsVoid && call.Instance?.Syntax.ToString() is { } name && (Has(name, "log") || Has(name, "debug") || Has(name, "trace") || Has(name, "warn") || Has(name, "output"));
        return method.Name.StartsWith("Log", StringComparison.Ordinal) && !IsLogin(method.Name) || method.Name.StartsWith("Write", StringComparison.Ordinal)
            || ReleaseNames.EndsResource(method.Name)
            || Has(type, "Log") || Has(type, "Trace") || type is "Console" or "Debug" or "String" or "Object" or "Exception" or "Convert" or "Enumerable" or "Math" or "TimeSpan" or "List" or "Int32"
            || method.Name is "Add" or "ToString" or "Equals" or "GetType" or "Contains" or "ThrowIfCancellationRequested" or "ConfigureAwait" or "GetAwaiter" or "GetResult"
                or "Info" or "Warn" or "Warning" or "Error" or "Fatal" or "Verbose" or "Information";
    }

    /// <summary><c>LoginAsync</c> and <c>LogIn</c>, not <c>LogInformation</c>.</summary>
    private static bool IsLogin(string name) => name.StartsWith("Login", StringComparison.Ordinal)
        || name.StartsWith("LogIn", StringComparison.Ordinal) && (name.Length == 5 || char.IsUpper(name[5]));

    /// <summary>Is this a call that is not seen through, or one whose body waits?</summary>
    private static bool MayPauseWithin(IInvocationOperation call, KnownTypes types)
    {
        // What makes a text does nothing else, and whatever of .NET waits says so by its name, or gives a task.
        if (call.TargetMethod.ReturnType.SpecialType == SpecialType.System_String)
            return false;
        if (IsOfFramework(call.TargetMethod) && call.TargetMethod.MethodKind != MethodKind.DelegateInvoke && call.TargetMethod.ReturnType.Name is not ("Task" or "ValueTask"))
            return false;
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke || call.TargetMethod.IsAbstract || !IsOwn(call.TargetMethod, types))
            return true;

        foreach (var declaration in call.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences)
        {
            var syntax = declaration.GetSyntax();
            if (types.Compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax) is not { } body)
                return true;
            foreach (var operation in LoopExits.Own(body))
            {
                if (operation is IInvocationOperation inner && (IsPause(inner, types) || MayPause(inner)) || operation is IAwaitOperation)
                    return true;
            }
        }

        return false;
    }

    private static bool IsOfFramework(IMethodSymbol method)
    {
        var space = method.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name == "System" && method.ContainingType.TypeKind != TypeKind.Interface;
    }

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
