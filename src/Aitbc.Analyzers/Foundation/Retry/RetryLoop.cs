using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers;

/// <summary>
/// Code that makes a remote call again because it failed: a loop, a <c>goto</c> back, or a method that calls itself from
/// its catch block.
/// </summary>
/// <remarks>
/// What tells it from other loops: that all went well is the way out, and a failure comes round again. A service that goes
/// on after a bad message, pages, and a loop that looks at a state until it is the wanted one are no retries.
/// </remarks>
/// <param name="Region">What goes round.</param>
/// <param name="Head">The keyword or name to report.</param>
/// <param name="Attempt">The remote call.</param>
/// <param name="Failure">The catch block that comes round; null where a status does.</param>
/// <param name="Success">The condition of the loop that ends it when all went well; null where the body leaves.</param>
internal sealed record RetryLoop(RetryRegion Region, Location Head, IOperation Attempt, ICatchClauseOperation? Failure, IOperation? Success)
{
    private static readonly string[] FarVerbs = ["Send", "Get", "Post", "Put", "Download", "Upload", "Request", "Execute", "Connect", "Open", "Invoke", "Publish", "Fetch", "Query", "Call"];

    /// <summary>This loop as a retry; null where it is another one.</summary>
    public static RetryLoop? Of(ILoopOperation loop, RemoteCalls remote, CancellationToken cancellationToken)
    {
        if (!RetryRegion.MayDecide(loop.Body) || KeywordOf(loop.Syntax) is not { } keyword)
            return null;

        foreach (var statement in RetryRegion.Statements(loop.Body))
        {
            var found = statement switch
            {
                ITryOperation { Catches.Length: > 0 } attempt => Catching(loop, attempt, keyword, remote, cancellationToken),
                IConditionalOperation conditional when RetryStatus.LookIn(conditional.Condition) is { } look =>
                    RetryStatus.ComesRound(conditional, look, loop, remote, cancellationToken) is { } call
                        ? new RetryLoop(new RetryRegion(loop), keyword, call, Failure: null, Success: null)
                        : null,
                _ => null,
            };
            if (found is not null && !RetryTarget.Changes(found))
                return found;
        }

        return null;
    }

    /// <summary>The <c>goto</c> of a catch block that jumps back to the call; null where it is another one.</summary>
    public static RetryLoop? Of(IBranchOperation jump, RemoteCalls remote, CancellationToken cancellationToken)
    {
        if (jump.BranchKind != BranchKind.GoTo || CatchOf(jump) is not { Parent: ITryOperation attempt } failure
            || RetryRegion.BackTo(jump.Target, attempt) is not { } region
            || AttemptOf(attempt, failure, remote, cancellationToken) is not { } call)
            return null;

        var found = new RetryLoop(region, jump.Syntax.GetFirstToken().GetLocation(), call, failure, Success: null);
        return RetryTarget.Changes(found) ? null : found;
    }

    /// <summary>A method that calls itself with the same arguments from its catch block; null where it is another call.</summary>
    public static RetryLoop? Of(IInvocationOperation again, ISymbol containing, RemoteCalls remote, CancellationToken cancellationToken)
    {
        if (!SymbolEqualityComparer.Default.Equals(again.TargetMethod.OriginalDefinition, containing)
            || CatchOf(again) is not { Parent: ITryOperation attempt } failure
            || !RetryTarget.IsSameCall(again)
            || AttemptOf(attempt, failure, remote, cancellationToken) is not { } call)
            return null;

        var found = new RetryLoop(new RetryRegion(attempt), CalledName.Of(again.Syntax).GetLocation(), call, failure, Success: null);
        return RetryTarget.Changes(found) ? null : found;
    }

    /// <summary>What is tried again, in a few words.</summary>
    public string What => Attempt is IInvocationOperation call ? $"'{call.TargetMethod.Name}'" : "the remote call";

