using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Aitbc.Analyzers.Gitea;

/// <summary>Finds the pause of a retry in its code, and writes one that grows.</summary>
internal static class RetryPauseSyntax
{
    /// <summary>No pause is longer than this many milliseconds.</summary>
    private const int Limit = 30000;

    /// <summary>The pauses of the loop itself, not those of an inner one.</summary>
    public static IReadOnlyList<InvocationExpressionSyntax> In(StatementSyntax body)
    {
        var pauses = new List<InvocationExpressionSyntax>();
        foreach (var node in body.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax
            and not WhileStatementSyntax and not DoStatementSyntax and not ForStatementSyntax and not CommonForEachStatementSyntax))
        {
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } call && NameOf(call) is "Delay" or "Sleep" or "DelayAsync" or "SleepAsync" or "Yield")
                pauses.Add(call);
        }

        return pauses;
    }

    /// <summary>The pause with a length that grows; null where it is not one of .NET's own.</summary>
    public static InvocationExpressionSyntax? Grown(InvocationExpressionSyntax pause, string factor, FixSite site)
    {
        if (site.Model.GetSymbolInfo(pause, site.CancellationToken).Symbol is not IMethodSymbol method
            || !(method.Name == "Sleep" && site.Types.Is(method.ContainingType, "System.Threading.Thread")
                || method.Name == "Delay" && site.Types.Is(method.ContainingType, "System.Threading.Tasks.Task"))
            || pause.ArgumentList.Arguments[0] is not { Expression: { } duration } argument
            || Milliseconds(duration, site) is not var (milliseconds, isConstant))
            return null;

        var grown = ParseExpression(Duration(milliseconds, isConstant, factor, site)).WithShortNames().WithTriviaFrom(duration);
        return pause.WithArgumentList(pause.ArgumentList.ReplaceNode(argument, Argument(grown).WithTriviaFrom(argument)));
    }

    /// <summary>The text of a length that is doubled with each attempt.</summary>
    /// <param name="milliseconds">The first one: a number, or an expression.</param>
    /// <param name="isConstant">It is known now.</param>
    /// <param name="factor">How often it is doubled.</param>
    /// <param name="site">Where it is written.</param>
    public static string Duration(string milliseconds, bool isConstant, string factor, FixSite site)
    {
        var growth = $"global::System.Math.Pow(2, {factor})";
        // A configured pause may be longer than any limit of ours: it is multiplied 32 times at most.
        var length = isConstant
            ? $"global::System.Math.Min({Limit}, {milliseconds} * {growth})"
            : $"{milliseconds} * global::System.Math.Min(32, {growth})";
        var random = site.Types["System.Random"]?.GetMembers("Shared").IsEmpty == false ? "global::System.Random.Shared" : "new global::System.Random()";
        return $"global::System.TimeSpan.FromMilliseconds({length} + {random}.Next(250))";
    }

    /// <summary>The nodes of the loop itself, without those of inner functions.</summary>
    public static IEnumerable<SyntaxNode> Own(SyntaxNode body) =>
        body.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax);

    /// <summary>The length in milliseconds, as text; null where it is too long to grow.</summary>
    private static (string Text, bool IsConstant)? Milliseconds(ExpressionSyntax duration, FixSite site)
    {
        var constant = site.Model.GetConstantValue(duration, site.CancellationToken);
        if (constant is { HasValue: true, Value: int number })
            return number is > 0 and < Limit / 2 ? (Text(duration, number), true) : null;
        if (constant.HasValue)
            return null;

        // TimeSpan.FromSeconds(5) is the number it stands for.
        if (duration is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: { } amount }] } call
            && site.Model.GetSymbolInfo(call, site.CancellationToken).Symbol is IMethodSymbol { Name: "FromSeconds" or "FromMilliseconds" } from
            && site.Types.Is(from.ContainingType, "System.TimeSpan")
            && site.Model.GetConstantValue(amount, site.CancellationToken) is { HasValue: true, Value: { } value })
        {
            var milliseconds = Convert.ToDouble(value, CultureInfo.InvariantCulture) * (from.Name == "FromSeconds" ? 1000 : 1);
            return milliseconds is >= 1 and < Limit / 2 ? (((int)milliseconds).ToString(CultureInfo.InvariantCulture), true) : null;
        }

        var operand = duration is IdentifierNameSyntax or MemberAccessExpressionSyntax ? duration.WithoutTrivia().ToString() : $"({duration.WithoutTrivia()})";
        return (site.Types.Is(site.Model.GetTypeInfo(duration, site.CancellationToken).Type, "System.TimeSpan") ? operand + ".TotalMilliseconds" : operand, false);
    }

    /// <summary>A named constant keeps its name.</summary>
    private static string Text(ExpressionSyntax duration, int number) => duration is IdentifierNameSyntax or MemberAccessExpressionSyntax
        ? duration.WithoutTrivia().ToString()
        : number.ToString(CultureInfo.InvariantCulture);

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
