using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Aitbc.Analyzers.Redis;

/// <summary>The method that reads <c>REDIS_URL</c> in either form, for StackExchange.Redis, which does not read URLs itself.</summary>
internal static class RedisUrlHelper
{
    private const string Name = "RedisConfiguration";

    /// <summary>The document in which the type around the expression has the helper and asks it; null where no type can hold it.</summary>
    public static Document? Apply(FixSite site, ExpressionSyntax expression)
    {
        if (expression.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type is InterfaceDeclarationSyntax
            || type.OpenBraceToken.IsKind(SyntaxKind.None) || ConstantDeclaration.Of(expression) is not null)
            return null;

        var existing = type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(static method => method.Identifier.ValueText == Name);
        if (existing is not null && (existing.ParameterList.Parameters.Count != 1 || !existing.Modifiers.Any(SyntaxKind.StaticKeyword)))
            return null;

        var call = SyntaxFactory.InvocationExpression(
            SyntaxFactory.IdentifierName(Name),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(expression.WithoutTrivia()))));
        var changed = type.ReplaceNode(expression, call.WithTriviaFrom(expression));
        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(type, existing is null ? changed.AddMembers(Helper(site.Root)) : changed));
    }

    private static MemberDeclarationSyntax Helper(SyntaxNode root)
    {
        var helper = SyntaxFactory.ParseMemberDeclaration($$"""
            private static string {{Name}}(string fallback)
            {
                var value = global::System.Environment.GetEnvironmentVariable("REDIS_URL");
                if (string.IsNullOrEmpty(value))
                    return fallback;
                if (!value.Contains("://"))
                    return value;

                var url = new global::System.Uri(value);
                var user = url.UserInfo.Split(new[] { ':' }, 2);
                var configuration = url.Host + ":" + (url.Port > 0 ? url.Port : 6379);
                if (user[0].Length > 0)
                    configuration += ",user=" + global::System.Uri.UnescapeDataString(user[0]);
                if (user.Length == 2)
                    configuration += ",password=" + global::System.Uri.UnescapeDataString(user[1]);
                if (url.AbsolutePath.Length > 1)
                    configuration += ",defaultDatabase=" + url.AbsolutePath.Substring(1);
                return url.Scheme == "rediss" ? configuration + ",ssl=true" : configuration;
            }

            """)!;
        var lineEnd = NewCode.LineEndOf(root);
        return helper
            .ReplaceTrivia(helper.DescendantTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)), (_, _) => lineEnd)
            .WithLeadingTrivia(lineEnd)
            .WithTrailingTrivia(lineEnd)
            .WithShortNames()
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
