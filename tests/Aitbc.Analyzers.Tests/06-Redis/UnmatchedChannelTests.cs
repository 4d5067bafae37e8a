using Aitbc.Analyzers.Redis;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Redis.UnmatchedChannelAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Redis;

public class UnmatchedChannelTests
{
    [Theory]
    [InlineData(""" "blocks" """, """ "blocks" """)]
    [InlineData(""" "blocks" """, """ RedisChannel.Literal("blocks") """)]
    [InlineData(""" "blocks" """, """ Names.Blocks """)]
    // Patterns hear.
    [InlineData(""" "blocks:new" """, """ "blocks:*" """)]
    [InlineData(""" "blocks:new" """, """ RedisChannel.Pattern("blocks?new") """)]
    [InlineData(""" "blocks:new" """, """ new RedisChannel("block[sz]:*", RedisChannel.PatternMode.Pattern) """)]
    [InlineData(""" "Blocks" """, """ RedisChannel.Pattern("*") """)]
    // What only run time knows may be the same.
    [InlineData(""" $"job:{id}" """, """ $"job:{other}" """)]
    [InlineData(""" $"{id}:jobs" """, """ "node:jobs" """)]
    [InlineData(""" "node:jobs" """, """ $"{id}:jobs" """)]
    [InlineData(""" id """, """ "blocks" """)]
    // Other channels, not slips.
    [InlineData(""" "blocks" """, """ "transactions" """)]
    [InlineData(""" "events:v1" """, """ "events:v2" """)]
    [InlineData(""" "node1" """, """ "node2" """)]
    [InlineData(""" "light:on" """, """ "light:off" """)]
    [InlineData(""" "rx" """, """ "tx" """)]
    [InlineData(""" "peer:rx" """, """ "peer:tx" """)]
    [InlineData(""" "egress" """, """ "ingress" """)]
    [InlineData(""" "cache:get" """, """ "cache:set" """)]
    [InlineData(""" "serialize" """, """ "deserialize" """)]
    [InlineData(""" "job:new" """, """ "job:end" """)]
    public Task Silent(string published, string subscribed) => Verify.ReportsAsync(Pair(published, subscribed), Library.Redis);

    [Theory]
    [InlineData(""" "Blocks" """, """ "blocks" """, "case")]
    [InlineData(""" "blocks " """, """ "blocks" """, "white space")]
    [InlineData(""" "aitbc.blocks" """, """ "aitbc:blocks" """, "a separator")]
    [InlineData(""" "newblocks" """, """ "new-blocks" """, "a separator")]
    [InlineData(""" "block" """, """ "blocks" """, "spelling")]
    [InlineData(""" "transcations" """, """ "transactions" """, "spelling")]
    [InlineData(""" "aitbc:tranactions" """, """ RedisChannel.Literal("aitbc:transactions") """, "spelling")]
    [InlineData(""" $"job:{id}" """, """ $"jobs:{id}" """, "spelling")]
    [InlineData(""" $"Job:{id}:done" """, """ $"job:{other}:done" """, "case")]
    [InlineData(""" Names.Bloks """, """ Names.Blocks """, "spelling")]
    [InlineData(""" Names.Literal """, """ Names.Blocks """, "case")]
    public async Task Reports(string published, string subscribed, string slip)
    {
        var test = Verify.Create(Pair("[|" + published.Trim() + "|]", subscribed), [], Library.Redis);
        Assert.NotNull(slip);
        await test.RunAsync();
    }

