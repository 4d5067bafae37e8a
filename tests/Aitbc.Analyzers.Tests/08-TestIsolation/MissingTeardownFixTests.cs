using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Aitbc.Analyzers.TestIsolation.MissingTeardownCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>The fix of AITBC0802: one by one and all at once give the same text.</summary>
public class MissingTeardownFixTests
{
    private static Task FixesAsync(Library library, string code, string fixedCode) => Verify.FixesAsync(code, fixedCode, libraries: library);

    [Theory]
    [InlineData(Library.XunitV2)]
    [InlineData(Library.XunitV3)]
    public Task Xunit_gets_disposable(Library library) => FixesAsync(
        library,
        """
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using Xunit;

        public class Tests // why
        {
            private readonly TcpListener [|_server|] = new(IPAddress.Loopback, 0); // the server
            private Timer? [|_timer|];

            // starts
            public Tests()
            {
                _timer = new Timer(_ => { }, null, 0, 1);
            }

            [Fact]
            public void Works() { }
        }
        """,
        """
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using Xunit;

        public class Tests : IDisposable // why
        {
            private readonly TcpListener _server = new(IPAddress.Loopback, 0); // the server
            private Timer? _timer;

            // starts
            public Tests()
            {
                _timer = new Timer(_ => { }, null, 0, 1);
            }

            public void Dispose()
            {
                _server.Stop();
                _timer?.Dispose();
            }

            [Fact]
            public void Works() { }
        }
        """.Replace("using System;\n", "").Replace(": IDisposable", ": System.IDisposable"));

    [Fact]
    public Task NUnit_gets_tear_down() => FixesAsync(
        Library.NUnit,
        """
        using System.Diagnostics;
        using System.IO;
        using NUnit.Framework;

        public class Tests
        {
            private Process? [|_node|];
            private string? [|_directory|];
            private string? [|_file|];
            private DirectoryInfo? [|_info|];

            [SetUp]
            public void SetUp()
            {
                _node = Process.Start("node");
                _directory = Directory.CreateTempSubdirectory().FullName;
                _file = Path.GetTempFileName();
                _info = Directory.CreateTempSubdirectory();
            }

            [Test]
            public void Works()
            {
            }
        }
        """,
        """
        using System.Diagnostics;
        using System.IO;
        using NUnit.Framework;

        public class Tests
        {
            private Process? _node;
            private string? _directory;
            private string? _file;
            private DirectoryInfo? _info;

            [SetUp]
            public void SetUp()
            {
                _node = Process.Start("node");
                _directory = Directory.CreateTempSubdirectory().FullName;
                _file = Path.GetTempFileName();
                _info = Directory.CreateTempSubdirectory();
            }

            [TearDown]
            public void TearDown()
            {
                if (_node is { HasExited: false }) _node.Kill(entireProcessTree: true);
                _node?.Dispose();
                if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
                if (File.Exists(_file)) File.Delete(_file);
                _info?.Delete(recursive: true);
            }

            [Test]
            public void Works()
            {
            }
        }
        """);

    [Fact]
    public Task NUnit_shared_instance_gets_one_time_tear_down_and_set_up_gets_tear_down() => FixesAsync(
        Library.NUnit,
        """
        using System.Net.Sockets;
        using NUnit.Framework;

        public class Tests
        {
            private readonly UdpClient [|_shared|] = new();
            private UdpClient? [|_each|];
            private UdpClient? [|_late|];

            [SetUp]
            public void SetUp() { _each = new UdpClient(); _late = new UdpClient(); }

            [OneTimeTearDown]
            public void End() => _late?.Dispose(); // once

            [Test]
            public void Works() { }
        }
        """,
        """
        using System.Net.Sockets;
        using NUnit.Framework;

        public class Tests
        {
            private readonly UdpClient _shared = new();
            private UdpClient? _each;
            private UdpClient? _late;

            [SetUp]
            public void SetUp() { _each = new UdpClient(); _late = new UdpClient(); }

            [TearDown]
            public void TearDown()
            {
                _each?.Dispose();
                _late?.Dispose();
            }

            [OneTimeTearDown]
            public void End()
            {
                _late?.Dispose(); // once
                _shared.Dispose();
            }

            [Test]
            public void Works() { }
        }
        """);

