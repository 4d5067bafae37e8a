namespace Aitbc.Analyzers.Redis;

/// <summary>In what form a Redis server is named.</summary>
internal enum RedisForm
{
    /// <summary>The library's own text: <c>host:port,option=value</c>, or a URL.</summary>
    Configuration,

    /// <summary><c>host:port</c></summary>
    EndPoint,

    /// <summary>A host; its port is the parameter <c>port</c>.</summary>
    Host,
}

/// <summary>A parameter or property through which a Redis client is told where its server is.</summary>
/// <param name="Type">Metadata name of the declaring type.</param>
/// <param name="Member">The method or property, <c>.ctor</c> for a constructor.</param>
/// <param name="Value">The parameter; null for a property.</param>
/// <param name="Form">What it takes.</param>
internal sealed record RedisSink(string Type, string Member, string? Value, RedisForm Form = RedisForm.Configuration)
{
    /// <summary>Does a connection follow at once? What is only parsed or registered may never be used, in tests above all.</summary>
    public bool Connects { get; init; }

    public static readonly RedisSink[] All =
    [
        new("StackExchange.Redis.ConnectionMultiplexer", "Connect", "configuration") { Connects = true },
        new("StackExchange.Redis.ConnectionMultiplexer", "ConnectAsync", "configuration") { Connects = true },
        new("StackExchange.Redis.ConnectionMultiplexer", "SentinelConnect", "configuration") { Connects = true },
        new("StackExchange.Redis.ConnectionMultiplexer", "SentinelConnectAsync", "configuration") { Connects = true },
        new("StackExchange.Redis.ConfigurationOptions", "Parse", "configuration"),
        new("StackExchange.Redis.EndPointCollection", "Add", "hostAndPort", RedisForm.EndPoint),
        new("StackExchange.Redis.EndPointCollection", "Add", "host", RedisForm.Host),
        new("Microsoft.Extensions.Caching.StackExchangeRedis.RedisCacheOptions", "Configuration", null),
        new("Microsoft.Extensions.DependencyInjection.StackExchangeRedisDependencyInjectionExtensions", "AddStackExchangeRedis", "redisConnectionString"),
        new("Microsoft.Extensions.DependencyInjection.RedisDependencyInjectionExtensions", "AddRedis", "redisConnectionString"),
        new("Microsoft.Extensions.DependencyInjection.RedisHealthCheckBuilderExtensions", "AddRedis", "redisConnectionString"),
        new("Microsoft.Extensions.DependencyInjection.CapOptionsExtensions", "UseRedis", "connection"),
        new("StackExchange.Redis.Extensions.Core.Configuration.RedisConfiguration", "ConnectionString", null),
        new("StackExchange.Redis.Extensions.Core.Configuration.RedisHost", "Host", null, RedisForm.Host),
        new("FreeRedis.RedisClient", ".ctor", "connectionString") { Connects = true },
        new("FreeRedis.RedisClient", ".ctor", "slaveConnectionStrings") { Connects = true },
        new("FreeRedis.RedisClient", ".ctor", "clusterConnectionStrings") { Connects = true },
        new("FreeRedis.RedisClient", ".ctor", "connectionStrings") { Connects = true },
        new("CSRedis.CSRedisClient", ".ctor", "connectionString") { Connects = true },
        new("CSRedis.CSRedisClient", ".ctor", "connectionStrings") { Connects = true },
        new("ServiceStack.Redis.RedisManagerPool", ".ctor", "host") { Connects = true },
        new("ServiceStack.Redis.BasicRedisClientManager", ".ctor", "readWriteHosts") { Connects = true },
        new("ServiceStack.Redis.PooledRedisClientManager", ".ctor", "readWriteHosts") { Connects = true },
        new("ServiceStack.Redis.RedisClient", ".ctor", "host", RedisForm.Host) { Connects = true },
        new("ServiceStack.Redis.RedisClient", ".ctor", "uri") { Connects = true },
        new("Hangfire.RedisStorageGlobalConfigurationExtensions", "UseRedisStorage", "nameOrConnectionString"),
        new("Hangfire.Redis.StackExchange.RedisStorageGlobalConfigurationExtensions", "UseRedisStorage", "nameOrConnectionString"),
    ];
}
