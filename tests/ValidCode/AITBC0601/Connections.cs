// frameworks: Redis
using System;
using System.Net;
using System.Threading.Tasks;
using StackExchange.Redis;

namespace ValidCode.HardcodedRedis;

public sealed class RedisOptions
{
    public string Configuration { get; set; } = "localhost:6379";
}

public sealed class Connections(RedisOptions options, string? configured)
{
    private const string Default = "localhost:6379";

    private readonly string _server = configured ?? Default;

    public Task<ConnectionMultiplexer> OpenAsync() => ConnectionMultiplexer.ConnectAsync(options.Configuration);

    public ConnectionMultiplexer Open() => ConnectionMultiplexer.Connect(_server);

    public static ConnectionMultiplexer Of(string[] args) => ConnectionMultiplexer.Connect(args.Length == 0 ? Default : args[0]);

    /// <summary>A container tells the port that it got.</summary>
    public static ConnectionMultiplexer InContainer(int port) => ConnectionMultiplexer.Connect($"localhost:{port},abortConnect=false");

    public static ConnectionMultiplexer At(IPEndPoint server) =>
        ConnectionMultiplexer.Connect(new ConfigurationOptions { EndPoints = { server }, ClientName = "aitbc" });

    public static ConfigurationOptions Template() => ConfigurationOptions.Parse("abortConnect=false,connectTimeout=1000");

    public static string Help => "Such as localhost:6379,password=...";
}
