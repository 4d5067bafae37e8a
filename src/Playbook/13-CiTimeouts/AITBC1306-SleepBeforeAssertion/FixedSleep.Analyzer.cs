using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.CiTimeouts;

/// <summary>A sleep of a length that is written in the source, as a statement of its own.</summary>
/// <param name="Name">The name <c>Sleep</c> or <c>Delay</c>.</param>
/// <param name="Statement">The statement that does nothing but sleep.</param>
/// <param name="Argument">How long.</param>
/// <param name="Milliseconds">The same in milliseconds.</param>
internal sealed record FixedSleep(SyntaxNode Name, ExpressionStatementSyntax Statement, SyntaxNode Argument, double Milliseconds)
{
    /// <summary>Shorter sleeps only give other threads a turn.</summary>
    private const double Shortest = 10;

    public static bool IsSleep(IMethodSymbol method, KnownTypes types) =>
        (method.Name == "Sleep" && types.Is(method.ContainingType, "System.Threading.Thread"))
        || (method.Name == "Delay" && types.Is(method.ContainingType, "System.Threading.Tasks.Task"));

    public static FixedSleep? Of(IInvocationOperation call, KnownTypes types)
    {
        if (!IsSleep(call.TargetMethod, types) || call.Syntax is not InvocationExpressionSyntax syntax || StatementOf(syntax) is not { } statement)
            return null;

        double? length = null;
        SyntaxNode? argumentSyntax = null;
        foreach (var argument in call.Arguments)
        {
            // Time that the test itself moves on is no time that it loses.
            if (argument.Parameter?.Type is { Name: "TimeProvider" } provider && types.Is(provider, "System.TimeProvider"))
                return null;
            if (argument.Parameter is { Ordinal: 0 })
            {
                length = MillisecondsOf(argument.Value, types);
                argumentSyntax = argument.Value.Syntax;
            }
        }

        var name = syntax.Expression is MemberAccessExpressionSyntax access ? access.Name : syntax.Expression;
        return length is { } value && value >= Shortest ? new FixedSleep(name, statement, argumentSyntax!, value) : null;
    }

    /// <summary>The length of a constant time; null where it is not known.</summary>
    public static double? MillisecondsOf(IOperation operation, KnownTypes types)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
            return Number(constant);

        switch (operation)
        {
            case IConversionOperation conversion:
                return MillisecondsOf(conversion.Operand, types);
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: var unit } made, Arguments: var arguments }
                when types.Is(made.ContainingType, "System.TimeSpan") && Unit(unit) is { } factor && arguments.Length > 0:
                double sum = 0;
                foreach (var argument in arguments)
                {
                    if (argument.ArgumentKind == ArgumentKind.DefaultValue)
                        continue;
                    if (argument.Parameter?.Ordinal != 0 || argument.Value.ConstantValue is not { HasValue: true, Value: { } value } || Number(value) is not { } number)
                        return null;
                    sum += number * factor;
                }

                return sum;
            case IFieldReferenceOperation { Field: { IsReadOnly: true, IsStatic: true, DeclaringSyntaxReferences: [var declaration] } }:
                return MillisecondsOf((declaration.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value);
            default:
                return null;
        }
    }

    /// <summary><c>TimeSpan.FromSeconds(5)</c> of a field that may be declared in another file.</summary>
    public static double? MillisecondsOf(ExpressionSyntax? initializer) =>
        initializer is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Expression: var type, Name.Identifier.ValueText: var unit },
            ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: { } value } }],
        } && type.ToString().EndsWith("TimeSpan", StringComparison.Ordinal) && Unit(unit) is { } factor
            ? Number(value) * factor
            : null;

    private static double? Unit(string name) => name switch
    {
        "FromMilliseconds" => 1,
        "FromSeconds" => 1000,
        "FromMinutes" => 60_000,
        _ => null,
    };

    private static double? Number(object value) => value switch
    {
        int or long or double or float or short or byte or uint => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The statement that is the sleep alone, awaited where it is a delay, whatever is chained to it.</summary>
    private static ExpressionStatementSyntax? StatementOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax outermost = call;
        while (outermost.Parent is MemberAccessExpressionSyntax access && access.Expression == outermost && access.Parent is InvocationExpressionSyntax chained)
        {
            // Task.Delay(...).Wait() is for AITBC1302.
            if (access.Name.Identifier.ValueText is "Wait" or "GetAwaiter" or "ContinueWith")
                return null;
            outermost = chained;
        }

        return outermost.Parent switch
        {
            AwaitExpressionSyntax { Parent: ExpressionStatementSyntax awaited } => awaited,
            // Not awaited, a delay delays nothing.
            ExpressionStatementSyntax statement when outermost == call && call.Expression is var name
                && (name is MemberAccessExpressionSyntax member ? member.Name : name).ToString() == "Sleep" => statement,
            _ => null,
        };
    }
}
