using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Tests.Foundation;

// What each framework calls around a test, and how long its fixtures live.
public partial class TestCodeTests
{
    [Theory]
    [InlineData(Library.XunitV2, "Task")]
    [InlineData(Library.XunitV3, "ValueTask")]
    public void Xunit_starts_and_ends_through_interfaces(Library library, string task)
    {
        var code = Of(
            $$"""
            using Xunit;
            public class Tests : IAsyncLifetime, IDisposable
            {
                public Tests() { }
                static Tests() { }
                public {{task}} InitializeAsync() => default!;
                {{task}} {{(library == Library.XunitV2 ? "IAsyncLifetime" : "IAsyncDisposable")}}.DisposeAsync() => default!;
                void IDisposable.Dispose() { }
                public void Dispose(bool disposing) { }
                [Fact] public void Works() { }
            }
            public abstract class Base : IDisposable { public virtual void Dispose() { } }
            public class Derived : Base { public override void Dispose() { } [Theory, InlineData(1)] public void Works(int x) { } }
            public class NoTests : IAsyncLifetime { public {{task}} InitializeAsync() => default!; public {{task}} DisposeAsync() => default!; }
            """,
            library);
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Tests", "InitializeAsync"));
        Assert.Equal(Teardown(TestScope.Test), Life(code, "Tests", "DisposeAsync"));
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Tests", ".ctor"));
        Assert.Equal(SetUp(TestScope.Class), Life(code, "Tests", ".cctor"));
        var disposes = Type(code, "Tests").GetMembers().OfType<IMethodSymbol>().Where(m => m.Name.EndsWith("Dispose", StringComparison.Ordinal));
        Assert.Equal([Teardown(TestScope.Test), null], disposes.Select(code.LifecycleOf));
        Assert.Equal(Teardown(TestScope.Test), Life(code, "Base", "Dispose"));
        Assert.Equal(Teardown(TestScope.Test), Life(code, "Derived", "Dispose"));
        Assert.True(code.IsTest(Method(code, "Derived", "Works")));
        Assert.Null(Life(code, "NoTests", "InitializeAsync"));
    }

    [Fact]
    public void Xunit_v2_does_not_call_IAsyncDisposable()
    {
        const string Code = "public class Tests : IAsyncDisposable { public ValueTask DisposeAsync() => default; [Xunit.Fact] public void Works() { } }";
        Assert.Null(Life(Of(Code, Library.XunitV2), "Tests", "DisposeAsync"));
        Assert.Equal(Teardown(TestScope.Test), Life(Of(Code, Library.XunitV3), "Tests", "DisposeAsync"));
    }

    [Theory]
    [InlineData(Library.XunitV2)]
    [InlineData(Library.XunitV3)]
    public void Xunit_fixtures_live_as_long_as_their_class_or_collection(Library library)
    {
        var code = Of(
            """
            using Xunit;
            public class ForClass : IDisposable { public ForClass() { } public void Dispose() { } }
            public class ForCollection { }
            public class OnBase { }
            [CollectionDefinition("c")] public class Definition : ICollectionFixture<ForCollection> { }
            public class Base : IClassFixture<OnBase> { }
            public class Tests : Base, IClassFixture<ForClass> { [Fact] public void Works() { } }
            public class NoTests : IClassFixture<Plain> { }
            public class Plain { }
            """,
            library);
        Assert.Equal(TestScope.Class, code.FixtureScope(Type(code, "ForClass")));
        Assert.Equal(TestScope.Class, code.FixtureScope(Type(code, "ForCollection")));
        Assert.Equal(TestScope.Class, code.FixtureScope(Type(code, "OnBase")));
        Assert.Null(code.FixtureScope(Type(code, "Plain")));
        Assert.Null(code.FixtureScope(Type(code, "Tests")));
        Assert.Equal(SetUp(TestScope.Class), Life(code, "ForClass", ".ctor"));
        Assert.Equal(Teardown(TestScope.Class), Life(code, "ForClass", "Dispose"));
        Assert.False(code.SharesInstanceAmongTests(Type(code, "ForClass")));
        Assert.False(code.HasInstancePerTest(Type(code, "ForClass")));
        Assert.True(code.IsTestCode(Type(code, "ForCollection")));
    }

