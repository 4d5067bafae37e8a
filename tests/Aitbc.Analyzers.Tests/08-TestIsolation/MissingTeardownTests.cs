using Aitbc.Analyzers.TestIsolation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What AITBC0802 reports, in all frameworks.</summary>
public class MissingTeardownTests
{
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

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task A_fixture_made_by_hand_whose_own_teardown_forgets_something(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class("", "using var rig = new Rig(); rig.Start(); using var idle = new Idle();") + $$"""

        public sealed class Rig : IDisposable
        {
            private readonly TcpListener _server = {{NewListener}};
            private readonly HttpClient [|_client|] = new();
            private Timer? [|_timer|];
            public void Start() => _timer = new Timer(_ => { }, null, 0, 1);
            public void Dispose() => _server.Stop();
        }

        // Ends nothing: a fake that only notes the call.
        public sealed class Idle : IDisposable
        {
            private readonly TcpListener _server = {{NewListener}};
            public bool IsDisposed { get; private set; }
            public void Dispose() => IsDisposed = true;
        }

        public sealed class Unused : IDisposable
        {
            private readonly TcpListener _server = {{NewListener}};
            private readonly HttpClient _client = new();
            public void Dispose() => _server.Stop();
        }
        """, framework.Library);

    [Fact]
    public Task A_certificate_that_its_maker_cannot_keep() => Verify.ReportsAsync(
        Usings + """
        using System.Security.Cryptography;
        using System.Security.Cryptography.X509Certificates;
        using Xunit;
        public sealed class Tests
        {
            private readonly X509Certificate2 [|_certificate|];
            public Tests() => _certificate = new CertificateRequest("cn=node", ECDsa.Create(), HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.MaxValue);
            [Fact] public void Works() => Assert.NotNull(_certificate.Subject);
        }
        """,
        Library.XunitV2);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task A_test_that_is_called_after_an_ending_ends_nothing(FrameworkCode framework) => ReportsAsync(
        framework,
        $$"""
        private readonly TcpClient [|_client|] = new();
        private static string Describe(TcpClient client) => client.ToString()!;
        {{framework.Test}} public void Closes_the_session() { _ = Describe(_client); }
        """);
}
