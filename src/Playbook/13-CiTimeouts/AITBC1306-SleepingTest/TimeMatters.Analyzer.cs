using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>Tests in which time itself is what is tested, and tests that something does not come about: a sleep is right there.</summary>
internal static class TimeMatters
{
    private static readonly string[] TimeWords =
    [
        "Expir", "Ttl", "Timeout", "TimedOut", "TimeLimit", "Interval", "Throttl", "Debounc", "Schedul", "Idle", "KeepAlive", "Heartbeat", "Lease", "Cooldown", "RateLimit",
        "Retention", "Lifetime", "Evict", "Sliding", "Stopwatch", "Elapsed", "Timer", "Period", "Backoff", "BackOff", "TimeProvider", "Duration", "Stale", "Recurring", "Cron",
        "Postpone", "Defer", "Linger", "Latency", "Delayed", "Tick", "TimeToLive", "MaxAge", "WeakReference", "Finaliz", "GarbageCollect", "Aging", "EXPIRE", "TTL",
    ];

    /// <summary>Words in the name of a test that expects something not to happen, or to stay as it is.</summary>
    private static readonly string[] RestWords =
    [
        "Not", "Never", "Stay", "Stays", "Still", "Remain", "Remains", "Doesnt", "Dont", "Wont", "Ignore", "Ignores", "Survive", "Survives", "Prevent", "Prevents",
        "Duplicate", "Duplicates", "Idempotent", "Cannot", "Unchanged", "Without", "Only", "Once",
    ];

    public static bool In(FixedSleep sleep, AwaitedState state, CancellationToken cancellationToken)
    {
        var function = FunctionOf(sleep.Statement.Syntax);
        if (function is null || NameOf(function) is not { } name || IsAny(name, TimeWords) || ((state.Handler is null || state.IsExact) && HasWord(name, RestWords)))
            return true;
        if (function.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && (IsAny(type.Identifier.ValueText, TimeWords) || IsUsedElsewhere(sleep, type)))
            return true;

        foreach (var token in function.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && !sleep.Statement.Syntax.Span.Contains(token.Span)
                && token.ValueText != sleep.Name?.Name && !IsBound(token) && IsAny(token.ValueText, TimeWords))
                return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return state.Handler is { } handler ? IsTimed(handler) : IsTimed(sleep);
    }

    /// <summary>A limit of a wait or of a token is no time that is tested: <c>Timeout.Infinite</c>, <c>timeout: x</c>, <c>OrTimeout()</c>.</summary>
    private static bool IsBound(SyntaxToken token) =>
        token.ValueText.StartsWith("Or", StringComparison.Ordinal) || token.ValueText is "DefaultTimeout" or "TimeoutAfter" or "TimeoutException" or "Timeout" or "timeout";

    /// <summary>Is the handler handed over with a time: <c>scheduler.After(TimeSpan.FromSeconds(1), () => ...)</c>?</summary>
    private static bool IsTimed(IAnonymousFunctionOperation handler)
    {
        for (IOperation? current = handler; current is not null and not IExpressionStatementOperation; current = current.Parent)
        {
            var arguments = current switch
            {
                IInvocationOperation call => call.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                _ => [],
            };
            foreach (var argument in arguments)
            {
                if (argument.ArgumentKind == ArgumentKind.Explicit && (argument.Value.Type?.Name == "TimeSpan"
                    || argument.Parameter?.Name is { } name && (name.Contains("illi") || name.Contains("due"))))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Does the function speak of another time span than the limits of its waits?</summary>
    private static bool IsTimed(FixedSleep sleep)
    {
        foreach (var operation in sleep.Statement.Root().Descendants())
        {
            if (operation is IPropertyReferenceOperation or IFieldReferenceOperation or IInvocationOperation or IObjectCreationOperation
                && operation.Type is { Name: "TimeSpan", ContainingNamespace.Name: "System" }
                && !IsLimit(operation))
                return true;
        }

        return false;
    }

    private static bool IsLimit(IOperation span)
    {
        IOperation current = span;
        while (current.Parent is IConversionOperation or IInvocationOperation { Type.Name: "TimeSpan" } or IArgumentOperation { Parent: IInvocationOperation { Type.Name: "TimeSpan" } })
            current = current.Parent;

        return current.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation call } =>
                call.TargetMethod.Name is "Sleep" or "Delay" or "CancelAfter" || call.TargetMethod.Name.Contains("Wait") || call.TargetMethod.Name.Contains("Until")
                || call.TargetMethod.Name.Contains("Receive") || call.TargetMethod.Name.Contains("Consume") || call.TargetMethod.Name.Contains("Poll"),
            IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "CancellationTokenSource" } } => true,
            _ => false,
        };
    }

    /// <summary>Is the sleep's named time used for anything but pauses: then the code under test goes by it.</summary>
    private static bool IsUsedElsewhere(FixedSleep sleep, TypeDeclarationSyntax type)
    {
        if (sleep.Name is not { } name)
            return false;

        foreach (var node in type.DescendantNodes())
        {
            if (node is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name.Name
                && identifier.FirstAncestorOrSelf<InvocationExpressionSyntax>(static call => call.Expression.ToString() is var text
                    && (text.EndsWith("Delay", StringComparison.Ordinal) || text.EndsWith("Sleep", StringComparison.Ordinal))) is null)
                return true;
        }

        return false;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode statement) =>
        statement.FirstAncestorOrSelf<SyntaxNode>(static node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax);

    private static string? NameOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        _ => null,
    };

    private static bool IsAny(string text, string[] parts)
    {
        foreach (var part in parts)
        {
            if (text.IndexOf(part, part is "Ttl" or "Cron" or "Tick" or "EXPIRE" or "TTL" or "Defer" or "Period" or "Idle" or "Lease" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    /// <summary>Does the name have one of these words, in CamelCase or between underscores?</summary>
    private static bool HasWord(string name, string[] words)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && name[i] != '_' && !(char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])))
                continue;

            var word = name.Substring(start, i - start).TrimStart('_');
            foreach (var known in words)
            {
                if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            start = i;
        }

        return false;
    }
}
