using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers.TestIsolation;

/// <summary>Puts statements to the end of a teardown that exists.</summary>
internal static class TeardownMethod
{
    /// <summary>
    /// The method with <paramref name="statements"/> at its end, before a last call to the base and a last return; null
    /// where it is shaped so that this is not sure to run.
    /// </summary>
    public static MethodDeclarationSyntax? Append(MethodDeclarationSyntax method, string statements, bool needsAwait, bool mayBecomeAsync)
    {
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var isVoid = method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        // 'async void' is not awaited by the framework.
        if (isAsync && isVoid || WithBody(method, isVoid, isAsync) is not { Body: { } body } changed)
            return null;

        var added = Parse(statements).ToList();
        if (!isVoid && !isAsync)
        {
            if (FirstReturn(body) is not { Expression: { } returned } last || last != body.Statements.LastOrDefault() || Returns(body) > 1)
                return null;

            if (!IsCompleted(returned) || needsAwait)
            {
                // return EndAsync(); -> await EndAsync();
                if (IsCompleted(returned))
                    added[0] = WithCommentsOf(last, added[0]);
                var remaining = IsCompleted(returned)
                    ? body.Statements.Remove(last)
                    : body.Statements.Replace(last, SyntaxFactory.ParseStatement($"await {returned.WithoutTrivia()};").WithTriviaFrom(last));
                changed = MakeAsync(changed.WithBody(body.WithStatements(remaining)), changed.ReturnType);
                body = changed.Body!;
            }
        }
        else if (isVoid && needsAwait)
        {
            if (!mayBecomeAsync || Returns(body) > 0)
                return null;

            var task = SyntaxFactory.ParseTypeName("global::System.Threading.Tasks.Task").WithTriviaFrom(changed.ReturnType)
                .WithAdditionalAnnotations(Simplifier.Annotation);
            changed = MakeAsync(changed, task);
            body = changed.Body!;
        }

        return changed.WithBody(body.WithStatements(body.Statements.InsertRange(EndOf(body), added)));
    }

    public static IEnumerable<StatementSyntax> Parse(string statements)
    {
        var block = (BlockSyntax)SyntaxFactory.ParseStatement($"{{\n{statements}\n}}");
        foreach (var statement in block.Statements)
            yield return statement.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
    }

    private static StatementSyntax WithCommentsOf(StatementSyntax removed, StatementSyntax added)
    {
        var comments = OnlyComments(removed.GetLeadingTrivia()).AddRange(OnlyComments(removed.GetTrailingTrivia()));
        return comments.Count == 0 ? added : added.WithLeadingTrivia(comments.AddRange(added.GetLeadingTrivia()));
    }

    private static MethodDeclarationSyntax? WithBody(MethodDeclarationSyntax method, bool isVoid, bool isAsync)
    {
        if (method.ExpressionBody is not { Expression: var expression } arrow)
            return method.Body is null ? null : method;

        StatementSyntax statement = isVoid || isAsync
            ? SyntaxFactory.ExpressionStatement(expression.WithoutTrivia())
            : SyntaxFactory.ReturnStatement(expression.WithoutTrivia().WithLeadingTrivia(SyntaxFactory.Space));
        if (expression is ThrowExpressionSyntax)
            return null;

        // What stands behind the arrow and behind the semicolon stays behind the one statement.
        var trailing = expression.GetTrailingTrivia().AddRange(method.SemicolonToken.LeadingTrivia).AddRange(method.SemicolonToken.TrailingTrivia);
        var leading = arrow.ArrowToken.TrailingTrivia.AddRange(expression.GetLeadingTrivia());
        statement = statement.WithTrailingTrivia(trailing).WithLeadingTrivia(OnlyComments(leading)).WithAdditionalAnnotations(Formatter.Annotation);
        return method.WithExpressionBody(null).WithSemicolonToken(default)
            .WithBody(SyntaxFactory.Block(statement).WithTrailingTrivia(SyntaxFactory.ElasticMarker))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static SyntaxTriviaList OnlyComments(SyntaxTriviaList trivia) =>
        trivia.Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)) ? trivia : default;

    private static MethodDeclarationSyntax MakeAsync(MethodDeclarationSyntax method, TypeSyntax returnType)
    {
        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (method.Modifiers.Count == 0)
        {
            keyword = keyword.WithLeadingTrivia(returnType.GetLeadingTrivia());
            returnType = returnType.WithoutLeadingTrivia();
        }

        return method.WithReturnType(returnType).AddModifiers(keyword);
    }

    private static int EndOf(BlockSyntax body)
    {
        var end = body.Statements.Count;
        if (end > 0 && body.Statements[end - 1] is ReturnStatementSyntax)
            end--;
        while (end > 0 && IsLast(body.Statements[end - 1]))
            end--;
        return end;
    }

    /// <summary>A call to the base's teardown, or to the garbage collector.</summary>
    private static bool IsLast(StatementSyntax statement)
    {
        if (statement is not ExpressionStatementSyntax { Expression: var expression })
            return false;
        if (expression is AwaitExpressionSyntax { Expression: var awaited })
            expression = awaited;
        return expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
            && (access.Expression is BaseExpressionSyntax || access.Name.Identifier.ValueText == "SuppressFinalize");
    }

    private static ReturnStatementSyntax? FirstReturn(BlockSyntax body) => OwnReturns(body).FirstOrDefault();

    private static int Returns(BlockSyntax body) => OwnReturns(body).Count();

    private static IEnumerable<ReturnStatementSyntax> OwnReturns(BlockSyntax body) =>
        body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>();

    private static bool IsCompleted(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } => true,
        DefaultExpressionSyntax => true,
        _ => false,
    };
}