    [Fact]
    public Task MSTest_gets_cleanup_and_class_cleanup() => FixesAsync(
        Library.MSTest,
        """
        using System.Net.Sockets;
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        [TestClass]
        public class Tests
        {
            private readonly UdpClient [|_each|] = new();
            private static UdpClient? [|_all|];

            [ClassInitialize]
            public static void Once(TestContext context) => _all = new UdpClient();

            [TestMethod]
            public void Works() { }
        }
        """,
        """
        using System.Net.Sockets;
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        [TestClass]
        public class Tests
        {
            private readonly UdpClient _each = new();
            private static UdpClient? _all;

            [ClassInitialize]
            public static void Once(TestContext context) => _all = new UdpClient();

            [ClassCleanup]
            public static void ClassCleanup()
            {
                _all?.Dispose();
            }

            [TestCleanup]
            public void TestCleanup()
            {
                _each.Dispose();
            }

            [TestMethod]
            public void Works() { }
        }
        """);

    [Fact]
    public Task TUnit_gets_after() => FixesAsync(
        Library.TUnit,
        """
        using System.Net.Sockets;
        using TUnit.Core;

        public class Tests
        {
            private readonly UdpClient [|_each|] = new();

            [Test]
            public void Works() { }
        }
        """,
        """
        using System.Net.Sockets;
        using TUnit.Core;

        public class Tests
        {
            private readonly UdpClient _each = new();

            [After(HookType.Test)]
            public void AfterTest()
            {
                _each.Dispose();
            }

            [Test]
            public void Works() { }
        }
        """);

    private const string AsyncOnly = """

        public sealed class Node : IAsyncDisposable
        {
            private readonly FileStream _store = File.OpenRead("chain.db");

            public async ValueTask DisposeAsync() => await _store.DisposeAsync();
        }
        """;

    [Fact]
    public Task Xunit_v2_gets_async_lifetime() => FixesAsync(
        Library.XunitV2,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests
        {
            private readonly Node [|_node|] = new();
            private Node? [|_late|] = new();

            [Fact]
            public void Works() { }
        }
        """ + AsyncOnly,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests : IAsyncLifetime
        {
            private readonly Node _node = new();
            private Node? _late = new();

            public Task InitializeAsync() => Task.CompletedTask;

            public async Task DisposeAsync()
            {
                await _node.DisposeAsync();
                if (_late is not null) await _late.DisposeAsync();
            }

            [Fact]
            public void Works() { }
        }
        """ + AsyncOnly);

    [Fact]
    public Task Xunit_v3_gets_async_disposable() => FixesAsync(
        Library.XunitV3,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests
        {
            private readonly Node [|_node|] = new();

            [Fact]
            public void Works() { }
        }
        """ + AsyncOnly,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests : IAsyncDisposable
        {
            private readonly Node _node = new();

            public async ValueTask DisposeAsync()
            {
                await _node.DisposeAsync();
            }

            [Fact]
            public void Works() { }
        }
        """ + AsyncOnly);

    [Fact]
    public Task Existing_teardown_becomes_async() => FixesAsync(
        Library.NUnit,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using NUnit.Framework;

        public class Tests
        {
            private Node? [|_node|];

            [SetUp]
            public void SetUp() => _node = new Node();

            [TearDown]
            public void TearDown()
            {
                Console.WriteLine(); // done
            }

            [Test]
            public void Works() { }
        }
        """ + AsyncOnly,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using NUnit.Framework;

        public class Tests
        {
            private Node? _node;

            [SetUp]
            public void SetUp() => _node = new Node();

            [TearDown]
            public async Task TearDown()
            {
                Console.WriteLine(); // done
                if (_node is not null) await _node.DisposeAsync();
            }

            [Test]
            public void Works() { }
        }
        """ + AsyncOnly);

