using Aitbc.Doctor.Redis;

namespace Aitbc.Doctor.Tests.Redis;

public sealed class OneRedisUrlCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task One_address_in_all_its_forms_is_ok()
    {
        _repository
            .With(".env", "REDIS_URL=redis://localhost\n")
            .With("apps/a/.env.example", "gossip_broadcast_url='redis://127.0.0.1:6379'  # local\n")
            .With("systemd/a.service", "[Service]\nEnvironment=\"REDIS_URL=redis://user:secret@localhost:6379/0\" PORT=1\n")
            .With("docker-compose.yml", "services:\n  a:\n    environment:\n      - REDIS_URL=redis://redis:6379/0\n  b:\n    environment:\n      REDIS_URL: redis://redis\n")
            .With("apps/a/config.py", "import os\nurl = os.getenv('REDIS_URL', 'redis://localhost:6379')\ndef f(redis_url: str = 'redis://localhost:6379/0'): pass\n")
            .With("src/A.cs", "var a = ConnectionMultiplexer.Connect(\"localhost:6379,defaultDatabase=0\"); // redis://elsewhere:1\n/* \"redis://elsewhere:2\" */\n");
        var result = await _repository.CheckAsync("AITBC0652");
        Assert.Equal(Status.Ok, result.Status);
        Assert.Equal("8 Redis URLs", result.Summary);
    }

    [Fact]
    public async Task Tests_profiles_templates_of_a_run_and_comparisons_do_not_count()
    {
        _repository
            .With("apps/a/config.py", "import os\nurl = os.getenv('REDIS_URL', 'redis://localhost:6379')\nclass Testing:\n    redis_url = 'redis://localhost:6379/15'\ntest_redis_url = 'redis://other:1'\nif url == 'redis://other:1' or url.startswith('redis://'):\n    raise ValueError('redis://other:1')\n")
            .With("tests/test_a.py", "URL = 'redis://other:1'\n")
            .With("A.Tests/ATests.cs", "var a = \"redis://other:1\";\n")
            .With("docker-compose.yml", "services:\n  a:\n    environment:\n      REDIS_URL: ${REDIS_URL}\n");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0652")).Status);
    }

    [Fact]
    public async Task Set_addresses_of_two_servers_fail()
    {
        _repository.With("apps/a/.env", "REDIS_URL=redis://localhost:6379/0\n").With("apps/b/.env", "REDIS_URL=redis://localhost:6380/0\n").With("systemd/c.service", "[Service]\nEnvironment=REDIS_URL=redis://localhost\n");
        var result = await _repository.CheckAsync("AITBC0652");
        Assert.Equal(["Fail apps/b/.env:1"], result.Places());
        Assert.Contains("localhost:6380", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_services_of_two_servers_fail_and_the_machine_is_another_network()
    {
        _repository
            .With("apps/a/config.py", "redis_url = 'redis://localhost:6379/0'\n")
            .With("docker-compose.yml", "services:\n  a:\n    environment:\n      REDIS_URL: redis://redis:6379\n  b:\n    environment:\n      REDIS_URL: redis://cache:6379\n  c:\n    environment:\n      REDIS_URL: redis://redis:6379\n");
        Assert.Equal(["Fail docker-compose.yml:7"], (await _repository.CheckAsync("AITBC0652")).Places());
    }

    [Fact]
    public async Task Default_of_another_server_or_database_warns_across_languages()
    {
        _repository
            .With(".env", "REDIS_URL=redis://localhost:6379/0\n")
            .With("apps/a/config.py", "import os\nredis_url: str = os.getenv('REDIS_URL', 'redis://localhost:6379/4')\n")
            .With("apps/b/config.py", "def connect(*, redis_url='redis://redis.internal:6379'):\n    pass\n")
            .With("src/A.cs", "var url = Environment.GetEnvironmentVariable(\"REDIS_URL\") ?? \"redis://localhost:6390\";\n");
        var result = await _repository.CheckAsync("AITBC0652");
        Assert.Equal(["Warn apps/a/config.py:2", "Warn apps/b/config.py:1", "Warn src/A.cs:1"], result.Places());
        Assert.Contains("database 4 here and 0 elsewhere", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_kind_does_not_apply_and_what_cannot_be_read_is_unknown()
    {
        _repository.With("a.py", "x = 1\n");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC0652")).Status);
        _repository.With("docker-compose.yml", "services: [\n").With("b.py", "url = 'redis://localhost'\ndef (\n");
        Assert.Equal(["Unknown b.py:2", "Unknown docker-compose.yml:2"], (await _repository.CheckAsync("AITBC0652")).Places());
    }

    [Theory]
    [InlineData("redis://localhost", "redis://localhost:6379/0")]
    [InlineData("REDISS://user:p%40ss@Redis.Example.ORG:7000/3?ssl_cert_reqs=none", "rediss://redis.example.org:7000/3")]
    [InlineData("redis://[::1]:6379?db=2", "redis://localhost:6379/2")]
    [InlineData("unix:///var/run/redis.sock?db=1", "unix:///var/run/redis.sock")]
    public void Address_is_normalised_without_its_secret(string text, string normal) => Assert.Equal(normal, RedisUrl.Parse(text).Url!.ToString());

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("localhost:6379", "has no scheme: redis://host:port/db")]
    [InlineData("http://localhost:6379", "is no address of a Redis: redis://host:port/db")]
    [InlineData("redis://:6379", "names no host")]
    [InlineData("redis://localhost:99999", "has no valid port: '99999'")]
    [InlineData("redis://localhost:port", "has no valid port: 'port'")]
    [InlineData("redis://localhost/cache", "names a database that is no number: 'cache'")]
    public void Address_that_is_none_says_why(string text, string problem) => Assert.Equal(problem, RedisUrl.Parse(text).Problem);
}