    /// <summary>The method or local function, by name, that waits until something is there or answers.</summary>
    public bool AwaitsReadiness(ISymbol containing)
    {
        for (var function = Attempt.Parent; function is not null; function = function.Parent)
        {
            if (function is ILocalFunctionOperation { Symbol.Name: var local } && SpeaksOfReadiness(local))
                return true;
        }

        if (SpeaksOfReadiness(containing.Name) || Attempt is IInvocationOperation { TargetMethod: var called } && (SpeaksOfReadiness(called.Name) || Starts(called)))
            return true;

        if (Region.Loop is { } loop && IsCalledWait(loop.Syntax))
            return true;

        // A process that it has started is waited for.
        if (Region.Own().Any(static operation => operation is IPropertyReferenceOperation { Property.Name: "HasExited" }))
            return true;

        foreach (var operation in Attempt.Descendants())
        {
            switch (operation)
            {
                case ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } when SpeaksOfReadiness(text) || Has(text, "localhost") || Has(text, "127.0.0.1"):
                // A server on this machine is waited for, not called.
                case IFieldReferenceOperation { Field: { Name: "Loopback" or "IPv6Loopback", ContainingType.Name: "IPAddress" } }:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Does the comment above the loop say that it waits: <c>// Wait for the cluster to form</c>?</summary>
    private static bool IsCalledWait(SyntaxNode loop)
    {
        foreach (var trivia in loop.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().TrimStart('/', ' ').StartsWith("wait", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static RetryLoop? Catching(ILoopOperation loop, ITryOperation attempt, Location keyword, RemoteCalls remote, CancellationToken cancellationToken)
    {
        foreach (var failure in attempt.Catches)
        {
            if (RetryOutcome.ComesRound(failure, attempt, loop)
                && AttemptOf(attempt, failure, remote, cancellationToken) is { } call
                && RetryOutcome.EndsOnSuccess(attempt, failure, call, loop, out var success))
                return new RetryLoop(new RetryRegion(loop), keyword, call, failure, success);
        }

        return null;
    }

    /// <summary>The remote call whose failure this block catches.</summary>
    private static IOperation? AttemptOf(ITryOperation attempt, ICatchClauseOperation failure, RemoteCalls remote, CancellationToken cancellationToken)
    {
        var isAny = true;
        if (RetryOutcome.IsAboutOtherWriter(failure) || LoopExits.Own(attempt.Body).Any(IsListening))
            return null;

        var proof = false;
        foreach (var exception in RetryOutcome.CaughtTypes(failure))
        {
            if (remote.IsOtherFailure(exception))
                return null;
            proof |= remote.IsFailure(exception);
            isAny &= exception is { Name: "Exception", ContainingNamespace.Name: "System" };
        }

        return remote.FirstIn(attempt.Body, cancellationToken)
            ?? (proof ? FirstCall(attempt.Body) : isAny && SpeaksOfAttempts(attempt) ? remote.FirstInRetry(attempt.Body, cancellationToken) : null);
    }

    /// <summary>A server that goes on after a caller who is gone already, or a service after a bad message.</summary>
    private static bool IsListening(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.Name: var name } && (name.StartsWith("Accept", StringComparison.Ordinal) || name.StartsWith("WaitForConnection", StringComparison.Ordinal)
            || name.StartsWith("WaitToRead", StringComparison.Ordinal));

    /// <summary>Does a name around or in the try statement say that this is tried again?</summary>
    private static bool SpeaksOfAttempts(ITryOperation attempt)
    {
        var around = attempt.Syntax.FirstAncestorOrSelf<SyntaxNode>(static node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax) ?? attempt.Syntax;
        foreach (var token in around.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && (Has(token.ValueText, "retr") || Has(token.ValueText, "attempt") || Has(token.ValueText, "tries")))
                return true;
        }

        return false;
    }

    /// <summary>What is awaited first, or the first call that by its name may go far; else the first one.</summary>
    private static IOperation? FirstCall(IOperation body)
    {
        IOperation? first = null;
        IOperation? far = null;
        foreach (var operation in LoopExits.Own(body))
        {
            if (operation is IAwaitOperation { Operation: { } awaited })
                return awaited.WithoutTaskWrappers();
            if (operation is not IInvocationOperation { TargetMethod.Name: var name })
                continue;
            first ??= operation;
            if (far is null && Array.Exists(FarVerbs, verb => name.StartsWith(verb, StringComparison.Ordinal)))
                far = operation;
        }

        return far ?? first;
    }

    private static ICatchClauseOperation? CatchOf(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case ICatchClauseOperation failure:
                    return failure;
                case ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A method that starts a server; a connection that is started connects.</summary>
    private static bool Starts(IMethodSymbol method) => method.Name.StartsWith("Start", StringComparison.Ordinal)
        && !Has(method.ContainingType.Name, "Connection");

    private static bool SpeaksOfReadiness(string text) => Has(text, "wait") || Has(text, "poll") || Has(text, "ready") || Has(text, "readiness") || Has(text, "until")
        || Has(text, "health") || Has(text, "alive") || Has(text, "liveness") || Has(text, "ping") || Has(text, "isup") || Has(text, "running") || Has(text, "available")
        || Has(text, "reachable") || Has(text, "online");

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static Location? KeywordOf(SyntaxNode loop) => loop switch
    {
        WhileStatementSyntax @while => @while.WhileKeyword.GetLocation(),
        DoStatementSyntax @do => @do.DoKeyword.GetLocation(),
        ForStatementSyntax @for => @for.ForKeyword.GetLocation(),
        _ => null,
    };
}
