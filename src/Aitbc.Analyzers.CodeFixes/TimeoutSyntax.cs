using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers;

/// <summary>How fixes write the bound of a wait.</summary>
internal static class TimeoutSyntax
{
    /// <summary>Long enough for any signal that comes at all, short enough for a job to fail in time.</summary>
    public const int Seconds = 30;

    /// <summary><c>TimeSpan.FromSeconds(30)</c>, or the milliseconds.</summary>
    public static ExpressionSyntax Value(bool isTimeSpan = true) => isTimeSpan
        ? Simplified($"global::System.TimeSpan.FromSeconds({Seconds})")
        : LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(Seconds * 1000));

    public static ArgumentListSyntax Argument() => ArgumentList(SingletonSeparatedList(SyntaxFactory.Argument(Value())));

    /// <summary>A token that is cancelled after the time-out.</summary>
    public static ArgumentListSyntax TokenArgument() => ArgumentList(SingletonSeparatedList(SyntaxFactory.Argument(
        Simplified($"new global::System.Threading.CancellationTokenSource(global::System.TimeSpan.FromSeconds({Seconds})).Token"))));

    /// <summary>Throws a <see cref="TimeoutException"/> that names what was waited for.</summary>
    public static ThrowStatementSyntax Throw(SyntaxNode waitedFor)
    {
        var text = waitedFor.WithoutTrivia().ToString();
        var what = text.Length > 60 || text.IndexOfAny(['"', '\\', '\n', '\r']) >= 0 ? "This" : $"'{text}'";
        return Throw(what + " took more than");
    }

    /// <summary>Throws a <see cref="TimeoutException"/> of this text and the number of seconds.</summary>
    public static ThrowStatementSyntax Throw(string text) =>
        ((ThrowStatementSyntax)ParseStatement($"throw new global::System.TimeoutException(\"{text} {Seconds} seconds.\");")).WithShortNames();

    private static ExpressionSyntax Simplified(string text) => ParseExpression(text).WithShortNames();
}
