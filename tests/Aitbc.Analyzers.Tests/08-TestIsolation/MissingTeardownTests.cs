using Aitbc.Analyzers.TestIsolation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>AITBC0802 in all frameworks: where it is silent, then what it reports.</summary>
public class MissingTeardownTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private const string NewListener = "new TcpListener(IPAddress.Loopback, 0)";

    private static Task SilentAsync(FrameworkCode framework, string members, string body = "", string baseList = "") =>
        Verify.ReportsAsync(Usings + framework.Class(members, body, baseList), framework.Library);

    private static Task ReportsAsync(FrameworkCode framework, string members, string body = "", string baseList = "") =>
        SilentAsync(framework, members, body, baseList);

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
    public Task Database_file(FrameworkCode framework) => ReportsAsync(
        framework,
        """
        private readonly string [|_file|] = Path.Combine(Path.GetTempPath(), $"x{Guid.NewGuid():N}.db");
        private string Connection => $"Data Source={_file};Pooling=false";
        """,
        "Console.WriteLine(Connection);");

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Initializer(FrameworkCode framework) => ReportsAsync(framework, $"private readonly TcpListener [|_server|] = {NewListener};", "_server.Start();");

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Property(FrameworkCode framework) => ReportsAsync(framework, $$"""private TcpListener [|Server|] { get; } = {{NewListener}};""");

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Set_up(FrameworkCode framework) => ReportsAsync(
        framework,
        $$"""
        private TcpListener? [|_server|];
        private Process? [|_node|];
        private Timer? [|_timer|];
        private HttpClient? [|_client|];
        private FileSystemWatcher? [|_watcher|];
        private object? [|_udp|];
        {{framework.SetUp}}
        {
            var server = {{NewListener}};
            server.Start();
            _server = server;
            _node = Process.Start(new ProcessStartInfo("node") { UseShellExecute = false })!;
            _timer = new(_ => { }, null, 0, 10);
            _client = new HttpClient { BaseAddress = new Uri("http://x") };
            _watcher = new FileSystemWatcher(".");
            StartUdp();
        }
        private void StartUdp() => _udp = MakeUdp();
        private static UdpClient MakeUdp() { var udp = new UdpClient(); return udp; }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Teardown_that_forgets_it(FrameworkCode framework) => ReportsAsync(
        framework,
        $$"""
        private TcpListener? [|_server|];
        {{framework.SetUp}} { _server = {{NewListener}}; _server.Start(); }
        {{framework.Teardown}} { if (_server != null) Console.WriteLine(nameof(_server)); _server = null; }
        """,
        baseList: framework.TeardownBase);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Own_type_whose_disposal_does_something(FrameworkCode framework) => ReportsAsync(
        framework,
        """
        private readonly IServer [|_server|] = new Server();
        private interface IServer { }
        private sealed class Server : IServer, IDisposable
        {
            private readonly UdpClient _udp = new();
            public void Dispose() => Dispose(true);
            private void Dispose(bool disposing) { _udp.Dispose(); }
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Abstract_base(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class("", "Server.Start();", " : Base") + $$"""

        public abstract class Base
        {
            protected TcpListener [|Server|] { get; } = {{NewListener}};
        }
        """,
        framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task What_the_derived_class_makes_and_nobody_releases(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class($"{framework.SetUp} {{ [|Server|] = {NewListener}; }}", baseList: " : Base") + """

        public abstract class Base
        {
            protected TcpListener? Server;
        }
        """,
        framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Temp_paths(FrameworkCode framework) => ReportsAsync(
        framework,
        $$"""
        private readonly string [|_file|] = Path.GetTempFileName();
        private readonly string [|_directory|] = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        private readonly DirectoryInfo [|_info|] = Directory.CreateTempSubdirectory();
        private readonly string [|_full|] = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"x{Guid.NewGuid()}")).FullName;
        {{framework.SetUp}} { Directory.CreateDirectory(_directory); }
        """,
        "File.WriteAllText(Path.Combine(_directory, _file), _info.FullName);");

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Events_that_outlive_the_test(FrameworkCode framework) => ReportsAsync(
        framework,
        $$"""
        {{framework.SetUp}} { [|AppDomain.CurrentDomain.ProcessExit|] += OnExit; [|Console.CancelKeyPress|] += (_, _) => { }; }
        private void OnExit(object? sender, EventArgs e) { }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Half_typed(FrameworkCode framework)
    {
        var test = Verify.Create(
            Usings + framework.Class($$"""
                private Unknown _unknown = new Unknown();
                private string _path = Path.Combine(
                {{framework.SetUp}} { _server = {{NewListener}}; _server. ; _missing = new TcpClient(); this. = _server }
                """),
            [],
            framework.Library);
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        return test.RunAsync();
    }

    [Fact]
    public async Task NUnit_one_time_teardown_does_not_release_what_each_set_up_makes()
    {
        var test = Verify.Create(
            Usings + $$"""
            using NUnit.Framework;
            public class Tests
            {
                private TcpListener? {|#0:_server|};
                private TcpListener? _lazy;
                private TcpListener? _once;
                [OneTimeSetUp] public void Once() => _once = {{NewListener}};
                [SetUp] public void SetUp() { _server = {{NewListener}}; if (_lazy == null) _lazy = {{NewListener}}; }
                [OneTimeTearDown] public void End() { _server?.Stop(); _lazy?.Stop(); _once?.Stop(); }
                [Test] public void Works() { }
            }
            """,
            [],
            Library.NUnit);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MissingTeardownAnalyzer.Id, DiagnosticSeverity.Warning)
            .WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage("'_server' is started for each test but released only once, after the last of them; stop it in [TearDown]"));
        await test.RunAsync();
    }

    public static TheoryData<FrameworkCode, string> Messages => new()
    {
        { FrameworkCode.Frameworks[0], "'_server' is started for each test and never released; stop it in Dispose" },
        { FrameworkCode.Frameworks[1], "'_server' is started for each test and never released; stop it in Dispose" },
        { FrameworkCode.Frameworks[2], "'_server' is started for each test and never released; stop it in [TearDown]" },
        { FrameworkCode.Frameworks[3], "'_server' is started for each test and never released; stop it in [TestCleanup]" },
        { FrameworkCode.Frameworks[4], "'_server' is started for each test and never released; stop it in [After(Test)]" },
    };

    [Theory, MemberData(nameof(Messages))]
    public Task Message_names_the_frameworks_own_teardown(FrameworkCode framework, string message)
    {
        var test = Verify.Create(
            Usings + framework.Class($$"""
                private TcpListener? {|#0:_server|};
                {{framework.SetUp}} { _server = {{NewListener}}; }
                """),
            [],
            framework.Library);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MissingTeardownAnalyzer.Id, DiagnosticSeverity.Warning)
            .WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithMessage(message));
        return test.RunAsync();
    }

    [Fact]
    public Task Options_add_and_ignore_types() => Verify.ReportsAsync(
        Usings + $$"""
        using Xunit;
        namespace Fleet
        {
            public class Rig { public class Slot { } }
            public class Tests
            {
                private readonly Rig [|_rig|] = new();
                private readonly Rig.Slot [|_slot|] = new();
                private readonly TcpListener _server = {{NewListener}};
                [Fact] public void Works() { }
            }
        }
        """,
        ["aitbc.resource_types = Fleet.Rig | Fleet.Rig.Slot", "aitbc.ignored_resource_types = System.Net.Sockets.TcpListener"],
        Library.XunitV2);

    [Fact]
    public Task Xunit_fixture_and_primary_constructor() => Verify.ReportsAsync(
        Usings + $$"""
        using Xunit;
        public sealed class Fixture { public TcpListener [|Server|] { get; } = {{NewListener}}; }
        public sealed class Good : IDisposable { public TcpListener Server { get; } = {{NewListener}}; public void Dispose() => Server.Stop(); }
        public sealed partial class Tests(Fixture fixture, Good good) : IClassFixture<Fixture>, IClassFixture<Good>
        {
            private readonly TcpListener _shared = fixture.Server;
            private readonly Good _good = good;
            private readonly TcpClient [|_client|] = new("localhost", ((IPEndPoint)good.Server.LocalEndpoint).Port);
            [Fact] public void Works() { }
        }
        partial class Tests { private readonly UdpClient [|_udp|] = new(); }
        """,
        Library.XunitV2);

    [Fact]
    public Task Xunit_base_of_a_fixture() => Verify.ReportsAsync(
        Usings + $$"""
        using Xunit;
        public abstract class FixtureBase { public TcpListener [|Server|] { get; } = {{NewListener}}; }
        public sealed class Fixture : FixtureBase;
        public sealed class Tests(Fixture fixture) : IClassFixture<Fixture> { [Fact] public void Works() => fixture.Server.Start(); }
        """,
        Library.XunitV2);

    [Fact]
    public Task Silent_where_a_factory_method_gives_it_to_the_base() => Verify.ReportsAsync(
        Usings + """
        using Xunit;
        public abstract class Base
        {
            private readonly IDisposable _made;
            protected Base() => _made = Make();
            protected abstract IDisposable Make();
        }
        public sealed class Tests : Base
        {
            private TcpClient? _client;
            protected override IDisposable Make() { _client = new TcpClient(); return _client; }
            [Fact] public void Works() => _client!.Connect("x", 1);
        }
        """,
        Library.XunitV2);

    [Fact]
    public Task A_property_of_something_that_is_not_disposable_owns_nothing() => Verify.ReportsAsync(
        Usings + """
        using Xunit;
        public sealed class Options { public TcpClient? Client { get; set; } }
        public sealed class Owner : IDisposable { public TcpClient? Client { get; set; } public void Dispose() => Client?.Dispose(); }
        public sealed class Tests : IDisposable
        {
            private readonly TcpClient [|_lent|] = new();
            private readonly TcpClient _given = new();
            private readonly Options _options;
            private readonly Owner _owner;
            public Tests() { _options = new Options { Client = _lent }; _owner = new Owner { Client = _given }; }
            public void Dispose() => _owner.Dispose();
            [Fact] public void Works() { }
        }
        """,
        Library.XunitV2);

    [Fact]
    public Task Xunit_async_lifetime() => Verify.ReportsAsync(
        Usings + $$"""
        using Xunit;
        public sealed class Tests : IAsyncLifetime
        {
            private TcpListener? _released, [|_kept|];
            public async Task InitializeAsync() { await Task.Yield(); _released = {{NewListener}}; _kept = {{NewListener}}; }
            public async Task DisposeAsync() { await Task.Yield(); _released!.Stop(); }
            [Fact] public void Works() { }
        }
        """,
        Library.XunitV2);

    [Fact]
    public Task Static_members_live_as_long_as_the_process() => Verify.ReportsAsync(
        Usings + $$"""
        using Microsoft.VisualStudio.TestTools.UnitTesting;
        [TestClass]
        public class Tests
        {
            private static readonly TcpListener Server = {{NewListener}};
            private static readonly Process [|Node|] = Process.Start("node")!;
            private static TcpListener? [|_class|];
            private static TcpListener? _all;
            [AssemblyInitialize] public static void All(TestContext context) => _all = {{NewListener}};
            [ClassInitialize] public static void Once(TestContext context) => _class = {{NewListener}};
            [TestMethod] public void Works() { }
        }
        """,
        Library.MSTest);
}
