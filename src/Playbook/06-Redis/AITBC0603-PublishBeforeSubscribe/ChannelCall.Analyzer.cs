using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Aitbc.Analyzers.Redis;

/// <summary>A call that publishes to a channel or subscribes to one, in one method.</summary>
/// <param name="Call">The call.</param>
/// <param name="IsPublish">It publishes; otherwise it subscribes.</param>
/// <param name="Name">What it names.</param>
/// <param name="Key">Equal for calls that surely name one channel.</param>
internal sealed record ChannelCall(IInvocationOperation Call, bool IsPublish, ChannelName Name, string Key)
{
    public string Display => Name.Text == ComposedText.Hole.ToString() ? Name.Shown.Syntax.ToString() : Name.Display;

    /// <summary>The call as a channel's; null where its channel cannot be told from others.</summary>
    public static ChannelCall? Of(IInvocationOperation call, ChannelMethod method, IOperation channel, ValueTrace trace)
    {
        if (ChannelName.Of(channel, method.Protocol, trace).ToArray() is not [{ IsPattern: false } name])
            return null;
        if (!name.HasHole)
            return new ChannelCall(call, method.IsPublish, name, name.Text);

        // The same expression of variables that nobody changes names the same channel; one that calls something may not.
        foreach (var operation in channel.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod.ContainingType.Name: not "RedisChannel" } or IObjectCreationOperation { Type.Name: not "RedisChannel" } or IAwaitOperation:
                case IIncrementOrDecrementOperation or IAssignmentOperation or IArrayElementReferenceOperation:
                case ILocalReferenceOperation { Local: var local } when VariableWrites.OfLocal(local, operation.Root()) is not { IsComplete: true, Values.Length: 1 }:
                    return null;
            }
        }

        return new ChannelCall(call, method.IsPublish, name, name.Text + " " + Bare(channel).Syntax);
    }

    /// <summary>The channel's name without what makes a channel of it.</summary>
    private static IOperation Bare(IOperation channel)
    {
        while (true)
        {
            switch (channel)
            {
                case IConversionOperation conversion:
                    channel = conversion.Operand;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Literal", ContainingType.Name: "RedisChannel" }, Arguments: [{ Value: { } name }] }:
                    channel = name;
                    break;
                default:
                    return channel;
            }
        }
    }
}
