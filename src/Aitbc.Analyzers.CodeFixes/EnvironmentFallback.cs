using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Aitbc.Analyzers;

/// <summary>The fix that rules about hard-coded values share: an environment variable decides, and what was written is the fallback.</summary>
internal static class EnvironmentFallback
{
    /// <summary><c>(Environment.GetEnvironmentVariable("NAME") ?? fallback)</c></summary>
    public static ExpressionSyntax Of(string name, ExpressionSyntax fallback) => SyntaxFactory
        .ParenthesizedExpression(SyntaxFactory.BinaryExpression(SyntaxKind.CoalesceExpression, Variable(name), fallback))
        .WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The interpolated string with the first <paramref name="end"/> characters of its head taken from the variable; null where they cannot be cut off.</summary>
    public static ExpressionSyntax? OfHead(InterpolatedStringExpressionSyntax interpolated, string name, int end)
    {
        if (InterpolationHead.IsRaw(interpolated) || interpolated.Contents.FirstOrDefault() is not InterpolatedStringTextSyntax head
            || InterpolationHead.SourceIndex(interpolated, head, end) is not { } cut)
            return null;

        var value = head.TextToken.ValueText;
        var fallback = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(value.Substring(0, end)));
        var hole = SyntaxFactory.Interpolation(SyntaxFactory.BinaryExpression(SyntaxKind.CoalesceExpression, Variable(name), fallback));
        var contents = interpolated.Contents.RemoveAt(0).Insert(0, hole);
        return interpolated.WithContents(end < value.Length ? contents.Insert(1, InterpolationHead.TextFrom(head, cut, end)) : contents);
    }

    /// <summary>
    /// The suggested name, or one made unlike those that the project reads with another fallback: two services do not
    /// share one address.
    /// </summary>
    public static string NameFor(FixSite site, string suggested, string fallback, string distinction)
    {
        var name = suggested;
        for (var number = 1; IsTaken(site, name, fallback); number++)
            name = number == 1 ? $"{suggested}_{distinction}" : $"{suggested}_{distinction}_{number}";
        return name;
    }

    /// <summary>The document with <paramref name="replacement"/> in place of the expression; unchanged where a constant would have to become a variable and cannot.</summary>
    public static async Task<Document> ReplaceAsync(
        FixSite site, ExpressionSyntax expression, ExpressionSyntax replacement, CancellationToken cancellationToken)
    {
        replacement = replacement.WithTriviaFrom(expression).WithAdditionalAnnotations(Formatter.Annotation);
        if (ConstantDeclaration.Of(expression) is not { } declaration)
            return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(expression, replacement));
        if (!await declaration.MayBecomeVariableAsync(site, cancellationToken).ConfigureAwait(false))
            return site.Document;

        return site.Document.WithSyntaxRoot(
            site.Root.ReplaceNode(declaration.Node, declaration.WithoutConst(declaration.Node.ReplaceNode(expression, replacement))));
    }

    /// <summary>Only a constant can stand here, or the replacement is no string of the same kind.</summary>
    public static bool NeedsConstant(ExpressionSyntax expression)
    {
        if (expression.IsKind(SyntaxKind.Utf8StringLiteralExpression))
            return true;

        foreach (var ancestor in expression.Ancestors())
        {
            switch (ancestor)
            {
                case AttributeSyntax or ParameterSyntax or PatternSyntax or SwitchLabelSyntax:
                    return true;
                case StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    public static bool IsString(FixSite site, ExpressionSyntax expression)
    {
        // An interpolated string may be taken by a handler or as a FormattableString.
        var type = site.Model.GetTypeInfo(expression, site.CancellationToken);
        return type.Type?.SpecialType == SpecialType.System_String
            && (expression is not InterpolatedStringExpressionSyntax || type.ConvertedType?.SpecialType is SpecialType.System_String or SpecialType.System_Object);
    }

    public static SyntaxToken Literal(string value) => value.IndexOf('\\') >= 0
        ? SyntaxFactory.Literal("@\"" + value + "\"", value)
        : SyntaxFactory.Literal(value);

    private static bool IsTaken(FixSite site, string name, string fallback)
    {
        var quoted = $"\"{name}\"";
        foreach (var tree in site.Model.Compilation.SyntaxTrees)
        {
            var text = tree.GetText(site.CancellationToken).ToString();
            for (var at = text.IndexOf(quoted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(quoted, at + 1, StringComparison.Ordinal))
            {
                if (!Follows(text, at + quoted.Length, ")", "??", fallback))
                    return true;
            }
        }

        return false;
    }

    private static bool Follows(string text, int at, params string[] parts)
    {
        foreach (var part in parts)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (string.CompareOrdinal(text, at, part, 0, part.Length) != 0)
                return false;
            at += part.Length;
        }

        return true;
    }

    private static ExpressionSyntax Variable(string name) =>
        SyntaxFactory.ParseExpression($"global::System.Environment.GetEnvironmentVariable(\"{name}\")").WithShortNames();
}