    [Fact]
    public void Xunit_v3_has_fixtures_for_the_assembly()
    {
        var code = Of("[assembly: Xunit.AssemblyFixture(typeof(Server))] public class Server { } public class Tests { [Xunit.Fact] public void Works() { } }", Library.XunitV3);
        Assert.Equal(TestScope.Assembly, code.FixtureScope(Type(code, "Server")));
    }

    [Fact]
    public void A_derived_fact_is_a_test()
    {
        const string Code = "public class SlowFactAttribute : Xunit.FactAttribute { } public class Tests { [SlowFact] public void Works() { } }";
        foreach (var library in new[] { Library.XunitV2, Library.XunitV3 })
            Assert.True(Of(Code, library) is { } code && code.IsTest(Method(code, "Tests", "Works")));
    }

    [Fact]
    public void NUnit_life_cycles()
    {
        var code = Of(
            """
            using NUnit.Framework;
            [SetUpFixture] public class Whole { [OneTimeSetUp] public void Start() { } [OneTimeTearDown] public void Stop() { } }
            public abstract class Base { [SetUp] public virtual void Prepare() { } [OneTimeSetUp] public void Once() { } }
            [TestFixture] public class Tests : Base, IDisposable
            {
                public Tests() { }
                public override void Prepare() { }
                [OneTimeTearDown] public void Last() { }
                [TestCase(1)] public void Case(int x) { }
                [TestCaseSource(nameof(Rows))] public void Sourced(int x) { }
                [Theory] public void Theory(int x) { }
                [Test] public void Plain() { }
                public void Dispose() { }
                public static int[] Rows => [1];
            }
            [FixtureLifeCycle(LifeCycle.InstancePerTestCase)] public class Own : IDisposable { [Test] public void Works() { } public void Dispose() { } public Own() { } }
            [FixtureLifeCycle(LifeCycle.SingleInstance)] public class One { [Test] public void Works() { } }
            """,
            Library.NUnit);
        Assert.Equal(SetUp(TestScope.Assembly), Life(code, "Whole", "Start"));
        Assert.Equal(Teardown(TestScope.Assembly), Life(code, "Whole", "Stop"));
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Base", "Prepare"));
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Tests", "Prepare"));
        Assert.Equal(SetUp(TestScope.Class), Life(code, "Base", "Once"));
        Assert.Equal(Teardown(TestScope.Class), Life(code, "Tests", "Last"));
        Assert.Equal(SetUp(TestScope.Class), Life(code, "Tests", ".ctor"));
        Assert.Equal(Teardown(TestScope.Class), Life(code, "Tests", "Dispose"));
        foreach (var test in new[] { "Case", "Sourced", "Theory", "Plain" })
            Assert.True(code.IsTest(Method(code, "Tests", test)), test);
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Own", ".ctor"));
        Assert.Equal(Teardown(TestScope.Test), Life(code, "Own", "Dispose"));
        Assert.True(code.SharesInstanceAmongTests(Type(code, "One")));
        Assert.True(code.SharesInstanceAmongTests(Type(code, "Base")));
        Assert.False(code.SharesInstanceAmongTests(Type(code, "Own")));
    }

    [Fact]
    public void NUnit_life_cycle_of_the_assembly_gives_way_to_the_classs_own()
    {
        var code = Of(
            """
            using NUnit.Framework;
            [assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
            public class Own { [Test] public void Works() { } }
            [FixtureLifeCycle(LifeCycle.SingleInstance)] public class One { [Test] public void Works() { } }
            """,
            Library.NUnit);
        Assert.Equal(TestScope.Test, code.InstanceScope(Type(code, "Own")));
        Assert.Equal(TestScope.Class, code.InstanceScope(Type(code, "One")));
    }

