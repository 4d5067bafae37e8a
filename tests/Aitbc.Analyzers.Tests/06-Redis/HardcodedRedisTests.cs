using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Redis.HardcodedRedisAnalyzer, Aitbc.Analyzers.Redis.HardcodedRedisCodeFix>;

namespace Aitbc.Analyzers.Tests.Redis;

public class HardcodedRedisTests
{
    [Theory]
    // What holds where nothing is configured, or what run time knows.
    [InlineData("""ConnectionMultiplexer.Connect(Environment.GetEnvironmentVariable("REDIS_CONFIGURATION") ?? "localhost:6379");""")]
    [InlineData("""var c = Maybe(); c ??= "localhost:6379"; ConnectionMultiplexer.Connect(c);""")]
    [InlineData("""var c = "localhost:6379"; if (Maybe() is { } given) c = given; ConnectionMultiplexer.Connect(c);""")]
    [InlineData("""ConnectionMultiplexer.Connect(Maybe() is { Length: > 0 } given ? given : "localhost:6379");""")]
    [InlineData("""ConnectionMultiplexer.Connect($"{Maybe()}:6379,password=x"); ConnectionMultiplexer.Connect("127.0.0.1:" + Maybe());""")]
    [InlineData("""new ConfigurationOptions { EndPoints = { { "localhost", Port() } } }; new ConfigurationOptions().EndPoints.Add(Maybe()!, 6379);""")]
    [InlineData("""ConnectionMultiplexer.Connect(Configured);""")]
    [InlineData("""ConnectionMultiplexer.Connect(new Settings().Redis);""")]
    [InlineData("""var redis = Given() ?? ConnectionMultiplexer.Connect("localhost:6379"); Console.WriteLine(redis);""")]
    [InlineData("""ConnectionMultiplexer redis; if (Maybe() is { } c) redis = ConnectionMultiplexer.Connect(c); else redis = ConnectionMultiplexer.Connect("localhost:6379"); Console.WriteLine(redis);""")]
    // Nothing that names a server.
    [InlineData("""ConfigurationOptions.Parse(""); ConfigurationOptions.Parse("abortConnect=false,ssl=true"); ConnectionMultiplexer.Connect("<your connection string>");""")]
    [InlineData("""Console.WriteLine("localhost:6379"); if (Maybe() == "localhost:6379") { }""")]
    public Task Silent(string statements) => Verify.ReportsAsync(Method(statements), Library.Redis);

    [Theory]
    [InlineData("""ConnectionMultiplexer.Connect([|"localhost:6379"|]);""")]
    [InlineData("""ConnectionMultiplexer.Connect(configuration: [|"redis-node-0:7000,password=x"|]);""")]
    [InlineData("""ConnectionMultiplexer.ConnectAsync([|"localhost"|]);""")]
    [InlineData("""ConnectionMultiplexer.Connect([|$"localhost:6379,password={Maybe()}"|]);""")]
    [InlineData("""const int port = 6379; ConnectionMultiplexer.Connect([|$"localhost:{port}"|]);""")]
    [InlineData("""var c = [|"localhost:6379"|]; ConnectionMultiplexer.Connect(c);""")]
    [InlineData("""const string c = "localhost:6379"; ConnectionMultiplexer.Connect([|c|]);""")]
    [InlineData("""ConfigurationOptions.Parse([|"localhost:6379,abortConnect=false"|]);""")]
    [InlineData("""new ConfigurationOptions { EndPoints = { [|"localhost:6379"|], { [|"redis2"|], 6379 } } };""")]
    [InlineData("""new ConfigurationOptions().EndPoints.Add([|"localhost"|], 6379);""")]
    [InlineData("""ConnectionMultiplexer.Connect([|Fixed|]);""")]
    [InlineData("""if (_kept == null) { lock (this) { if (_kept is null) _kept = ConnectionMultiplexer.Connect([|"localhost:6379"|]); } }""")]
    [InlineData("""_kept ??= ConnectionMultiplexer.Connect([|"localhost:6379"|]); var redis = _kept ?? (_kept = ConnectionMultiplexer.Connect([|"redis:6379"|]));""")]
    [InlineData("""new Lazy<ConnectionMultiplexer>(() => ConnectionMultiplexer.Connect([|"localhost:6379"|]));""")]
    [InlineData("""new Bus([|"localhost:6379"|]); new Bus("name", [|"redis:6379"|]); new Bus("localhost:6379", Maybe()!);""")]
    public Task Reports(string statements) => Verify.ReportsAsync(Method(statements), Library.Redis);

    [Fact]
    public Task Reports_caches() => Verify.ReportsAsync(
        """
        using Microsoft.Extensions.Caching.StackExchangeRedis;
        using Microsoft.Extensions.DependencyInjection;
        using StackExchange.Redis;

        public static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddStackExchangeRedisCache(options =>
                {
                    options.Configuration = [|"localhost:6379"|];
                    options.InstanceName = "aitbc";
                });
                services.AddStackExchangeRedisCache(options => options.ConfigurationOptions = ConfigurationOptions.Parse([|"redis:6379"|]));
            }
        }
        """,
        Library.Redis, Library.RedisCache, Library.AspNetCore);

