using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Aitbc.Analyzers.TestIsolation.MissingTeardownCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>The teardown that the fix of AITBC0802 writes: one by one and all at once give the same text.</summary>
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
}