    [Fact]
    public void MSTest_life_cycles()
    {
        var code = Of(
            """
            using Microsoft.VisualStudio.TestTools.UnitTesting;
            public class SlowTestAttribute : TestMethodAttribute { }
            [TestClass] public class Tests
            {
                public TestContext? TestContext { get; set; }
                public string? Other { get; set; }
                [AssemblyInitialize] public static void Whole(TestContext context) { }
                [AssemblyCleanup] public static void WholeEnd() { }
                [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)] public static void Once(TestContext context) { }
                [ClassCleanup] public static void OnceEnd() { }
                [TestInitialize] public void Each() { }
                [TestCleanup] public void EachEnd() { }
                [DataTestMethod, DataRow(1)] public void Rows(int x) { }
                [SlowTest] public void Slow() { }
            }
            [TestClass] public class Empty { }
            """,
            Library.MSTest);
        Assert.Equal(SetUp(TestScope.Assembly), Life(code, "Tests", "Whole"));
        Assert.Equal(Teardown(TestScope.Assembly), Life(code, "Tests", "WholeEnd"));
        Assert.Equal(SetUp(TestScope.Class), Life(code, "Tests", "Once"));
        Assert.Equal(Teardown(TestScope.Class), Life(code, "Tests", "OnceEnd"));
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Tests", "Each"));
        Assert.Equal(Teardown(TestScope.Test), Life(code, "Tests", "EachEnd"));
        Assert.True(code.IsTest(Method(code, "Tests", "Rows")));
        Assert.True(code.IsTest(Method(code, "Tests", "Slow")));
        Assert.True(code.IsTestClass(Type(code, "Empty")));
        Assert.True(code.IsSetByFramework(Type(code, "Tests").GetMembers("TestContext").Single()));
        Assert.False(code.IsSetByFramework(Type(code, "Tests").GetMembers("Other").Single()));
    }

    [Fact]
    public void TUnit_life_cycles_and_fixtures()
    {
        var code = Of(
            """
            using TUnit.Core; using TUnit.Core.Interfaces;
            public class Server : IAsyncInitializer, IAsyncDisposable { public Task InitializeAsync() => Task.CompletedTask; public ValueTask DisposeAsync() => default; }
            public class Shared; public class Own; public class Injected;
            [ClassDataSource<Server>(Shared = SharedType.PerClass)]
            public class Tests(Server server) : IDisposable
            {
                [ClassDataSource<Injected>(Shared = SharedType.PerTestSession)] public required Injected Session { get; init; }
                [Before(HookType.Test)] public void Each() { }
                [After(HookType.Test)] public void EachEnd() { }
                [Before(HookType.Class)] public static void Once() { }
                [After(HookType.Assembly)] public static void Whole() { }
                [BeforeEvery(HookType.Test)] public static void Every(TestContext context) { }
                [Before(HookType.TestSession)] public static void Session1() { }
                [Test, Arguments(1)] public void Works(int x) { }
                [Test, ClassDataSource<Own>] public void Uses(Own own) { }
                public void Dispose() { }
            }
            """,
            Library.TUnit);
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Tests", "Each"));
        Assert.Equal(Teardown(TestScope.Test), Life(code, "Tests", "EachEnd"));
        Assert.Equal(SetUp(TestScope.Class), Life(code, "Tests", "Once"));
        Assert.Equal(Teardown(TestScope.Assembly), Life(code, "Tests", "Whole"));
        Assert.Equal(SetUp(TestScope.Test), Life(code, "Tests", "Every"));
        Assert.Equal(SetUp(TestScope.Assembly), Life(code, "Tests", "Session1"));
        Assert.Equal(Teardown(TestScope.Test), Life(code, "Tests", "Dispose"));
        Assert.Equal(TestScope.Class, code.FixtureScope(Type(code, "Server")));
        Assert.Equal(SetUp(TestScope.Class), Life(code, "Server", "InitializeAsync"));
        Assert.Equal(Teardown(TestScope.Class), Life(code, "Server", "DisposeAsync"));
        Assert.Equal(TestScope.Assembly, code.FixtureScope(Type(code, "Injected")));
        Assert.Equal(TestScope.Test, code.FixtureScope(Type(code, "Own")));
    }
}
