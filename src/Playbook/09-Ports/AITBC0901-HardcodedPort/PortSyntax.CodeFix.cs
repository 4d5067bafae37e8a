using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers.Ports;

/// <summary>Small steps that the fixes of AITBC0901 share.</summary>
internal static class PortSyntax
{
    private static readonly HashSet<string> Binders = new(StringComparer.Ordinal)
    {
        "TcpListener", "UdpClient", "HttpListener", "Prefixes", "Bind", "UseUrls", "Urls", "Listen", "ListenAnyIP", "ListenLocalhost", "UseKestrel", "GetFreePort",
    };

    public static ExpressionSyntax WithoutParentheses(this ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
            expression = parenthesized.Expression;
        return expression;
    }

    /// <summary>Has our own full names shortened and the node formatted.</summary>
    public static T Simplified<T>(this T node)
        where T : SyntaxNode => node
            .ReplaceNodes(
                node.DescendantNodesAndSelf().Where(static inner =>
                    (inner is MemberAccessExpressionSyntax or QualifiedNameSyntax) && inner.ToString().StartsWith("System.", StringComparison.Ordinal)),
                static (_, inner) => inner.WithAdditionalAnnotations(Simplifier.Annotation))
            .WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>The method, constructor or accessor around the node.</summary>
    public static SyntaxNode? MemberOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<SyntaxNode>(static n => n is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BaseFieldDeclarationSyntax or PropertyDeclarationSyntax);

    /// <summary>The statement <c>var name = value;</c>, with the line end of the file.</summary>
    public static StatementSyntax Declare(string name, string value, SyntaxNode root) =>
        SyntaxFactory.ParseStatement($"var {name} = {value};").WithTrailingTrivia(LineEndOf(root)).Simplified();

    public static SyntaxTrivia LineEndOf(SyntaxNode root)
    {
        foreach (var trivia in root.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return SyntaxFactory.ElasticEndOfLine(trivia.ToString());
        }

        return SyntaxFactory.ElasticLineFeed;
    }

    /// <summary>A name that nothing in the member has yet.</summary>
    public static string FreeName(SyntaxNode member, string name)
    {
        var used = new HashSet<string>(member.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText));
        if (member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { ParameterList.Parameters: var parameters })
            used.UnionWith(parameters.Select(static parameter => parameter.Identifier.ValueText));
        var free = name;
        for (var i = 2; used.Contains(free); i++)
            free = name + i;
        return free;
    }

    /// <summary>
    /// Does other code depend on the port that <paramref name="member"/> writes? Other members of the file that bind
    /// the same port for themselves do not; other files do unless the member holds both ends itself.
    /// </summary>
    public static bool IsSharedWithOthers(FixSite site, SyntaxNode member, string port, bool holdsBothEnds)
    {
        foreach (var mention in PortMentions.In(site.Root, port))
        {
            if (member.Span.Contains(mention.Expression.Span))
                continue;
            if (MemberOf(mention.Expression) is not { } other || other is BaseFieldDeclarationSyntax || !Binds(other))
                return true;
        }

        return !holdsBothEnds && IsInOtherFiles(site, port);
    }

    public static bool IsInOtherFiles(FixSite site, string port)
    {
        foreach (var tree in site.Model.Compilation.SyntaxTrees)
        {
            if (tree != site.Root.SyntaxTree && PortMentions.Exist(tree, port, site.CancellationToken))
                return true;
        }

        return false;
    }

    private static bool Binds(SyntaxNode member)
    {
        foreach (var token in member.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && Binders.Contains(token.ValueText))
                return true;
        }

        return false;
    }
}
