using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>Writes <c>await</c> in place of an expression and keeps its comments.</summary>
internal static class Awaiting
{
    /// <summary>The task in <c>task.Result</c>, <c>task.Wait()</c> and like forms, with the comments of what is cut off.</summary>
    public static ExpressionSyntax TaskIn(ExpressionSyntax blocking, BlockingForm form)
    {
        switch (form)
        {
            case BlockingForm.WaitAll or BlockingForm.WaitAny:
                var name = form == BlockingForm.WaitAll ? "WhenAll" : "WhenAny";
                var invocation = (InvocationExpressionSyntax)blocking;
                return invocation.WithExpression(invocation.Expression switch
                {
                    MemberAccessExpressionSyntax access => access.WithName(IdentifierName(name).WithTriviaFrom(access.Name)),
                    var simple => IdentifierName(name).WithTriviaFrom(simple),
                });

            case BlockingForm.GetResult:
                var awaiter = Receiver(blocking);
                var task = awaiter is null ? blocking : Receiver(awaiter) ?? blocking;
                // Where the test goes on is for the test framework to say.
                if (task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured })
                    task = configured.Expression;
                return Cut(blocking, task);

            default:
                return Cut(blocking, Receiver(blocking) ?? blocking);
        }
    }

    /// <summary><paramref name="task"/> awaited where <paramref name="replaced"/> stood; <paramref name="original"/> is that place in the tree.</summary>
    public static ExpressionSyntax Of(SyntaxNode original, ExpressionSyntax task, ExpressionSyntax replaced)
    {
        var operand = task.WithoutLeadingTrivia();
        if (operand is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ParenthesizedExpressionSyntax
            or ElementAccessExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax))
            operand = ParenthesizedExpression(operand.WithoutTrivia()).WithTrailingTrivia(operand.GetTrailingTrivia());

        ExpressionSyntax awaited = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), operand);
        if (NeedsParentheses(original))
            awaited = ParenthesizedExpression(awaited.WithoutTrailingTrivia()).WithTrailingTrivia(awaited.GetTrailingTrivia());
        return awaited.WithLeadingTrivia(replaced.GetLeadingTrivia());
    }

    private static bool NeedsParentheses(SyntaxNode original) => original.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == original,
        ElementAccessExpressionSyntax access => access.Expression == original,
        InvocationExpressionSyntax call => call.Expression == original,
        ConditionalAccessExpressionSyntax access => access.Expression == original,
        PostfixUnaryExpressionSyntax or SwitchExpressionSyntax or WithExpressionSyntax => true,
        RangeExpressionSyntax => true,
        _ => false,
    };

    private static ExpressionSyntax? Receiver(ExpressionSyntax expression) =>
        (expression is InvocationExpressionSyntax call ? call.Expression : expression) is MemberAccessExpressionSyntax access ? access.Expression : null;

    private static ExpressionSyntax Cut(ExpressionSyntax whole, ExpressionSyntax kept)
    {
        // What stood between the kept part and the end goes behind it if there is a comment in it; line breaks alone go.
        var between = kept.GetTrailingTrivia();
        foreach (var token in whole.DescendantTokens())
        {
            if (token.SpanStart >= kept.Span.End)
                between = between.AddRange(token.LeadingTrivia).AddRange(token.TrailingTrivia);
        }

        var hasComment = between.Any(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return kept.WithTrailingTrivia(hasComment ? between : whole.GetTrailingTrivia());
    }
}
