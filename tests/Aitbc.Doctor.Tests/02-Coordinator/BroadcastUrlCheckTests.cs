namespace Aitbc.Doctor.Tests.Coordinator;

public sealed class BroadcastUrlCheckTests : IDisposable
{
    private const string Config = "class Settings(BaseSettings):\n    gossip_backend: str = 'memory'\n    gossip_broadcast_url: str | None = None\n";

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Broadcast_that_is_off_does_not_apply()
    {
        _repository.With("config.py", Config).With("tests/test_x.py", "GOSSIP_BACKEND = 'broadcast'\n");
        Assert.Equal(Status.NotApplicable, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task Valid_address_is_ok_and_its_place_is_named()
    {
        _repository.With("config.py", Config).With("apps/a/.env", "gossip_backend=broadcast\ngossip_broadcast_url=redis://localhost:6379\n");
        var result = await CheckAsync();
        Assert.Equal(Status.Ok, result.Status);
        Assert.Equal("broadcast is switched on by gossip_backend in apps/a/.env:1; its Redis URL comes from gossip_broadcast_url in apps/a/.env:2", result.Summary);
    }

    [Fact]
    public async Task Environment_wins_over_files()
    {
        _repository.With("config.py", Config).With(".env", "GOSSIP_BACKEND=broadcast\n");
        Assert.Equal(Status.NotApplicable, (await CheckAsync(("GOSSIP_BACKEND", "memory"))).Status);
        var result = await CheckAsync(("GOSSIP_BROADCAST_URL", "redis://localhost"));
        Assert.Equal((Status.Ok, "broadcast is switched on by GOSSIP_BACKEND in .env:1; its Redis URL comes from GOSSIP_BROADCAST_URL of the environment"), (result.Status, result.Summary));
        var wrong = Assert.Single((await CheckAsync(("GOSSIP_BROADCAST_URL", "localhost:6379"))).Findings);
        Assert.Equal((Status.Fail, null), (wrong.Status, wrong.Location));
    }

    [Fact]
    public async Task Default_of_the_code_is_an_address_too()
    {
        _repository.With("config.py", "import os\nbackend = os.getenv('GOSSIP_BACKEND', 'broadcast')\nurl = os.getenv('REDIS_URL', 'redis://localhost:6379/0')\n");
        Assert.Equal(Status.Ok, (await CheckAsync()).Status);
        _repository.With("config.py", "import os\nbackend = os.getenv('GOSSIP_BACKEND', 'broadcast')\nurl = os.getenv('REDIS_URL', 'localhost')\n");
        Assert.Equal(["Fail config.py:3"], (await CheckAsync()).Places());
    }

    [Theory]
    [InlineData("localhost:6379")]
    [InlineData("redis://")]
    [InlineData("redis://localhost:0")]
    [InlineData("")]
    public async Task Address_that_is_none_fails_where_broadcast_is_on(string url)
    {
        _repository.With("config.py", Config).With("systemd/node.service", $"[Service]\nEnvironment=GOSSIP_BACKEND=broadcast\nEnvironment=\"GOSSIP_BROADCAST_URL={url}\"\n");
        Assert.Contains("Fail systemd/node.service:3", (await CheckAsync()).Places());
    }

    [Fact]
    public async Task Address_that_is_none_warns_elsewhere_and_one_that_the_run_fills_in_does_not()
    {
        _repository.With(".env.example", "REDIS_URL=localhost\nTEST_REDIS_URL=x\n").With("compose.yaml", "services:\n  a:\n    environment:\n      REDIS_URL: ${REDIS_URL:-x}\n");
        Assert.Equal(["Warn .env.example:1"], (await CheckAsync()).Places());
    }

    [Theory]
    [InlineData(Config, 3)]
    [InlineData("import os\nurl = os.environ['REDIS_URL']\n", 2)]
    [InlineData("class Settings(BaseSettings):\n    x: int = 1\n    redis_url: str\n", 3)]
    public async Task Address_that_nothing_sets_fails(string source, int line)
    {
        _repository.With("config.py", source).With(".env", "GOSSIP_BACKEND=broadcast\n");
        Assert.Equal([$"Fail config.py:{line}"], (await CheckAsync()).Places());
    }

    [Fact]
    public async Task Code_that_goes_on_without_it_is_ok()
    {
        _repository.With(".env", "GOSSIP_BACKEND=broadcast\n").With("a.py", "import os\nurl = os.getenv('REDIS_URL')\nif 'REDIS_URL' in os.environ:\n    url = os.environ['REDIS_URL']\n");
        Assert.Equal(Status.Ok, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task File_that_is_no_python_is_unknown()
    {
        _repository.With("a.py", "REDIS_URL = (\n");
        Assert.Equal(["Unknown a.py:1"], (await CheckAsync()).Places());
    }

    private Task<CheckResult> CheckAsync(params (string, string)[] environment) => _repository.CheckAsync("AITBC0256", environment);
}
