using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>
/// Bounds the wait of AITBC1303, so that the test fails instead of hanging: <c>WaitAsync</c> on a task, the overload with
/// a time-out and a <see cref="TimeoutException"/> on a blocked thread, a token on a sequence. Playbook section 13.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TestWaitsWithoutTimeoutCodeFix)), Shared]
public sealed class TestWaitsWithoutTimeoutCodeFix : PlaybookCodeFix
{
    private const string Key = TestWaitsWithoutTimeoutRule.Id + ".Timeout";

    private protected override string FixableId => TestWaitsWithoutTimeoutRule.Id;

    private protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Node is not SimpleNameSyntax name)
            yield break;

        var (old, changed) = Change(site, name);
        if (old is null || changed is null || Comments(changed) < Comments(old))
            yield break;

        yield return new FixOffer($"Wait {TimeoutSyntax.Seconds} seconds at most", Key, _ =>
            Task.FromResult(site.Document.WithSyntaxRoot(site.Root.ReplaceNode(old, changed.WithAdditionalAnnotations(Formatter.Annotation)))));
    }

    private static int Comments(SyntaxNode node) => node.DescendantTrivia().Count(static trivia =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective);

    /// <summary>The node to replace and its replacement; nulls where there is no safe one.</summary>
    private static (SyntaxNode? Old, SyntaxNode? Changed) Change(FixSite site, SimpleNameSyntax name)
    {
        // Through the await, a task is bounded whatever gave it; a call is bounded by its own overload.
        if (CallOf(name) is { } call
            && site.Model.GetOperation(call, site.CancellationToken) is IInvocationOperation operation
            && EndlessWait.OfCall(operation, site.Types) is { } wait)
            return wait.Form == WaitForm.Enumerated ? (call, WithToken(call)) : BoundCall(site, call, operation);

        return TaskAround(site, name) is var (task, waited) ? BoundTask(site, task, waited) : default;
    }

    /// <summary>The task that is awaited, or that a test returns, in which the name stands.</summary>
    private static (ExpressionSyntax Task, EndlessWait? Wait)? TaskAround(FixSite site, SyntaxNode name)
    {
        if (AwaitAround(name) is { } awaited)
            return (awaited.Expression, site.Model.GetOperation(awaited, site.CancellationToken) is IAwaitOperation operation ? EndlessWait.OfAwait(operation, site.Types) : null);

        var returned = name.FirstAncestorOrSelf<ReturnStatementSyntax>()?.Expression ?? name.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>()?.Expression;
        for (var task = returned is null ? null : site.Model.GetOperation(returned, site.CancellationToken); task is not null; task = task.Parent)
        {
            if (task.Parent is IReturnOperation operation)
                return (returned!, EndlessWait.OfReturn(operation, site.Types));
        }

        return null;
    }

    private static (SyntaxNode? Old, SyntaxNode? Changed) BoundTask(FixSite site, ExpressionSyntax awaited, EndlessWait? wait)
    {
        if (wait is null
            || wait.Wait is IInvocationOperation { TargetMethod.Name: "Delay" }
            || !HasTimeoutOverload(site.Types["System.Threading.Tasks.Task"], "WaitAsync", "System.TimeSpan", site.Types))
            return default;

        var task = WithoutConfigureAwait(awaited);
        var type = site.Model.GetTypeInfo(task, site.CancellationToken).Type;
        var isValueTask = site.Types.Is(type, "System.Threading.Tasks.ValueTask") || site.Types.Is(type, "System.Threading.Tasks.ValueTask`1");
        if (!isValueTask && !site.Types.IsOrInherits(type, "System.Threading.Tasks.Task"))
            return default;

        var receiver = task.WithoutTrailingTrivia();
        if (task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAsync", Expression: var unbounded } }
            && site.Model.GetSymbolInfo(task, site.CancellationToken).Symbol is IMethodSymbol { ContainingType: var owner }
            && site.Types.IsOrInherits(owner, "System.Threading.Tasks.Task"))
            receiver = unbounded;
        else if (task is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ElementAccessExpressionSyntax))
            receiver = ParenthesizedExpression(receiver.WithoutTrivia()).WithLeadingTrivia(receiver.GetLeadingTrivia());

        if (isValueTask)
            receiver = InvocationExpression(Member(receiver, "AsTask"));
        return (task, InvocationExpression(Member(receiver, "WaitAsync"), TimeoutSyntax.Argument()).WithTrailingTrivia(task.GetTrailingTrivia()));
    }

    private static ExpressionSyntax WithoutConfigureAwait(ExpressionSyntax task) => task switch
    {
        ParenthesizedExpressionSyntax parenthesized => WithoutConfigureAwait(parenthesized.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access } =>
            WithoutConfigureAwait(access.Expression),
        _ => task,
    };

    private static (SyntaxNode? Old, SyntaxNode? Changed) BoundCall(FixSite site, InvocationExpressionSyntax call, IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        if (method.Name == "Take")
            return (call, WithToken(call));
        // WaitAny says which one came, an accept gives what came: neither can say that nothing did.
        if (method.Name is "WaitAny" or "TakeFromAny" or "Sleep" || BoundArguments(call, method, site.Types) is not { } arguments)
            return default;
        // Without a time-out, WaitForExit also waits for the last lines of output.
        if (method.Name == "WaitForExit" && ReadsOutputByEvents(call))
            return default;

        var bounded = call.WithArgumentList(arguments.WithTriviaFrom(call.ArgumentList));
        var whole = call.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == call ? (ExpressionSyntax)access : call;
        var boundedWhole = whole == call ? bounded : whole.ReplaceNode(call, bounded);
        if (StatementOf(whole) is { } statement)
            return (statement, ThrowUnless(statement, boundedWhole, whole));

        return method.ReturnType.SpecialType == SpecialType.System_Boolean && IsLookedAt(whole) ? (whole, boundedWhole) : default;
    }

    /// <summary><c>if (!wait) throw new TimeoutException(...);</c> in place of the statement.</summary>
    private static StatementSyntax ThrowUnless(ExpressionStatementSyntax statement, ExpressionSyntax wait, ExpressionSyntax original)
    {
        var core = wait.WithoutTrivia();
        ExpressionSyntax condition = core is ConditionalAccessExpressionSyntax
            ? BinaryExpression(SyntaxKind.EqualsExpression, core, LiteralExpression(SyntaxKind.FalseLiteralExpression))
            : PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, core);
        StatementSyntax check = IfStatement(condition, TimeoutSyntax.Throw(original));
        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
            check = Block(check);
        return check.WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(statement.GetTrailingTrivia());
    }

    /// <summary>The statement that is nothing but this wait: <c>wait;</c> or <c>_ = wait;</c>.</summary>
    private static ExpressionStatementSyntax? StatementOf(ExpressionSyntax wait) => wait.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        _ => null,
    };

    /// <summary>Does an assertion or a branch look at the result? Then a time-out does not go unseen.</summary>
    private static bool IsLookedAt(ExpressionSyntax wait) => wait.Parent switch
    {
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "True" or "IsTrue" or "That" } } } => true,
        IfStatementSyntax => true,
        PrefixUnaryExpressionSyntax { Parent: IfStatementSyntax } not => not.IsKind(SyntaxKind.LogicalNotExpression),
        _ => false,
    };

    private static ArgumentListSyntax? BoundArguments(InvocationExpressionSyntax call, IMethodSymbol method, KnownTypes types)
    {
        // Behind what is waited for; an argument that says "for ever" goes.
        var kept = method.IsStatic ? call.ArgumentList.Arguments.Take(method.Name == "SignalAndWait" ? 2 : 1).ToList() : [];
        foreach (var timeout in new[] { "System.TimeSpan", "System.Int32" })
        {
            if (!HasTimeoutOverload(method.ContainingType, method.Name, timeout, types, kept.Count))
                continue;
            kept.Add(Argument(TimeoutSyntax.Value(isTimeSpan: timeout == "System.TimeSpan")));
            if (method is { Name: "SignalAndWait", IsStatic: true })
                kept.Add(Argument(LiteralExpression(SyntaxKind.FalseLiteralExpression)));
            return ArgumentList(SeparatedList(kept));
        }

        return null;
    }

    private static bool HasTimeoutOverload(INamedTypeSymbol? type, string name, string timeout, KnownTypes types, int position = 0)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public } method
                    && method.Parameters.Length >= position + 1
                    && types.Is(method.Parameters[position].Type, timeout))
                    return true;
            }
        }

        return false;
    }

    private static InvocationExpressionSyntax WithToken(InvocationExpressionSyntax call) =>
        call.WithArgumentList(TimeoutSyntax.TokenArgument().WithTriviaFrom(call.ArgumentList));

    private static bool ReadsOutputByEvents(SyntaxNode call)
    {
        var function = call.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (function is null)
            return true;

        foreach (var token in function.DescendantTokens())
        {
            if (token.ValueText is "BeginOutputReadLine" or "BeginErrorReadLine" or "OutputDataReceived" or "ErrorDataReceived")
                return true;
        }

        return false;
    }

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name)
    {
        ExpressionSyntax called = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return called.Parent is InvocationExpressionSyntax call && call.Expression == called ? call : null;
    }

    private static AwaitExpressionSyntax? AwaitAround(SyntaxNode name)
    {
        foreach (var ancestor in name.Ancestors())
        {
            if (ancestor is AwaitExpressionSyntax awaited)
                return awaited;
            if (ancestor is StatementSyntax or AnonymousFunctionExpressionSyntax)
                return null;
        }

        return null;
    }

    private static MemberAccessExpressionSyntax Member(ExpressionSyntax receiver, string name) =>
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, IdentifierName(name));
}