    [Fact]
    public Task In_tests_only_what_surely_connects_to_the_default_server() => Verify.ReportsAsync(
        """
        using System.Threading.Tasks;
        using StackExchange.Redis;
        using Xunit;

        public class Tests
        {
            [Fact]
            public async Task Connects()
            {
                await ConnectionMultiplexer.ConnectAsync([|"localhost:6379"|]);
                var options = ConfigurationOptions.Parse([|"127.0.0.1"|]);
                await ConnectionMultiplexer.ConnectAsync(options);
            }

            [Fact]
            public void Parses()
            {
                var options = ConfigurationOptions.Parse("localhost:6379,abortConnect=false");
                Assert.Single(options.EndPoints);
                Assert.Throws<RedisConnectionException>(() => ConnectionMultiplexer.Connect("127.0.0.1:1"));
                Assert.Throws<RedisConnectionException>(() => ConnectionMultiplexer.Connect("no-such-host"));
            }
        }
        """,
        Library.Redis, Library.XunitV2);

    [Theory]
    [InlineData(
        """ConnectionMultiplexer.Connect([|"localhost:6379"|]); // keep""",
        """ConnectionMultiplexer.Connect(Environment.GetEnvironmentVariable("REDIS_CONFIGURATION") ?? "localhost:6379"); // keep""")]
    [InlineData(
        """ConnectionMultiplexer.Connect([|Fixed|]);""",
        """ConnectionMultiplexer.Connect(Environment.GetEnvironmentVariable("REDIS_CONFIGURATION") ?? Fixed);""")]
    [InlineData(
        """new ConfigurationOptions { EndPoints = { [|"localhost:6379"|], { [|"redis2"|], 6379 } } };""",
        """new ConfigurationOptions { EndPoints = { Environment.GetEnvironmentVariable("REDIS_ENDPOINT") ?? "localhost:6379", { Environment.GetEnvironmentVariable("REDIS_HOST") ?? "redis2", 6379 } } };""")]
    [InlineData(
        """ConnectionMultiplexer.Connect([|"localhost:6379"|]); ConnectionMultiplexer.Connect([|"localhost:6379"|]); ConnectionMultiplexer.Connect([|"redis:6379"|]);""",
        """ConnectionMultiplexer.Connect(Environment.GetEnvironmentVariable("REDIS_CONFIGURATION") ?? "localhost:6379"); ConnectionMultiplexer.Connect(Environment.GetEnvironmentVariable("REDIS_CONFIGURATION") ?? "localhost:6379"); ConnectionMultiplexer.Connect(Environment.GetEnvironmentVariable("REDIS_CONFIGURATION_2") ?? "redis:6379");""")]
    public Task Fixes(string statements, string fixedStatements) => Verify.FixesAsync(Method(statements), Method(fixedStatements), libraries: Library.Redis);

    [Fact]
    public Task Reads_REDIS_URL_in_either_form() => Verify.FixesAsync(
        """
        using System;
        using StackExchange.Redis;

        public class Bus
        {
            private static readonly ConnectionMultiplexer First = ConnectionMultiplexer.Connect([|"localhost:6379"|]);
            private static readonly ConnectionMultiplexer Second = ConnectionMultiplexer.Connect([|"localhost:6379"|]);
        }
        """,
        """
        using System;
        using StackExchange.Redis;

        public class Bus
        {
            private static readonly ConnectionMultiplexer First = ConnectionMultiplexer.Connect(RedisConfiguration("localhost:6379"));
            private static readonly ConnectionMultiplexer Second = ConnectionMultiplexer.Connect(RedisConfiguration("localhost:6379"));

            private static string RedisConfiguration(string fallback)
            {
                var value = Environment.GetEnvironmentVariable("REDIS_URL");
                if (string.IsNullOrEmpty(value))
                    return fallback;
                if (!value.Contains("://"))
                    return value;

                var url = new Uri(value);
                var user = url.UserInfo.Split(new[] { ':' }, 2);
                var configuration = url.Host + ":" + (url.Port > 0 ? url.Port : 6379);
                if (user[0].Length > 0)
                    configuration += ",user=" + Uri.UnescapeDataString(user[0]);
                if (user.Length == 2)
                    configuration += ",password=" + Uri.UnescapeDataString(user[1]);
                if (url.AbsolutePath.Length > 1)
                    configuration += ",defaultDatabase=" + url.AbsolutePath.Substring(1);
                return url.Scheme == "rediss" ? configuration + ",ssl=true" : configuration;
            }
        }
        """,
        key: "AITBC0601.Url",
        libraries: Library.Redis);

    private static string Method(string statements) => $$"""
        using System;
        using StackExchange.Redis;

        public class Agent(string? given)
        {
            private const string Fixed = "localhost:6379";

            private readonly string Configured = given ?? "localhost:6379";

            public void Run()
            {
                {{statements}}
            }

            private ConnectionMultiplexer? _kept;

            private static ConnectionMultiplexer? Given() => null;

            private static string? Maybe() => Console.ReadLine();

            private static int Port() => 1 + Console.Read();
        }

        public class Settings { public string Redis { get; set; } = "localhost:6379"; }

        public class Bus(string configuration)
        {
            private readonly ConnectionMultiplexer _redis = ConnectionMultiplexer.Connect(configuration);

            public Bus(string name, string configuration) : this(configuration) => Console.WriteLine(name);
        }
        """;
}
