using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Tests of expiry, intervals, time-outs: there is nothing to wait for but time. A doubt counts as such a test.
/// </summary>
internal sealed class TimeItself(KnownTypes types)
{
    private static readonly string[] Words =
    [
        "expir", "ttl", "timeout", "timedout", "interval", "elaps", "durat", "throttl", "debounc", "delay", "timer", "idle", "lifetime",
        "schedul", "period", "sleep", "cooldown", "retention", "evict", "stale", "keepalive", "heartbeat", "ratelimit", "backoff", "stopwatch",
    ];

    public bool IsTested(MethodDeclarationSyntax declaration, IMethodSymbol method, FixedSleep sleep, SemanticModel model, CancellationToken cancellationToken) =>
        SpeaksOfTime(method.Name)
        || SpeaksOfTime(method.ContainingType.Name)
        || MeasuresTime(declaration)
        || LengthIsUsedElsewhere(declaration, sleep)
        || HasShorterTime(declaration, sleep, model, cancellationToken)
        || SetUpHasShorterTime(declaration, sleep);

    private static bool SpeaksOfTime(string name)
    {
        foreach (var word in Words)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }

    private static bool MeasuresTime(MethodDeclarationSyntax declaration)
    {
        foreach (var token in declaration.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken)
                && token.ValueText is "Stopwatch" or "UtcNow" or "Now" or "TickCount" or "TickCount64" or "GetTimestamp" or "GetElapsedTime"
                    or "Elapsed" or "ElapsedMilliseconds" or "TimeStamp" or "Timestamp" or "timestamp" or "TimeProvider" or "FakeTimeProvider" or "TestScheduler")
                return true;
        }

        return false;
    }

    /// <summary>Is the name that gives the length used for more than sleeping? Then something else takes that long.</summary>
    private static bool LengthIsUsedElsewhere(MethodDeclarationSyntax declaration, FixedSleep sleep)
    {
        foreach (var name in sleep.Argument.DescendantNodesAndSelf())
        {
            if (name is not IdentifierNameSyntax { Identifier.ValueText: var text } || text is "TimeSpan" || name.Parent is MemberAccessExpressionSyntax { Name: var member } && member == name && member.Parent?.Parent is InvocationExpressionSyntax)
                continue;

            var scope = declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? (SyntaxNode)declaration;
            foreach (var token in scope.DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == text && token.Parent is IdentifierNameSyntax use && !IsInSleep(use))
                    return true;
            }
        }

        return false;
    }

    private static bool IsInSleep(SyntaxNode node)
    {
        for (var current = node; current is not (null or StatementSyntax or MemberDeclarationSyntax); current = current.Parent)
        {
            if (current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep" or "Delay" } })
                return true;
        }

        return false;
    }

    /// <summary>The same in the rest of the class but for its other tests: in the constructor, a set-up, a field.</summary>
    private static bool SetUpHasShorterTime(MethodDeclarationSyntax declaration, FixedSleep sleep)
    {
        if (declaration.Parent is not TypeDeclarationSyntax type)
            return false;

        foreach (var member in type.Members)
        {
            if (member == declaration || member is TypeDeclarationSyntax || (member is MethodDeclarationSyntax && IsLikeOf(member, declaration)))
                continue;

            foreach (var node in member.DescendantNodes())
            {
                if (node is InvocationExpressionSyntax span && FixedSleep.MillisecondsOf(span) is var time && time > 0 && time <= sleep.Milliseconds && !IsInSleep(span))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Has the other method an attribute of this test's? Then it is a test as well.</summary>
    private static bool IsLikeOf(MemberDeclarationSyntax other, MethodDeclarationSyntax test)
    {
        foreach (var list in other.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                foreach (var own in test.AttributeLists)
                {
                    if (own.Attributes.Any(mine => mine.Name.ToString() == attribute.Name.ToString()))
                        return true;
                }
            }
        }

        return false;
    }

    /// <summary>Does the test set a time that passes during the sleep?</summary>
    private bool HasShorterTime(MethodDeclarationSyntax declaration, FixedSleep sleep, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetOperation(declaration, cancellationToken) is not { } body)
            return false;

        foreach (var operation in body.DescendantsAndSelf())
        {
            var time = operation switch
            {
                IInvocationOperation span when types.Is(span.TargetMethod.ContainingType, "System.TimeSpan") => FixedSleep.MillisecondsOf(span, types),
                IArgumentOperation { Parameter: { } parameter, Value.ConstantValue.HasValue: true } argument when SpeaksOfTime(parameter.Name) => FixedSleep.MillisecondsOf(argument.Value, types),
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property, Value.ConstantValue.HasValue: true } assignment when SpeaksOfTime(property.Property.Name)
                    => FixedSleep.MillisecondsOf(assignment.Value, types),
                _ => null,
            };
            if (time > 0 && time <= sleep.Milliseconds && !IsInSleep(operation.Syntax))
                return true;
        }

        return false;
    }
}
