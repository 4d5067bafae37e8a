using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Ports;

/// <summary>An expression that writes the port as a number or within a text.</summary>
/// <param name="Expression">The number, or the whole string.</param>
/// <param name="Digits">Where the port stands in a string; empty for a number.</param>
internal sealed record PortMention(ExpressionSyntax Expression, IReadOnlyList<TextSpan> Digits)
{
    /// <summary>The expression with <paramref name="port"/> in the port's place; null where the string cannot hold it.</summary>
    public ExpressionSyntax? With(string port)
    {
        if (Digits.Count == 0)
            return SyntaxFactory.ParseExpression(port).WithTriviaFrom(Expression);

        var text = Expression.ToString();
        var isLiteral = Expression is LiteralExpressionSyntax;
        if (isLiteral && (text.Contains("\"\"\"") || text.EndsWith("u8", StringComparison.OrdinalIgnoreCase)) && text.IndexOfAny(['{', '}']) >= 0)
            return null;
        if (text.EndsWith("u8", StringComparison.OrdinalIgnoreCase) || text.StartsWith("$$", StringComparison.Ordinal))
            return null;

        var written = new System.Text.StringBuilder(isLiteral ? "$" : "");
        var done = 0;
        foreach (var digits in Digits)
        {
            var start = digits.Start - Expression.SpanStart;
            written.Append(Escaped(text.Substring(done, start - done), isLiteral)).Append('{').Append(port).Append('}');
            done = start + digits.Length;
        }

        written.Append(Escaped(text.Substring(done), isLiteral));
        return SyntaxFactory.ParseExpression(written.ToString()).WithTriviaFrom(Expression);
    }

    private static string Escaped(string text, bool isLiteral) => isLiteral ? text.Replace("{", "{{").Replace("}", "}}") : text;
}

/// <summary>Finds where code speaks of a port.</summary>
internal static class PortMentions
{
    /// <summary>
    /// The mentions below <paramref name="node"/>: text such as <c>:5000</c>, and numbers whose statement speaks of a
    /// port. A delay or size of the same number is none.
    /// </summary>
    public static List<PortMention> In(SyntaxNode node, string port)
    {
        var mentions = new List<PortMention>();
        foreach (var inner in node.DescendantNodesAndSelf())
        {
            if (inner is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } number)
            {
                if (Convert.ToString(number.Token.Value, System.Globalization.CultureInfo.InvariantCulture) == port && SpeaksOfPort(number))
                    mentions.Add(new PortMention(number, []));
            }
            else if (inner is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } text)
            {
                AddIfAny(text, Within(text.Token, port));
            }
            else if (inner is InterpolatedStringExpressionSyntax interpolated)
            {
                var digits = new List<TextSpan>();
                foreach (var content in interpolated.Contents)
                {
                    if (content is InterpolatedStringTextSyntax part)
                        digits.AddRange(Within(part.TextToken, port));
                }

                AddIfAny(interpolated, digits);
            }
        }

        return mentions;

        void AddIfAny(ExpressionSyntax expression, List<TextSpan> digits)
        {
            if (digits.Count > 0)
                mentions.Add(new PortMention(expression, digits));
        }
    }

    /// <summary>Does the file speak of the port outside these nodes?</summary>
    public static bool Exist(SyntaxTree tree, string port, CancellationToken cancellationToken) =>
        tree.GetText(cancellationToken).ToString().Contains(port) && In(tree.GetRoot(cancellationToken), port).Count > 0;

    /// <summary>Must the compiler know the value here, so that a variable cannot stand for it?</summary>
    public static bool NeedsConstant(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case AttributeSyntax or CaseSwitchLabelSyntax or ConstantPatternSyntax or ParameterSyntax or EnumMemberDeclarationSyntax:
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                case LocalDeclarationStatementSyntax local when local.IsConst:
                    return true;
                case StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static List<TextSpan> Within(SyntaxToken token, string port)
    {
        var spans = new List<TextSpan>();
        for (var at = token.Text.IndexOf(port, StringComparison.Ordinal); at >= 0; at = token.Text.IndexOf(port, at + port.Length, StringComparison.Ordinal))
        {
            var end = at + port.Length;
            var isWhole = (end == token.Text.Length || !char.IsDigit(token.Text[end])) && at > 0 && !char.IsDigit(token.Text[at - 1]);
            var before = token.Text.Substring(0, at).TrimEnd(' ', '=', '"', '\\');
            if (isWhole && (token.Text[at - 1] == ':' || before.EndsWith("port", StringComparison.OrdinalIgnoreCase)))
                spans.Add(new TextSpan(token.SpanStart + at, port.Length));
        }

        return spans;
    }

    private static bool SpeaksOfPort(ExpressionSyntax number)
    {
        SyntaxNode? around = number.FirstAncestorOrSelf<StatementSyntax>() as SyntaxNode ?? number.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        foreach (var token in around?.DescendantTokens() ?? [])
        {
            if (token.IsKind(SyntaxKind.IdentifierToken)
                && (token.ValueText.IndexOf("port", StringComparison.OrdinalIgnoreCase) >= 0
                    || token.ValueText is "IPEndPoint" or "DnsEndPoint" or "TcpListener" or "UdpClient" or "TcpClient"
                    || token.ValueText.StartsWith("Listen", StringComparison.Ordinal) || token.ValueText.StartsWith("Connect", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }
}
