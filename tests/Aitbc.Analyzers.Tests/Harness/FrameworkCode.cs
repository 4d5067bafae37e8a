using System.Collections.Immutable;

namespace Aitbc.Analyzers.Tests;

/// <summary>How test code is spelt in one framework, so that one theory serves all five.</summary>
/// <remarks>A test-rule theory takes <see cref="All"/> as its data; a framework added here is covered by every one of them.</remarks>
public sealed record FrameworkCode(string Name, Library Library)
{
    /// <summary>The line before a test method.</summary>
    public required string Test { get; init; }

    /// <summary>The line before a test method on which the framework gives up after a second.</summary>
    public required string TestWithTimeout { get; init; }

    /// <summary>The line before a test class, or empty.</summary>
    public string TestClass { get; init; } = "";

    /// <summary>The using directives.</summary>
    public required string Usings { get; init; }

    /// <summary>Opens a method that runs before each test: <c>public ... SetUp()</c>; in xunit the constructor of class <c>Tests</c>.</summary>
    public required string SetUp { get; init; }

    /// <summary>Opens a static method that runs once before all tests of class <c>Tests</c>; in xunit the static constructor.</summary>
    public required string OneTimeSetUp { get; init; }

    /// <summary>The statement that asserts that the local <c>seen</c> is true.</summary>
    public required string AssertSeen { get; init; }

    /// <summary>Does the framework make a new instance of the class for each test unless it is told otherwise?</summary>
    public bool MakesInstancePerTest => Library != Library.NUnit;

    /// <summary>Opens a method that runs after each test; xunit's class then has to implement <see cref="TeardownBase"/>.</summary>
    public required string Teardown { get; init; }

    /// <summary>The base list that <see cref="Teardown"/> needs, or empty.</summary>
    public string TeardownBase { get; init; } = "";

    /// <summary>The base list with which class <c>Tests</c> holds <see cref="HeldFixture"/>, or empty.</summary>
    public string FixtureBase => IsXunit ? " : IClassFixture<Rig>" : "";

    /// <summary>A field <c>rig</c> of class <c>Tests</c> that holds one <c>Rig</c> for all its tests.</summary>
    public string HeldFixture => IsXunit
        ? "private readonly Rig rig; public Tests(Rig rig) { this.rig = rig; }"
        : $"private static Rig rig; {OneTimeSetUp} {{ rig = new Rig(); }}";

    private bool IsXunit => Library is Library.XunitV2 or Library.XunitV3;

    /// <summary>A test class named <c>Tests</c> with these members, and one test that runs <paramref name="body"/>.</summary>
    public string Class(string members, string body = "", string baseList = "") => $$"""
        {{Usings}}
        {{TestClass}}
        public class Tests{{baseList}}
        {
            {{members}}

            {{Test}}
            public void Works()
            {
                {{body}}
            }
        }
        """;

    public override string ToString() => Name;

    public static ImmutableArray<FrameworkCode> Frameworks { get; } =
    [
        new("xunit v2", Library.XunitV2)
        {
            Usings = "using Xunit;", Test = "[Fact]", AssertSeen = "Assert.True(seen);", TestWithTimeout = "[Fact(Timeout = 1000)]", SetUp = "public Tests()", OneTimeSetUp = "static Tests()", Teardown = "public void Dispose()", TeardownBase = " : System.IDisposable",
        },
        new("xunit v3", Library.XunitV3)
        {
            Usings = "using Xunit;", Test = "[Fact]", AssertSeen = "Assert.True(seen);", TestWithTimeout = "[Fact(Timeout = 1000)]", SetUp = "public Tests()", OneTimeSetUp = "static Tests()", Teardown = "public void Dispose()", TeardownBase = " : System.IDisposable",
        },
        new("NUnit", Library.NUnit)
        {
            Usings = "using NUnit.Framework;", Test = "[Test]", AssertSeen = "Assert.That(seen);", TestWithTimeout = "[Test, Timeout(1000)]", SetUp = "[SetUp] public void SetUp()",
            OneTimeSetUp = "[OneTimeSetUp] public static void Once()", Teardown = "[TearDown] public void TearDown()",
        },
        new("MSTest", Library.MSTest)
        {
            Usings = "using Microsoft.VisualStudio.TestTools.UnitTesting;", Test = "[TestMethod]", AssertSeen = "Assert.IsTrue(seen);", TestWithTimeout = "[TestMethod, Timeout(1000)]", TestClass = "[TestClass]",
            SetUp = "[TestInitialize] public void SetUp()",
            OneTimeSetUp = "[ClassInitialize] public static void Once(TestContext context)", Teardown = "[TestCleanup] public void TearDown()",
        },
        new("TUnit", Library.TUnit)
        {
            Usings = "using TUnit.Core; using TUnit.Assertions; using TUnit.Assertions.Extensions;", Test = "[Test]", AssertSeen = "await Assert.That(seen).IsTrue();", TestWithTimeout = "[Test, Timeout(1000)]",
            SetUp = "[Before(HookType.Test)] public void SetUp()",
            OneTimeSetUp = "[Before(HookType.Class)] public static void Once()", Teardown = "[After(HookType.Test)] public void TearDown()",
        },
    ];

    /// <summary>Theory data: every framework.</summary>
    public static TheoryData<FrameworkCode> All => [.. Frameworks];
}
