using Aitbc.Analyzers.TestIsolation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>Where AITBC0802 is silent, in all frameworks.</summary>
public class MissingTeardownSilentTests
{
    [Fact]
    public Task Silent_without_a_test_framework() => Verify.ReportsAsync(Usings + $$"""
        public class Tests
        {
            private readonly TcpListener _server = {{NewListener}};
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_a_helper_that_the_framework_does_not_make(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class("", "new Helper().Run();") + $$"""

        public class Helper
        {
            private readonly TcpListener _server = {{NewListener}};

            public void Run() => _server.Start();
        }
        """, framework.Library);

    public static TheoryData<FrameworkCode, string> Releases
    {
        get
        {
            string[] releases =
            [
                "_server.Stop();",
                "_server?.Dispose();",
                "((IDisposable)_server).Dispose();",
                "(_server as IDisposable)?.Dispose();",
                "if (_server is IDisposable d) d.Dispose();",
                "if (_server is { } s) s.Stop();",
                "using (_server) { }",
                "using var s = _server;",
                "var s = _server; s.Stop();",
                "var s = Interlocked.Exchange(ref _server, null); s?.Stop();",
                "foreach (var s in new[] { _server }) s?.Stop();",
                "Shut(_server);",
                "Shut();",
                "void Local() { _server!.Stop(); } Local();",
                "Task.Run(() => _server!.Stop()).Wait();",
                "Run(_server!.Stop);",
                "new List<IDisposable> { _server! }.ForEach(s => s.Dispose());",
                "Server!.Stop();",
                "Give()!.Stop();",
                "_server!.Server.Close();",
                "Thread.Sleep(1); Task.WaitAll(EndAsync(_server!));",
            ];
            var data = new TheoryData<FrameworkCode, string>();
            foreach (var framework in FrameworkCode.Frameworks)
            {
                foreach (var release in releases)
                    data.Add(framework, release);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Releases))]
    public Task Silent_where_the_teardown_releases_it(FrameworkCode framework, string release) => SilentAsync(
        framework,
        $$"""
        private TcpListener? _server;
        private TcpListener? Server => _server;
        private TcpListener? Give() { return _server; }
        private static void Run(Action action) => action();
        private static void Shut(IDisposable? it) => it?.Dispose();
        private static Task EndAsync(object it) => Task.CompletedTask;
        private void Shut() { _server!.Stop(); }
        {{framework.SetUp}} { _server = {{NewListener}}; }
        {{framework.Teardown}} { {{release}} }
        """,
        baseList: framework.TeardownBase);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_the_value_goes_elsewhere(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class($$"""
            private readonly List<IDisposable> _all = new();
            private TcpClient? _added, _kept, _wrapped, _shared, _listed, _own;
            private Owner? _owner;
            private TcpClient[]? _array;
            private void Keep(TcpClient client) => _all.Add(client);
            {{framework.SetUp}}
            {
                _added = new TcpClient();
                _all.Add(_added);
                RegisterForDispose(_kept = new TcpClient());
                _wrapped = new TcpClient();
                _owner = new Owner(_wrapped);
                _shared = new TcpClient();
                Kept.Server = _shared;
                _listed = new TcpClient();
                _array = [_listed];
                var own = new TcpClient();
                _all.Add(own);
                _own = own;
            }
            {{framework.Teardown}} { _owner?.Dispose(); }
            private void RegisterForDispose(TcpClient client) => _all.Add(client);
            """, baseList: framework.TeardownBase) + """

            public sealed class Owner(TcpClient client) : IDisposable { public void Dispose() => client.Dispose(); }
            public static class Kept { public static TcpClient? Server; }
            """, framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_a_base_class_asks_for_it(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class(
            "private TcpClient? _client; protected override TcpClient Create() => _client = new TcpClient(); private bool IsOpen => _client!.Connected;",
            baseList: " : Base") + """

            public abstract class Base : IDisposable
            {
                private TcpClient? _made;
                protected void Make() => _made = Create();
                protected abstract TcpClient Create();
                public void Dispose() => _made?.Dispose();
            }
            """, framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_it_is_not_made_here(FrameworkCode framework) => SilentAsync(
        framework,
        $$"""
        private readonly HttpClient _client = Shared.Client;
        private readonly TcpClient _given = Shared.Get();
        private readonly IDisposable? _service = (IDisposable?)Shared.Services.GetService(typeof(string));
        private static class Shared
        {
            public static HttpClient Client = null!;
            public static IServiceProvider Services = null!;
            public static TcpClient Get() => null!;
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_what_needs_no_release(FrameworkCode framework) => SilentAsync(
        framework,
        """
        private readonly MemoryStream _stream = new();
        private readonly StringWriter _writer = new();
        private readonly SemaphoreSlim _lock = new(1);
        private static readonly HttpClient Client = new();
        private readonly HttpClient _fake = new(new Fake());
        private readonly Noting _noting = new();
        private readonly NoopSite _noop = new();
        private class NoopSite : System.ComponentModel.Container { }
        private readonly HttpRequestMessage _request = new();
        private class Fake : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) => null!;
        }
        private class Noting : IDisposable
        {
            public bool IsDisposed;
            public void Dispose() { IsDisposed = true; GC.SuppressFinalize(this); }
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_the_users_own_type_of_the_same_name(FrameworkCode framework) => Verify.ReportsAsync(
        $$"""
        namespace Mine { public class TcpListener { public void Start() { } } public class Process { public static Process Start() => new(); } }
        namespace Tests {
        using Mine;
        {{framework.Class("private readonly TcpListener _server = new(); private readonly Process _process = Process.Start();").Replace("using ", "using global::")}}
        }
        """,
        framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_a_test_releases_it(FrameworkCode framework) => SilentAsync(
        framework, $"private readonly TcpListener _server = {NewListener};", "_server.Stop();");

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_a_derived_class_releases_it(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class($"{framework.Teardown} {{ Server.Stop(); }}", baseList: " : Base" + framework.TeardownBase.Replace(" :", ",")) + $$"""

        public abstract class Base
        {
            protected readonly TcpListener Server = {{NewListener}};
        }
        """,
        framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_the_base_releases_what_the_derived_class_makes(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class($"{framework.SetUp} {{ Server = {NewListener}; }}", baseList: " : Base") + $$"""

        public abstract class Base{{framework.TeardownBase}}
        {
            protected TcpListener? Server;
            {{framework.Teardown}} { Server?.Stop(); }
        }
        """,
        framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_temp_paths_that_are_deleted(FrameworkCode framework) => SilentAsync(
        framework,
        $$"""
        private readonly string _file = Path.GetTempFileName();
        private readonly string _directory = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        private readonly string _name = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        private readonly string _fixed = Path.Combine(Path.GetTempPath(), "aitbc");
        private readonly DirectoryInfo _info = Directory.CreateTempSubdirectory();
        {{framework.SetUp}} { Directory.CreateDirectory(_directory); Directory.CreateDirectory(_fixed); }
        {{framework.Teardown}} { File.Delete(_file); if (Directory.Exists(_directory)) Directory.Delete(_directory, true); _info.Delete(true); }
        """,
        baseList: framework.TeardownBase);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_events_that_are_left(FrameworkCode framework) => SilentAsync(
        framework,
        $$"""
        private event EventHandler? Own;
        {{framework.SetUp}} { AppDomain.CurrentDomain.ProcessExit += OnExit; Own += OnExit; }
        {{framework.Teardown}} { AppDomain.CurrentDomain.ProcessExit -= OnExit; }
        private void OnExit(object? sender, EventArgs e) => Own?.Invoke(this, e);
        """,
        baseList: framework.TeardownBase);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_what_only_a_test_leaves_in_shared_state(FrameworkCode framework) => SilentAsync(
        framework, "private static TcpClient? _client;", "_client = new TcpClient();");

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_the_test_is_about_the_finalizer(FrameworkCode framework) => SilentAsync(
        framework, "private TcpClient? _client = new();", "_client = null; GC.Collect();");

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_an_own_type_that_holds_nothing(FrameworkCode framework) => SilentAsync(
        framework,
        """
        private readonly Reader _reader = new();
        private sealed class Reader : IDisposable
        {
            private readonly MemoryStream _stream = new();
            private readonly Reader? _next = null;
            public void Dispose() { _stream.Dispose(); _next?.Dispose(); }
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_what_is_made_inside_of_something_that_is_ended(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class(
            $$"""
            private readonly Room _inHall;
            private readonly Room _inOwn;
            private readonly Room [|_inForgotten|];
            private readonly Hall _own = new();
            private readonly Hall _forgotten = new();
            {{framework.SetUp}} { _inHall = Room.Create(Hall, "a"); _inOwn = new Room(_own); _inForgotten = new Room(_forgotten); }
            {{framework.Teardown}} { Hall.Dispose(); _own.Dispose(); }
            """.Replace("readonly ", framework.SetUp.Contains("SetUp", StringComparison.Ordinal) ? "" : "readonly ", StringComparison.Ordinal),
            baseList: framework.TeardownBase.Length == 0 ? " : Base" : " : Base, IDisposable") + """

        public class Base { protected Hall Hall { get; } = new(); }

        public sealed class Hall : IDisposable
        {
            private readonly TcpClient _client = new();
            public void Dispose() => _client.Dispose();
        }

        public sealed class Room(Hall hall) : IDisposable
        {
            private readonly TcpClient _client = new();
            public string Name { get; } = hall.ToString()!;
            public static Room Create(Hall hall, string name) => new(hall);
            public void Dispose() => _client.Dispose();
        }
        """, framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_the_teardown_switches_it_off(FrameworkCode framework) => SilentAsync(
        framework,
        $$"""
        private readonly System.Timers.Timer _timer = new(100);
        private readonly FileSystemWatcher _watcher = new(".");
        {{framework.Teardown}} { _timer.Enabled = false; _watcher.EnableRaisingEvents = false; }
        """,
        "_timer.Enabled = true; _watcher.EnableRaisingEvents = true;",
        framework.TeardownBase);

    [Fact]
    public Task A_container_ends_what_a_factory_gives_it_but_not_a_ready_instance() => Verify.ReportsAsync(
        Usings + """
        using Microsoft.Extensions.DependencyInjection;
        using Xunit;
        public sealed class Tests : IDisposable
        {
            private readonly TcpClient _made = new();
            private readonly TcpClient [|_ready|] = new();
            private readonly ServiceProvider _services;
            public Tests() => _services = new ServiceCollection().AddSingleton(_ => _made).AddSingleton(_ready).BuildServiceProvider();
            public void Dispose() => _services.Dispose();
            [Fact] public void Works() { }
        }
        """,
        Library.XunitV2, Library.AspNetCore);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_a_helper_ends_what_it_is_handed(FrameworkCode framework) => SilentAsync(
        framework,
        $$"""
        private TcpClient? _client;
        private TcpClient? [|_kept|];
        {{framework.SetUp}} { _client = new TcpClient(); _kept = new TcpClient(); Fill(_client); Look(_kept); }
        private static void Fill(TcpClient client) { client.NoDelay = true; client.Dispose(); }
        private static void Look(TcpClient client) => client.NoDelay = true;
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_an_own_type_that_ends_what_holds_nothing(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class("private readonly Streams _streams = new(); private readonly Clients [|_clients|] = new();") + """

        public sealed class Stream1 : IDisposable { private bool _disposed; public void Dispose() => _disposed = true; public bool Is => _disposed; }

        public sealed class Streams : IDisposable
        {
            private readonly Dictionary<string, Stream1> _all = new();
            public void Dispose() { foreach (var stream in _all.Values) stream.Dispose(); }
        }

        public sealed class Clients : IDisposable
        {
            private readonly Dictionary<string, TcpClient> _all = new();
            public void Dispose() { foreach (var client in _all.Values) client.Dispose(); }
        }
        """, framework.Library);

    [Fact]
    public Task Silent_on_what_is_made_in_a_part_of_something_that_is_ended() => Verify.ReportsAsync(
        Usings + """
        using Xunit;
        public sealed class Hall : IDisposable { private readonly TcpClient _client = new(); public void Dispose() => _client.Dispose(); }
        public sealed class House : IDisposable { public Hall Hall { get; } = new(); public void Dispose() => Hall.Dispose(); }
        public sealed class Room(Hall hall) : IDisposable { private readonly TcpClient _client = new(); public Hall Hall => hall; public void Dispose() => _client.Dispose(); }
        public sealed class Tests : IDisposable
        {
            private readonly House _house = new();
            private readonly Room _room;
            public Tests() => _room = new Room(_house.Hall);
            public void Dispose() => _house.Dispose();
            [Fact] public void Works() { }
        }
        """,
        Library.XunitV2);
}