    [Fact]
    public Task Existing_async_lifetime_that_returns_a_task() => FixesAsync(
        Library.XunitV2,
        """
        using System;
        using System.IO;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests : IAsyncLifetime
        {
            private Node? [|_node|];
            private UdpClient? [|_udp|];

            public Task InitializeAsync()
            {
                _node = new Node();
                _udp = new UdpClient();
                return Task.CompletedTask;
            }

            public Task DisposeAsync() => Task.CompletedTask;

            [Fact]
            public void Works() { }
        }
        """ + AsyncOnly,
        """
        using System;
        using System.IO;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests : IAsyncLifetime
        {
            private Node? _node;
            private UdpClient? _udp;

            public Task InitializeAsync()
            {
                _node = new Node();
                _udp = new UdpClient();
                return Task.CompletedTask;
            }

            public async Task DisposeAsync()
            {
                if (_node is not null) await _node.DisposeAsync();
                _udp?.Dispose();
            }

            [Fact]
            public void Works() { }
        }
        """ + AsyncOnly);

    [Fact]
    public Task Base_that_disposes_is_overridden() => FixesAsync(
        Library.XunitV2,
        """
        using System;
        using System.Net.Sockets;
        using Xunit;

        public abstract class Base : IDisposable
        {
            public virtual void Dispose() { }
        }

        public abstract class Pattern : IDisposable
        {
            public void Dispose() => Dispose(true);
            protected virtual void Dispose(bool disposing) { }
        }

        public class Tests : Base
        {
            private readonly UdpClient [|_udp|] = new();

            [Fact]
            public void Works() { }
        }

        public class Others : Pattern
        {
            private readonly UdpClient [|_udp|] = new();

            [Fact]
            public void Works() { }
        }
        """,
        """
        using System;
        using System.Net.Sockets;
        using Xunit;

        public abstract class Base : IDisposable
        {
            public virtual void Dispose() { }
        }

        public abstract class Pattern : IDisposable
        {
            public void Dispose() => Dispose(true);
            protected virtual void Dispose(bool disposing) { }
        }

        public class Tests : Base
        {
            private readonly UdpClient _udp = new();

            public override void Dispose()
            {
                _udp.Dispose();
                base.Dispose();
            }

            [Fact]
            public void Works() { }
        }

        public class Others : Pattern
        {
            private readonly UdpClient _udp = new();

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    _udp.Dispose();
                }

                base.Dispose(disposing);
            }

            [Fact]
            public void Works() { }
        }
        """);

    [Fact]
    public Task Event_is_left_again() => FixesAsync(
        Library.MSTest,
        """
        using System;
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        [TestClass]
        public class Tests
        {
            [TestInitialize]
            public void Start() => [|AppDomain.CurrentDomain.ProcessExit|] += OnExit;

            private void OnExit(object? sender, EventArgs e) { }
        }
        """,
        """
        using System;
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        [TestClass]
        public class Tests
        {
            [TestInitialize]
            public void Start() => AppDomain.CurrentDomain.ProcessExit += OnExit;

            [TestCleanup]
            public void TestCleanup()
            {
                AppDomain.CurrentDomain.ProcessExit -= OnExit;
            }

            private void OnExit(object? sender, EventArgs e) { }
        }
        """);

    [Fact]
    public Task No_fix_where_the_framework_would_no_longer_call_the_other_teardown() => Verify.HasNoFixAsync(
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests : IDisposable
        {
            private readonly Node [|_node|] = new();
            public void Dispose() { }
            [Fact] public void Works() { }
        }
        """ + AsyncOnly,
        Library.XunitV3);

    [Fact]
    public Task No_fix_where_the_base_cannot_be_overridden() => Verify.HasNoFixAsync(
        """
        using System;
        using System.Net.Sockets;
        using Xunit;

        public abstract class Base : IDisposable
        {
            public void Dispose() { }
        }

        public class Tests : Base
        {
            private readonly UdpClient [|_udp|] = new();
            [Fact] public void Works() { }
        }
        """,
        Library.XunitV2);

    [Fact]
    public Task No_fix_for_a_lambda_that_is_subscribed() => Verify.HasNoFixAsync(
        """
        using System;
        using Xunit;

        public class Tests
        {
            public Tests() { [|AppDomain.CurrentDomain.ProcessExit|] += (_, _) => { }; }
            [Fact] public void Works() { }
        }
        """,
        Library.XunitV2);
}
