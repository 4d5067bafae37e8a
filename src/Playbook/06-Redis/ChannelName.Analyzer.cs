using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>The name of a channel as far as the compiler knows it.</summary>
/// <param name="Text">The name, with <see cref="ComposedText.Hole"/> for what only run time knows.</param>
/// <param name="IsPattern">It stands for many channels.</param>
/// <param name="Shown">What stands for it in the code, the place to report.</param>
/// <param name="Parameter">The parameter that is the whole name; null where it is none.</param>
internal sealed record ChannelName(string Text, bool IsPattern, IOperation Shown, IParameterSymbol? Parameter)
{
    /// <summary>Is enough of the name known to compare it with others?</summary>
    public bool IsKnown => LettersOf(Text) > 2;

    public bool HasHole => Text.IndexOf(ComposedText.Hole) >= 0;

    /// <summary>The name for people, with braces for what is not known.</summary>
    public string Display => Text.Replace(ComposedText.Hole.ToString(), "{}");

    /// <summary>The channels that the value may name; null in place of one that cannot be told at all.</summary>
    public static IEnumerable<ChannelName> Of(IOperation channel, ChannelProtocol protocol, ValueTrace trace)
    {
        foreach (var origin in trace.Origins(channel))
            yield return Of(origin, protocol, isLiteral: false, trace, 4);
    }

    private static ChannelName Of(ValueOrigin origin, ChannelProtocol protocol, bool isLiteral, ValueTrace trace, int depth)
    {
        switch (origin.Operation)
        {
            // A string becomes a channel by itself.
            case IConversionOperation { OperatorMethod: not null } conversion when depth > 0:
                return OfPart(conversion.Operand, origin, protocol, isLiteral, trace, depth);
            case IInvocationOperation { TargetMethod: { Name: "Literal" or "Sharded", ContainingType.Name: "RedisChannel" }, Arguments: [{ Value: { } name }, ..] } when depth > 0:
                return OfPart(name, origin, protocol, isLiteral: true, trace, depth);
            case IInvocationOperation { TargetMethod: { Name: "Pattern", ContainingType.Name: "RedisChannel" }, Arguments: [{ Value: { } name }, ..] } when depth > 0:
                return OfPart(name, origin, protocol, isLiteral: false, trace, depth) with { IsPattern = true };
            case IInvocationOperation { TargetMethod.Name: "WithKeyRouting", Instance: { } inner } when depth > 0:
                return OfPart(inner, origin, protocol, isLiteral, trace, depth);
            case IObjectCreationOperation { Type.Name: "RedisChannel", Arguments: [{ Value: { } name }, { Value: { } mode }, ..] } when depth > 0:
                return mode.WithoutConversions() is IFieldReferenceOperation { Field.Name: "Literal" }
                    ? OfPart(name, origin, protocol, isLiteral: true, trace, depth)
                    : OfPart(name, origin, protocol, isLiteral: false, trace, depth);
            case IParameterReferenceOperation parameter:
                return new ChannelName(ComposedText.Hole.ToString(), false, origin.Shown, parameter.Parameter.OriginalDefinition);
        }

        if (origin.Operation.Type?.SpecialType != SpecialType.System_String)
            return new ChannelName(ComposedText.Hole.ToString(), false, origin.Shown, null);

        var text = ComposedText.Of(origin, trace).Value;
        return new ChannelName(text, !isLiteral && HasWildcard(text, protocol), origin.Shown, null);
    }

    private static ChannelName OfPart(IOperation part, ValueOrigin within, ChannelProtocol protocol, bool isLiteral, ValueTrace trace, int depth) =>
        trace.Origins(part, within) is [{ } origin]
            ? Of(origin, protocol, isLiteral, trace, depth - 1)
            : new ChannelName(ComposedText.Hole.ToString(), false, within.Shown, null);

    private static bool HasWildcard(string text, ChannelProtocol protocol) => protocol switch
    {
        ChannelProtocol.Redis => text.IndexOfAny(['*', '?', '[']) >= 0,
        ChannelProtocol.Mqtt => text.IndexOfAny(['+', '#']) >= 0,
        _ => text.IndexOfAny(['*', '>']) >= 0,
    };

    private static int LettersOf(string text)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c))
                count++;
        }

        return count;
    }
}
