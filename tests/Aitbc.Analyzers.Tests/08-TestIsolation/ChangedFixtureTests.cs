using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.ChangedFixtureAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What AITBC0806 reports and what it leaves alone.</summary>
public class ChangedFixtureTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Net.Http; using System.Linq; using System.Threading;\n";

    private const string Fixture = """

        public class Rig
        {
            public int Count;
            public string? Name { get; set; }
            public List<string> Items { get; } = new();
            public HttpClient Client { get; } = new();
            public HttpClient Fresh => new();
            public Dictionary<string, int> Table { get; set; } = new();
            public int Next() => Interlocked.Increment(ref Count);
        }

        """;

    public static TheoryData<FrameworkCode> All => FrameworkCode.All;

    public static TheoryData<Library> Xunit => [Library.XunitV2, Library.XunitV3];

    private static Task Once(FrameworkCode framework, string members, string body = "") =>
        Verify.ReportsAsync(Usings + framework.Class(members, body), framework.Library);

    private static Task Check(Library library, string members, string head = "public class Tests : IClassFixture<Rig>") =>
        Verify.ReportsAsync($"{Usings}using Xunit;\n{Fixture}{head}\n{{\n{members}\n}}", library);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_one_time_set_up_makes_and_tests_read(FrameworkCode framework) => Once(
        framework,
        $$"""
        private static string? server;
        private static List<int> list = new();
        {{framework.OneTimeSetUp}} { server = "s"; list = new List<int> { 1 }; }
        {{framework.Test}} public void Other() => _ = list.Count + server!.Length;
        """,
        "_ = server + list.Count;");

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_is_reset_before_each_test(FrameworkCode framework) => framework.Library == Library.TUnit ? Task.CompletedTask : Once(
        framework,
        $$"""
        private static string? server;
        {{framework.OneTimeSetUp}} { server = "s"; }
        {{framework.SetUp}} { server = "s"; }
        {{framework.Test}} public void Other() => _ = server!.Length;
        """,
        "server = \"t\"; _ = server;");

    /// <summary>What throws assigns nothing; but what stands before it happens.</summary>
    [Theory]
    [InlineData("Assert.Throws<ArgumentException>(() => _name = Made(\"\"));")]
    [InlineData("Assert.Throws<ArgumentException>(() => { _name = Made(\"\"); });")]
    [InlineData("Assert.That(() => _name = Made(\"\"), Throws.ArgumentException);")]
    [InlineData("Action make = () => _name = Made(\"\"); Assert.Throws<ArgumentException>(() => make());")]
    [InlineData("Assert.DoesNotThrow(() => [|_name|] = Made(\"x\"));")]
    [InlineData("Assert.Throws<ArgumentException>(() => { [|_name|] = \"x\"; Made(\"\"); });")]
    [InlineData("Assert.That(() => [|_name|] = Made(\"x\"), Throws.Nothing);")]
    [InlineData("Action make = () => [|_name|] = Made(\"x\"); make();")]
    public Task Silent_on_an_assignment_that_is_expected_to_throw(string body) => Verify.ReportsAsync($$"""
        using System;
        using NUnit.Framework;

        public class Tests
        {
            private string _name = "";

            private static string Made(string name) => name.Length > 0 ? name : throw new ArgumentException();

            [OneTimeSetUp]
            public void Once() { _name = "node"; }

            [Test]
            public void Works() { {{body}} }

            [Test]
            public void Reads() => Assert.That(_name, Is.EqualTo("node"));
        }
        """, Library.NUnit);

    [Theory, MemberData(nameof(Xunit))]
    public Task Silent_on_a_fixture_that_is_read_made_once_or_reset(Library library) => Check(
        library,
        """
        private readonly Rig _rig;
        public Tests(Rig rig) { _rig = rig; _rig.Items.Clear(); _rig.Name = "n"; }
        [Fact] public void One() { _rig.Items.Add("a"); _rig.Name = "m"; Assert.Single(_rig.Items); _rig.Next(); }
        [Fact] public void Two() { Assert.Empty(_rig.Items); Assert.Equal("n", _rig.Name); if (_rig.Table is null) _rig.Table = new(); }
        [Fact] public void Three() { _rig.Fresh.DefaultRequestHeaders.Add("a", "b"); _rig.Fresh.Dispose(); _ = _rig.Count; _ = _rig.Table; }
        """);

    [Theory, MemberData(nameof(Xunit))]
    public Task Silent_on_what_one_test_alone_uses_and_on_objects_of_its_own(Library library) => Check(
        library,
        """
        private readonly Rig _rig;
        public Tests(Rig rig) => _rig = rig;
        [Fact] public void One() { _rig.Items.Add("a"); Assert.Single(_rig.Items); }
        [Fact] public void Two() { var own = new Rig(); own.Items.Add("a"); own.Count++; Assert.Single(own.Items); }
        """);

    [Theory, MemberData(nameof(Xunit))]
    public Task Reports_changes_of_a_fixtures_state(Library library) => Check(
        library,
        """
        private readonly Rig _rig;
        public Tests(Rig rig) => _rig = rig;
        [Fact] public void One()
        {
            [|_rig.Items|].Add("a");
            [|_rig.Count|]++;
            [|_rig.Name|] = "b";
            [|_rig.Client|].DefaultRequestHeaders.Add("User", "a");
            [|_rig.Table|]["a"] = 1;
        }
        [Fact] public void Two() { _ = _rig.Items.Count + _rig.Count + _rig.Name + _rig.Client.GetStringAsync("/") + _rig.Table.Count; }
        """);

    [Theory, MemberData(nameof(Xunit))]
    public Task Reports_through_primary_constructors_and_bases(Library library) => Verify.ReportsAsync(
        $$"""
        {{Usings}}using Xunit;
        {{Fixture}}
        public class First(Rig rig) : IClassFixture<Rig>
        {
            [Fact] public void One() => [|rig.Items|].Add("a");
            [Fact] public void Two() => Assert.Empty(rig.Items);
        }
        [CollectionDefinition("rigs")] public class Rigs : ICollectionFixture<Rig>;
        [Collection("rigs")]
        public abstract class Base(Rig rig) { protected Rig Rig { get; } = rig; }
        [Collection("rigs")]
        public class Second(Rig rig) : Base(rig)
        {
            private void Grow() => [|Rig.Count|] += 2;
            [Fact] public void One() => Grow();
            [Fact] public void Two() => Assert.Equal(0, Rig.Count);
        }
        """,
        library);

    [Fact]
    public Task Reports_a_shared_data_source() => Verify.ReportsAsync(
        $$"""
        {{Usings}}using TUnit.Core;
        {{Fixture}}
        [ClassDataSource<Rig>(Shared = SharedType.PerClass)]
        public class Tests(Rig rig)
        {
            [Test] public void One() => [|rig.Items|].Add("a");
            [Test] public void Two() => _ = rig.Items.Count;
        }
        """,
        Library.TUnit);

    [Fact]
    public Task Silent_on_a_data_source_for_each_test() => Verify.ReportsAsync(
        $$"""
        {{Usings}}using TUnit.Core;
        {{Fixture}}
        [ClassDataSource<Rig>(Shared = SharedType.None)]
        public class Tests(Rig rig)
        {
            [Test] public void One() => rig.Items.Add("a");
            [Test] public void Two() => _ = rig.Items.Count;
        }
        """,
        Library.TUnit);

    [Theory, MemberData(nameof(All))]
    public Task Reports_what_one_time_set_up_makes_and_a_test_changes(FrameworkCode framework) => framework.OneTimeSetUp.StartsWith("static") ? Task.CompletedTask : Once(
        framework,
        $$"""
        private static List<int>? list;
        {{framework.OneTimeSetUp}} { list = new List<int> { 1 }; }
        {{framework.Test}} public void Other() => _ = list!.Count;
        """,
        "[|list|]!.Add(2);");

    [Fact]
    public Task Reports_an_instance_member_of_NUnit() => Verify.ReportsAsync(
        """
        using NUnit.Framework;
        public class Tests
        {
            private string? _head;
            [OneTimeSetUp] public void Load() => _head = "genesis";
            [Test] public void One() { [|_head|] = "block"; Assert.That(_head, Is.EqualTo("block")); }
            [Test] public void Two() => Assert.That(_head, Is.EqualTo("genesis"));
        }
        """,
        Library.NUnit);
}
