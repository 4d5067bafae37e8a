namespace Aitbc.Analyzers.Redis;

/// <summary>How a library writes a subscription that stands for many channels.</summary>
internal enum ChannelProtocol
{
    /// <summary><c>*</c>, <c>?</c> and <c>[ab]</c> in a pattern; a literal has none.</summary>
    Redis,

    /// <summary><c>+</c> for a level, <c>#</c> for all that follow.</summary>
    Mqtt,

    /// <summary><c>*</c> for a token, <c>></c> for all that follow.</summary>
    Nats,
}

/// <summary>A method of a library that publishes to a channel or subscribes to one.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Name">The method.</param>
/// <param name="Channel">The parameter for the channel.</param>
/// <param name="IsPublish">It publishes; otherwise it subscribes.</param>
/// <param name="Protocol">How it reads the channel.</param>
internal sealed record ChannelMethod(string Type, string Name, string Channel, bool IsPublish, ChannelProtocol Protocol)
{
    /// <summary>Does the call itself subscribe or publish? A builder only describes what will be.</summary>
    public bool IsAction { get; init; } = true;

    public static readonly ChannelMethod[] All =
    [
        new("StackExchange.Redis.ISubscriber", "Publish", "channel", true, ChannelProtocol.Redis),
        new("StackExchange.Redis.ISubscriber", "PublishAsync", "channel", true, ChannelProtocol.Redis),
        new("StackExchange.Redis.IDatabase", "Publish", "channel", true, ChannelProtocol.Redis),
        new("StackExchange.Redis.IDatabaseAsync", "PublishAsync", "channel", true, ChannelProtocol.Redis),
        new("StackExchange.Redis.ISubscriber", "Subscribe", "channel", false, ChannelProtocol.Redis),
        new("StackExchange.Redis.ISubscriber", "SubscribeAsync", "channel", false, ChannelProtocol.Redis),

        new("NATS.Client.Core.INatsClient", "PublishAsync", "subject", true, ChannelProtocol.Nats),
        new("NATS.Client.Core.INatsConnection", "PublishAsync", "subject", true, ChannelProtocol.Nats),
        new("NATS.Client.Core.NatsConnection", "PublishAsync", "subject", true, ChannelProtocol.Nats),
        new("NATS.Net.NatsClient", "PublishAsync", "subject", true, ChannelProtocol.Nats),
        new("NATS.Client.Core.INatsClient", "SubscribeAsync", "subject", false, ChannelProtocol.Nats) { IsAction = false },
        new("NATS.Client.Core.NatsConnection", "SubscribeAsync", "subject", false, ChannelProtocol.Nats) { IsAction = false },
        new("NATS.Net.NatsClient", "SubscribeAsync", "subject", false, ChannelProtocol.Nats) { IsAction = false },
        new("NATS.Client.Core.INatsConnection", "SubscribeCoreAsync", "subject", false, ChannelProtocol.Nats),
        new("NATS.Client.Core.NatsConnection", "SubscribeCoreAsync", "subject", false, ChannelProtocol.Nats),

        new("MQTTnet.MqttApplicationMessageBuilder", "WithTopic", "topic", true, ChannelProtocol.Mqtt) { IsAction = false },
        new("MQTTnet.MqttClientExtensions", "PublishStringAsync", "topic", true, ChannelProtocol.Mqtt) { IsAction = false },
        new("MQTTnet.MqttClientExtensions", "PublishBinaryAsync", "topic", true, ChannelProtocol.Mqtt) { IsAction = false },
        new("MQTTnet.MqttClientExtensions", "SubscribeAsync", "topic", false, ChannelProtocol.Mqtt) { IsAction = false },
        new("MQTTnet.MqttTopicFilterBuilder", "WithTopic", "topic", false, ChannelProtocol.Mqtt) { IsAction = false },
        new("MQTTnet.MqttClientSubscribeOptionsBuilder", "WithTopicFilter", "topic", false, ChannelProtocol.Mqtt) { IsAction = false },
    ];
}
