using Aitbc.Doctor.Redis;

namespace Aitbc.Doctor.Tests.Redis;

public sealed class ChannelNamesCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("await redis.publish('blocks', x)\nawait pubsub.subscribe('blocks')\n")]
    [InlineData("await redis.publish(f'blocks.{chain}', x)\nawait pubsub.psubscribe('blocks.*')\n")]
    [InlineData("BLOCKS = 'blocks'\nclass Node:\n    def __init__(self):\n        self._topic = 'blocks'\n    async def run(self):\n        await self._redis.publish(BLOCKS, x)\n        await broker.subscribe(self._topic, max_queue_size=100)\n")]
    [InlineData("async def stream(topic, ws):\n    await broker.subscribe(topic)\nasync def a(ws):\n    await stream('blocks', ws)\nredis.publish('blocks', 1)\n")]
    [InlineData("for topic in ['blocks', 'transactions']:\n    broker.subscribe(topic)\nbroker.publish('transactions', 1)\nbroker.publish(topic='blocks', message=1)\n")]
    [InlineData("from enum import Enum\nclass Channel(str, Enum):\n    BLOCKS = 'blocks'\nredis.publish(Channel.BLOCKS.value, 1)\npubsub.subscribe('other', 'blocks')\n")]
    [InlineData("redis.publish('blocks', 1)\npubsub.subscribe(**{'blocks': handle})\n")]
    [InlineData("bus.publish('nobody', 1)\nevents.publish('nobody', 1)\n")] // within the process
    [InlineData("def topic(chain):\n    return f'blocks.{chain}'\nredis.publish(topic(1), 1)\npubsub.subscribe('blocks.{}'.format(chain))\n")]
    public async Task Names_that_meet_are_ok(string source)
    {
        _repository.With("apps/a/a.py", source);
        var result = await _repository.CheckAsync("AITBC0653");
        Assert.Empty(result.Findings);
        Assert.True(result.Status is Status.Ok or Status.NotApplicable);
    }

    [Theory]
    [InlineData("Blocks", "blocks")]
    [InlineData("job-done", "job_done")]
    [InlineData("transaction", "transactions")]
    [InlineData("agent_evnets", "agent_events")]
    [InlineData("agent.message", "agent:message")]
    public async Task Near_miss_fails(string published, string subscribed)
    {
        _repository.With("apps/a/a.py", $"redis.publish('{published}', 1)\n").With("apps/b/b.py", $"pubsub.subscribe('{subscribed}')\n");
        var result = await _repository.CheckAsync("AITBC0653");
        Assert.Equal(["Fail apps/a/a.py:1"], result.Places());
        Assert.Equal("apps/b/b.py:1:1", Assert.Single(result.Findings[0].Evidence).Text);
    }

    [Fact]
    public async Task Near_miss_across_languages_fails()
    {
        _repository
            .With("apps/a/a.py", "JOB_DONE = 'job-done'\nawait self._redis.publish(JOB_DONE, 1)\n")
            .With("src/Channels.cs", "static class Channels { public const string JobDone = \"job_done\"; }\n")
            .With("src/Worker.cs", "using StackExchange.Redis;\n// subscriber.Subscribe(\"job-done\")\nawait subscriber.SubscribeAsync(RedisChannel.Literal(Channels.JobDone), Handle);\nawait subscriber.PublishAsync(RedisChannel.Literal($\"Ack.{id}\"), \"x\");\n")
            .With("apps/a/b.py", "pubsub.psubscribe('ack.*')\n");
        Assert.Equal(["Fail apps/a/a.py:2", "Fail src/Worker.cs:4"], (await _repository.CheckAsync("AITBC0653")).Places());
    }

    [Fact]
    public async Task Bus_of_another_kind_in_a_file_that_mentions_redis_does_not_count()
    {
        _repository.With("src/A.cs", "// falls back to Redis\nvar redis = 1;\naggregator.Publish(\"OrderCreated\", x);\n").With("src/ATests/B.cs", "using StackExchange.Redis;\nsubscriber.Publish(\"nobody\", 1);\n");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC0653")).Status);
    }

    [Fact]
    public async Task Name_that_nobody_subscribes_to_warns_unless_a_subscription_may_be_it()
    {
        _repository.With("apps/a/a.py", "redis.publish('agent_events', 1)\nredis.publish('blocks', 1)\npubsub.subscribe('blocks')\n");
        Assert.Equal(["Warn apps/a/a.py:1"], (await _repository.CheckAsync("AITBC0653")).Places());
        _repository.With("apps/b/b.py", "import sys\npubsub.subscribe(sys.argv[1])\n");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0653")).Status);
    }

    [Fact]
    public async Task Near_name_with_a_publisher_of_its_own_warns()
    {
        _repository.With("a.py", "redis.publish('block', 1)\nredis.publish('blocks', 1)\npubsub.subscribe('blocks')\n");
        Assert.Equal(["Warn a.py:1"], (await _repository.CheckAsync("AITBC0653")).Places());
    }

    [Fact]
    public async Task Wrappers_relays_and_tests_are_none_of_the_ends()
    {
        _repository
            .With("broker.py", "class Broker:\n    async def publish(self, topic, m):\n        await self._redis.publish(topic, m)\n    async def subscribe(self, topic):\n        async def listen():\n            await pubsub.subscribe(topic)\n")
            .With("relay.py", "async def post(request):\n    await broadcast.publish(request.query['c'], 1)\nasync def ws(socket):\n    async with broadcast.subscribe(socket.query['c']) as s:\n        pass\n")
            .With("tests/test_a.py", "redis.publish('nobody', 1)\n")
            .With("a.py", "broker.publish('blocks', 1)\n");
        Assert.Equal(["Warn a.py:1"], (await _repository.CheckAsync("AITBC0653")).Places());
    }

    [Fact]
    public async Task File_that_is_no_python_is_unknown_and_nothing_at_all_does_not_apply()
    {
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC0653")).Status);
        _repository.With("a.py", "redis.publish('x', \n");
        Assert.Equal(["Unknown a.py:1"], (await _repository.CheckAsync("AITBC0653")).Places());
    }

    [Theory]
    [InlineData("blocks", "blocks", true)]
    [InlineData("blocks.*", "blocks.ait-devnet", true)]
    [InlineData("blocks.*", "*.ait-devnet", true)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("*", "", true)]
    [InlineData("blocks.*", "blocks", false)]
    [InlineData("a*b", "ac", false)]
    public void Patterns_meet(string left, string right, bool meet)
    {
        Assert.Equal(meet, ChannelEnd.Meet(left, right));
        Assert.Equal(meet, ChannelEnd.Meet(right, left));
    }

    [Theory]
    [InlineData("shard1", "shard2")]
    [InlineData("jobs", "logs")]
    [InlineData("blocks", "transactions")]
    [InlineData("blocks", "blocks.*")]
    public void Names_that_are_not_near(string left, string right) => Assert.False(ChannelEnd.AreNear(left, right));
}
