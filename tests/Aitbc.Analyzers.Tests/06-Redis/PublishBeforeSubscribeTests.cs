using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Redis.PublishBeforeSubscribeAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Redis;

public class PublishBeforeSubscribeTests
{
    [Theory]
    [InlineData("""await bus.SubscribeAsync("jobs", Hear); await bus.PublishAsync("jobs", "x");""")]
    [InlineData("""bus.Subscribe("jobs", Hear); bus.Publish("jobs", "x");""")]
    [InlineData("""(await bus.SubscribeAsync(RedisChannel.Literal("jobs"))).OnMessage(m => Hear(m.Channel, m.Message)); await bus.PublishAsync("jobs", "x");""")]
    [InlineData("""var subscribed = bus.SubscribeAsync("jobs", Hear); await subscribed; await bus.PublishAsync("jobs", "x");""")]
    [InlineData("""var subscribed = bus.SubscribeAsync("jobs", Hear); await Task.WhenAll(subscribed, Task.Delay(1)); await bus.PublishAsync("jobs", "x");""")]
    [InlineData("""bus.SubscribeAsync("jobs", Hear).Wait(); await bus.PublishAsync("jobs", "x");""")]
    [InlineData("""bus.SubscribeAsync("jobs", Hear).GetAwaiter().GetResult(); bus.Publish("jobs", "x");""")]
    // Other channels.
    [InlineData("""await bus.PublishAsync("jobs", "x"); await bus.SubscribeAsync("results", Hear);""")]
    [InlineData("""await bus.PublishAsync($"job:{Guid.NewGuid()}", "x"); await bus.SubscribeAsync($"job:{Guid.NewGuid()}", Hear);""")]
    [InlineData("""var id = 1; await bus.PublishAsync($"job:{id}", "x"); id++; await bus.SubscribeAsync($"job:{id}", Hear);""")]
    [InlineData("""await bus.PublishAsync("jobs", "x"); await bus.SubscribeAsync("jobs*", Hear);""")]
    // Not on one path.
    [InlineData("""if (flag) await bus.PublishAsync("jobs", "x"); else await bus.SubscribeAsync("jobs", Hear);""")]
    [InlineData("""switch (flag) { case true: await bus.PublishAsync("jobs", "x"); break; default: await bus.SubscribeAsync("jobs", Hear); break; }""")]
    [InlineData("""if (flag) { await bus.PublishAsync("jobs", "x"); return; } await bus.SubscribeAsync("jobs", Hear);""")]
    [InlineData("""while (flag) { await bus.SubscribeAsync("jobs", Hear); await bus.PublishAsync("jobs", "x"); await bus.UnsubscribeAsync("jobs"); }""")]
    [InlineData("""await bus.SubscribeAsync("jobs", Hear); await bus.PublishAsync("jobs", "x"); await bus.SubscribeAsync("jobs", Hear);""")]
    // In a handler, later.
    [InlineData("""Action send = () => bus.Publish("jobs", "x"); await bus.SubscribeAsync("jobs", Hear); send();""")]
    // Who looks at the number of receivers, or publishes again, knows.
    [InlineData("""var heard = await bus.PublishAsync("jobs", "x"); await bus.SubscribeAsync("jobs", Hear); Console.WriteLine(heard);""")]
    [InlineData("""await bus.PublishAsync("jobs", "x"); await bus.SubscribeAsync("jobs", Hear); await bus.PublishAsync("jobs", "y");""")]
    [InlineData("""var subscribed = bus.SubscribeAsync("jobs", Hear); Keep(subscribed); await bus.PublishAsync("jobs", "x");""")]
    public Task Silent(string statements) => Verify.ReportsAsync(Method(statements), Library.Redis);

    [Theory]
    [InlineData("""await [|bus.PublishAsync("jobs", "x")|]; await bus.SubscribeAsync("jobs", Hear);""")]
    [InlineData("""[|bus.Publish("jobs", "x")|]; bus.Subscribe("jobs", Hear);""")]
    [InlineData("""[|bus.Publish("jobs", "x")|]; bus.Subscribe(RedisChannel.Literal(Jobs)).OnMessage(m => Hear(m.Channel, m.Message));""")]
    [InlineData("""await [|db.PublishAsync(RedisChannel.Literal("jobs"), "x")|]; await bus.SubscribeAsync("jobs", Hear);""")]
    [InlineData("""await [|bus.PublishAsync($"job:{flag}", "x")|]; await bus.SubscribeAsync($"job:{flag}", Hear);""")]
    [InlineData("""var channel = "job:" + Console.ReadLine(); await [|bus.PublishAsync(channel, "x")|]; await bus.SubscribeAsync(channel, Hear);""")]
    [InlineData("""if (flag) await [|bus.PublishAsync("jobs", "x")|]; await bus.SubscribeAsync("jobs", Hear);""")]
    [InlineData("""while (flag) { await [|bus.PublishAsync("jobs", "x")|]; await bus.SubscribeAsync("jobs", Hear); }""")]
    [InlineData("""try { await [|bus.PublishAsync("jobs", "x")|]; await bus.SubscribeAsync("jobs", Hear); } finally { Console.WriteLine(); }""")]
    // Not awaited.
    [InlineData("""bus.SubscribeAsync("jobs", Hear); await [|bus.PublishAsync("jobs", "x")|];""")]
    [InlineData("""_ = bus.SubscribeAsync("jobs", Hear); [|bus.Publish("jobs", "x")|];""")]
    [InlineData("""var subscribed = bus.SubscribeAsync("jobs", Hear); await [|bus.PublishAsync("jobs", "x")|]; await subscribed;""")]
    public Task Reports(string statements) => Verify.ReportsAsync(Method(statements), Library.Redis);

    [Fact]
    public Task In_programs() => new RuleTest<Aitbc.Analyzers.Redis.PublishBeforeSubscribeAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>([], [Library.Redis])
    {
        TestState = { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication },
        TestCode = """
            using System;
            using StackExchange.Redis;

            var redis = await ConnectionMultiplexer.ConnectAsync(args[0]);
            var bus = redis.GetSubscriber();
            await [|bus.PublishAsync("jobs", "x")|];
            await bus.SubscribeAsync("jobs", (_, message) => Console.WriteLine(message));
            """,
    }.RunAsync();

    [Fact]
    public Task Nats_keeps_nothing_either() => Verify.ReportsAsync(
        """
        using System.Threading.Tasks;
        using NATS.Client.Core;

        public class Agent(INatsConnection nats)
        {
            public async Task RunAsync()
            {
                await [|nats.PublishAsync("jobs", "x")|];
                await using var jobs = await nats.SubscribeCoreAsync<string>("jobs");
            }
        }
        """,
        Library.Nats);

    private static string Method(string statements) => $$"""
        using System;
        using System.Threading.Tasks;
        using StackExchange.Redis;

        #pragma warning disable CS4014, CS1998
        public class Agent(ISubscriber bus, IDatabase db)
        {
            private const string Jobs = "jobs";

            public async Task RunAsync(bool flag)
            {
                {{statements}}
            }

            private static void Hear(RedisChannel channel, RedisValue message) => Console.WriteLine(message);

            private static void Keep(Task task) => task.ContinueWith(_ => { });
        }
        """;
}
