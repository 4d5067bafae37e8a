using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Aitbc.Analyzers.TestIsolation.MissingTeardownCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>The fix of AITBC0802 where a teardown or a base with one exists, and where there is none to offer.</summary>
public class MissingTeardownExistingFixTests
{
    private static Task FixesAsync(Library library, string code, string fixedCode) => Verify.FixesAsync(code, fixedCode, libraries: library);

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
    public Task Comments_at_the_completed_task_stay() => FixesAsync(
        Library.XunitV2,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public class Tests : IAsyncLifetime
        {
            private Node? [|_node|];

            public Task InitializeAsync()
            {
                _node = new Node();
                return Task.CompletedTask;
            }

            public Task DisposeAsync()
            {
                // The run ends
                // soon anyway.
                return Task.CompletedTask; // so far
            }

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
            private Node? _node;

            public Task InitializeAsync()
            {
                _node = new Node();
                return Task.CompletedTask;
            }

            public async Task DisposeAsync()
            {
                // The run ends
                // soon anyway.
                // so far
                if (_node is not null) await _node.DisposeAsync();
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

    [Fact]
    public Task A_fixture_made_by_hand_releases_more() => FixesAsync(
        Library.NUnit,
        """
        using System;
        using System.Net.Sockets;
        using NUnit.Framework;

        public class Tests
        {
            [Test]
            public void Works() { using var rig = new Rig(); }
        }

        public sealed class Rig : IDisposable
        {
            private readonly TcpClient _first = new();
            private readonly TcpClient [|_second|] = new();

            public void Dispose() => _first.Dispose();
        }
        """,
        """
        using System;
        using System.Net.Sockets;
        using NUnit.Framework;

        public class Tests
        {
            [Test]
            public void Works() { using var rig = new Rig(); }
        }

        public sealed class Rig : IDisposable
        {
            private readonly TcpClient _first = new();
            private readonly TcpClient _second = new();

            public void Dispose()
            {
                _first.Dispose();
                _second.Dispose();
            }
        }
        """);
}
