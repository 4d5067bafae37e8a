using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aitbc.Analyzers;

/// <summary>The text with which an interpolated string starts, cut in two for a fix.</summary>
internal static class InterpolationHead
{
    public static bool IsRaw(InterpolatedStringExpressionSyntax interpolated) =>
        interpolated.StringStartToken.Kind() is SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;

    /// <summary>What follows the cut.</summary>
    public static InterpolatedStringTextSyntax TextFrom(InterpolatedStringTextSyntax head, int sourceIndex, int valueIndex) =>
        SyntaxFactory.InterpolatedStringText(SyntaxFactory.Token(
            SyntaxFactory.TriviaList(),
            SyntaxKind.InterpolatedStringTextToken,
            head.TextToken.Text.Substring(sourceIndex),
            head.TextToken.ValueText.Substring(valueIndex),
            SyntaxFactory.TriviaList()));

    /// <summary>Where in the source a place of the value is; null behind an escape other than a doubled backslash.</summary>
    public static int? SourceIndex(InterpolatedStringExpressionSyntax interpolated, InterpolatedStringTextSyntax head, int valueIndex)
    {
        var source = head.TextToken.Text;
        var isVerbatim = interpolated.StringStartToken.Text.IndexOf('@') >= 0;
        var index = 0;
        for (var i = 0; i < valueIndex; i++)
        {
            var c = source[index];
            if (c is '{' or '}' or '"')
                return null;
            if (c != '\\' || isVerbatim)
            {
                index++;
                continue;
            }

            if (index + 1 >= source.Length || source[index + 1] != '\\')
                return null;
            index += 2;
        }

        return index;
    }
}
