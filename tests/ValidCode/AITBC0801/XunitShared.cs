// frameworks: XunitV2
using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ValidCode.SharedStatics;

// Tables that an initializer, a static constructor or a builder method fills, and everybody only reads.
public class Tables
{
    private static readonly Dictionary<string, int> Ports = new() { ["http"] = 80 };
    private static readonly HashSet<string> Commands = new(StringComparer.OrdinalIgnoreCase) { "GET" };
    private static readonly int[] Sizes = Enumerable.Range(0, 4).Select(i => i * i).ToArray();
    private static readonly ImmutableList<int> Immutable = ImmutableList.Create(1);
    private static readonly FrozenSet<string> Frozen = new[] { "a" }.ToFrozenSet();
    private static readonly Regex Word = new("[a-z]+", RegexOptions.Compiled);
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private static readonly HttpClient Client = new();
    private static readonly Dictionary<int, string> Filled;
    private static readonly List<string> Built = Build();

    static Tables()
    {
        Filled = new Dictionary<int, string>();
        for (var i = 0; i < 3; i++)
            Filled.Add(i, i.ToString());
        Fill(Filled);
    }

    public static IEnumerable<object[]> Rows => new[] { new object[] { 1 } };

    public static TheoryData<int> Data { get; } = new() { 1, 2 };

    private static void Fill(Dictionary<int, string> table) => table[9] = "nine";

    private static List<string> Build()
    {
        var list = new List<string>();
        list.Add("x");
        return list;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    [MemberData(nameof(Data))]
    public void Reads(int row)
    {
        // Copies may change; the table does not.
        var copy = new List<string>(Built) { "more" };
        copy.Add("x");
        var immutable = Immutable.Add(row);
        Assert.True(Ports.Count + Commands.Count + Sizes[0] + immutable.Count + Frozen.Count + Filled.Count + copy.Count > 0);
        Assert.Matches(Word, JsonSerializer.Serialize("a", Json));
        Assert.NotNull(Client.DefaultRequestHeaders);
    }
}

// One value for each thread, each flow, or made once and never touched again.
public class OncePerProcess
{
    private static readonly object Gate = new();
    private static readonly AsyncLocal<int> Flow = new();
    private static readonly ThreadLocal<Random> Numbers = new(() => new Random(1));
    private static readonly Lazy<string> Text = new(() => "made");
    private static readonly ConcurrentDictionary<string, string> Cache = new();
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static readonly Dictionary<string, string> Memo = new();
    [ThreadStatic] private static int s_depth;
    private static string? s_certificate;
    private static string? s_key;
    private static bool s_registered;
    private static int s_started;
    private static string? s_made;

    private static string Certificate => s_certificate ??= "generated";

    private static string Key()
    {
        if (s_key is null)
        {
            lock (Gate)
                s_key ??= "key";
        }

        return s_key;
    }

    private static void Register()
    {
        if (s_registered)
            return;

        s_registered = true;
        s_made = "by the first who came";
    }

    private static void Start()
    {
        if (Interlocked.Exchange(ref s_started, 1) == 0)
            Register();
    }

    private static string Lookup(string name)
    {
        if (!Memo.TryGetValue(name, out var value))
            Memo[name] = value = name.ToUpperInvariant();
        return value;
    }

    [Fact]
    public async Task Uses()
    {
        Flow.Value = 1;
        s_depth++;
        Cache["a"] = "b";
        await OneAtATime.WaitAsync();
        OneAtATime.Release();
        Start();
        Assert.NotNull(Certificate + Key() + Text.Value + Numbers.Value + s_depth + Cache.Count + Lookup("x") + s_made);
    }
}

// Numbers that make names unique: whoever draws one does not care what others drew.
public class UniqueNames
{
    private static int s_next;
    private static long s_port = 40_000;
    private static int s_serial;
    private static readonly object Gate = new();

    private static string Database() => $"db-{Interlocked.Increment(ref s_next)}";

    private static long Port() => Interlocked.Add(ref s_port, 10);

    // Tests of one xunit class run one after another.
    private static string Queue() => "queue" + s_serial++;

    private static class Locked
    {
        private static int s_id;

        internal static int Next()
        {
            lock (Gate)
                return ++s_id;
        }
    }

    [Fact]
    public void Draws() => Assert.NotNull(Database() + Port() + Queue() + Locked.Next());
}

// Each test gets a fresh value before it starts, and tests of one class run one after another.
public class ResetBeforeEachTest : IDisposable
{
    private static int s_calls;
    private static readonly List<string> Log = new();
    private static string? s_last;

    public ResetBeforeEachTest() => Reset();

    public void Dispose() => Log.Clear();

    private static void Reset()
    {
        s_calls = 0;
        s_last = null;
    }

    [Fact]
    public void Counts()
    {
        s_calls++;
        s_last = "x";
        Log.Add(s_last);
        Assert.Single(Log);
        Assert.Equal(1, s_calls);
    }
}

// Nobody reads what is only kept alive, and a class fixture is made once for its class.
public class Sinks : IClassFixture<Sinks.Server>
{
    private static object? s_keepAlive;

    internal static bool Noted;

    public sealed class Server
    {
        public Server() => Address = "http://localhost";

        public static string? Address { get; private set; }
    }

    [Fact]
    public void Allocates()
    {
        s_keepAlive = new byte[10];
        Noted = true;
        Assert.NotNull(Server.Address);
    }
}

// A new instance for each test: instance state is each test's own.
public class InstanceState
{
    private readonly List<int> _list = new();
    private int _count;

    [Fact]
    public void Adds()
    {
        _list.Add(_count++);
        Assert.Single(_list);
    }
}

// The author fixes the order and builds one test on another.
[TestCaseOrderer("ValidCode.SharedStatics.ByName", "ValidCode")]
public class Sequence
{
    private static Guid s_user;

    [Fact]
    public void A_creates() => s_user = Guid.NewGuid();

    [Fact]
    public void B_uses() => Assert.NotEqual(Guid.Empty, s_user);
}