    [Fact]
    public async Task Names_both_places_across_files()
    {
        var test = Verify.Create(
            """
            using StackExchange.Redis;

            public class Publisher(ISubscriber subscriber)
            {
                public void Send() => subscriber.Publish({|#0:Channels.Published|}, "x");
            }
            """,
            [],
            Library.Redis);
        test.TestState.Sources.Add(("Channels.cs", """
            using StackExchange.Redis;

            public static class Channels
            {
                public static readonly RedisChannel Published = RedisChannel.Literal(Prefix + ":Blocks");
                public const string Subscribed = Prefix + ":blocks";
                private const string Prefix = "aitbc";
            }
            """));
        test.TestState.Sources.Add(("Listener.cs", """
            using System.Threading.Tasks;
            using StackExchange.Redis;

            public class Listener(IConnectionMultiplexer redis)
            {
                public Task ListenAsync() => redis.GetSubscriber().SubscribeAsync({|#1:Channels.Subscribed|}, (_, _) => { });
            }
            """));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(UnmatchedChannelAnalyzer.Id, Microsoft.CodeAnalysis.DiagnosticSeverity.Info)
            .WithLocation(0).WithLocation(1).WithArguments("aitbc:Blocks", "Listener.cs:6", "aitbc:blocks", "case"));
        await test.RunAsync();
    }

    [Fact]
    public Task A_name_that_is_spelt_otherwise_may_be_a_channel_of_others() => Verify.ReportsAsync(
        """
        using StackExchange.Redis;

        public class Agent(ISubscriber subscriber, string configured)
        {
            public void Run()
            {
                // Somebody publishes what is subscribed to: 'request' is for another program.
                subscriber.Publish("request", "x");
                subscriber.Publish("requests", "x");
                subscriber.Subscribe("requests", (_, _) => { });
            }
        }
        """,
        Library.Redis);

    [Fact]
    public Task A_subscription_that_is_not_known_may_be_to_it() => Verify.ReportsAsync(
        """
        using StackExchange.Redis;

        public class Agent(ISubscriber subscriber)
        {
            public void Run()
            {
                subscriber.Publish("request", "x");
                subscriber.Publish([|"Blocks"|], "x");
                subscriber.Subscribe("requests", (_, _) => { });
                subscriber.Subscribe("blocks", (_, _) => { });
                subscriber.Subscribe(System.Environment.GetEnvironmentVariable("CHANNEL"), (_, _) => { });
            }
        }
        """,
        Library.Redis);

    [Fact]
    public Task Follows_buses_of_ones_own() => Verify.ReportsAsync(
        """
        using System;
        using System.Threading.Tasks;
        using StackExchange.Redis;

        public interface IBus
        {
            Task SendAsync(string channel, string message);

            Task HearAsync(string channel, Action<string> handler);
        }

        public sealed class RedisBus(ISubscriber subscriber) : IBus
        {
            public Task SendAsync(string channel, string message) => subscriber.PublishAsync(RedisChannel.Literal(channel), message);

            public async Task HearAsync(string channel, Action<string> handler) =>
                (await subscriber.SubscribeAsync(RedisChannel.Literal(channel))).OnMessage(message => handler(message.Message.ToString()));
        }

        public class Agent(IBus bus)
        {
            public async Task RunAsync()
            {
                await bus.HearAsync("blocks", _ => { });
                await bus.HearAsync("transactions", _ => { });
                await bus.SendAsync("blocks", "x");
                await bus.SendAsync([|"Transactions"|], "x");
            }
        }
        """,
        Library.Redis);

    [Fact]
    public Task Nats_subjects() => Verify.ReportsAsync(
        """
        using System.Threading.Tasks;
        using NATS.Client.Core;

        public class Agent(INatsConnection nats)
        {
            public async Task RunAsync()
            {
                await nats.PublishAsync("jobs.new", "x");
                await nats.PublishAsync([|"Block.new"|], "x");
                await using var sub = await nats.SubscribeCoreAsync<string>("jobs.>");
                await foreach (var message in nats.SubscribeAsync<string>("block.new"))
                    return;
            }
        }
        """,
        Library.Nats);

    [Fact]
    public Task Mqtt_topics() => Verify.ReportsAsync(
        """
        using System.Threading.Tasks;
        using MQTTnet;

        public class Agent(IMqttClient mqtt)
        {
            public async Task RunAsync()
            {
                await mqtt.SubscribeAsync("agents/+/state");
                await mqtt.SubscribeAsync("blocks/#");
                await mqtt.SubscribeAsync("agents/jobs");
                await mqtt.PublishStringAsync("agents/7/state", "x");
                await mqtt.PublishStringAsync("blocks", "x");
                await mqtt.PublishStringAsync([|"agents/Jobs"|], "x");
                await mqtt.PublishAsync(new MqttApplicationMessageBuilder().WithTopic([|"agent/jobs"|]).Build());
            }
        }
        """,
        Library.Mqtt);

    private static string Pair(string published, string subscribed) => $$"""
        using System.Threading.Tasks;
        using StackExchange.Redis;

        public static class Names
        {
            public const string Blocks = "blocks";
            public const string Bloks = "bloks";
            public static readonly RedisChannel Literal = RedisChannel.Literal("BLOCKS");
        }

        public class Agent(ISubscriber subscriber, IDatabase database)
        {
            public async Task RunAsync(int id, int other)
            {
                await subscriber.SubscribeAsync({{subscribed}}, (_, _) => { });
                await database.PublishAsync({{published}}, "x");
            }
        }
        """.Replace("int id, int other", published.Trim() == "id" ? "string id, int other" : "int id, int other", StringComparison.Ordinal);
}
