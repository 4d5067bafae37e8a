using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.SharedStaticStateAnalyzer, Aitbc.Analyzers.TestIsolation.SharedStaticStateCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What AITBC0801 reports and what it leaves alone, in every framework.</summary>
public class SharedStaticStateTests
{
    public static TheoryData<FrameworkCode> All => FrameworkCode.All;

    private static Task Check(FrameworkCode framework, string members, string body = "", string baseList = "") =>
        Verify.ReportsAsync("using System; using System.Collections.Generic; using System.Linq; using System.Threading; using System.Threading.Tasks;\n"
            + framework.Class(members, body, baseList), framework.Library);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_never_changes(FrameworkCode framework) => Check(
        framework,
        """
        private const int Limit = 3;
        private static readonly List<int> Primes = new() { 2, 3, 5 };
        private static readonly int[] Numbers = { 1, 2 };
        private static readonly string Name = "x" + Limit;
        private static int assignedOnce = 3;
        private static readonly Dictionary<string, int> Table = Build();
        public static IEnumerable<object[]> Data => new[] { new object[] { 1 } };
        public static List<object[]> Rows { get; } = new();
        private static Dictionary<string, int> Build() { var table = new Dictionary<string, int>(); table["a"] = 1; return table; }
        """,
        "_ = Primes.Count + Numbers[0] + Name.Length + assignedOnce + Table[\"a\"] + Rows.Count;");

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_class_wide_set_up(FrameworkCode framework) => Check(
        framework,
        $$"""
        private static string? server;
        private static List<int> list = new();
        {{framework.OneTimeSetUp}} { server = "s"; list.Add(1); Helper(); }
        private static void Helper() { list.Add(2); server += "t"; }
        """,
        "_ = server + list.Count;");

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_is_made_for_one_thread_or_shared_on_purpose(FrameworkCode framework) => Check(
        framework,
        """
        [ThreadStatic] private static int perThread;
        [field: ThreadStatic] private static int PerThread { get; set; }
        private static readonly AsyncLocal<int> Flow = new();
        private static readonly ThreadLocal<int> Thread = new();
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Cache = new();
        private static readonly Lazy<string> Text = new(() => "a");
        private static int nextPort = 4000;
        private static readonly object Gate = new();
        private static string? made;
        private static bool done;
        private static readonly SemaphoreSlim Turn = new(1);
        private static int Port() => Interlocked.Increment(ref nextPort);
        private static string Made() { lock (Gate) { if (made == null) made = "x"; return made; } }
        private static void Once() { if (done) return; done = true; }
        """,
        """
        perThread++; PerThread++; Flow.Value = 1; Thread.Value = 2; Cache["a"] = 1; _ = Text.Value; _ = Port(); _ = Made(); Tests.Once();
        Turn.Wait(); Turn.Release();
        """);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_nobody_reads(FrameworkCode framework) => Check(
        framework, "private static object? sink;", "sink = new object();");

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_a_user_type_without_any_test(FrameworkCode framework) => Verify.ReportsAsync(
        framework.Class("") + "\npublic class Unrelated { private static int count; public static int Next() => ++count + count; }",
        framework.Library);

    [Theory, MemberData(nameof(All))]
    public Task Reports_a_static_that_a_test_changes(FrameworkCode framework) => Check(
        framework,
        """
        private static int [|counter|];
        private static string? [|text|] = "a";
        private static int [|Property|] { get; set; }
        internal static bool [|flag|];
        private static (int A, int B) [|pair|];
        private static int [|first|], [|second|];
        """,
        """
        counter++; text = text + "b"; Property += 2; flag = true; pair.A = 3; (first, second) = (1, 2);
        _ = counter + Property + pair.A + first + second + (flag ? text : "");
        """);

    [Theory, MemberData(nameof(All))]
    public Task Reports_an_object_that_a_test_changes(FrameworkCode framework) => Check(
        framework,
        """
        private static readonly List<int> [|list|] = new();
        private static readonly Dictionary<string, int> [|table|] = new();
        private static readonly int[] [|array|] = new int[3];
        private static readonly HashSet<string> [|set|] = new();
        private static readonly System.Text.StringBuilder [|text|] = new();
        private static readonly Settings [|settings|] = new();
        private static readonly TaskCompletionSource [|source|] = new();
        private static readonly ManualResetEventSlim [|signal|] = new();
        private static readonly Queue<int>? [|queue|] = new();
        private sealed class Settings { public int Retries { get; set; } public List<int> Ports { get; } = new(); }
        """,
        """
        list.Add(1); table["a"] = 1; array[0]++; set.Remove("x"); text.Append('c'); settings.Ports.Clear(); source.SetResult(); signal.Set(); queue?.Enqueue(1);
        _ = list.Count + table.Count + array.Length + set.Count + text.Length + settings.Retries + queue!.Count; signal.Wait(); _ = source.Task;
        """);

    [Theory, MemberData(nameof(All))]
    public Task Reports_what_a_handler_puts_into_a_collection(FrameworkCode framework) => Check(
        framework,
        """
        private static readonly List<int> [|seen|] = new();
        private static readonly List<int> known = new() { 1 };
        private event Action<int>? Received;
        """,
        "Received += seen.Add; Received(1); _ = seen.Count; _ = new[] { 1 }.All(known.Contains);");

    [Theory, MemberData(nameof(All))]
    public Task Reports_what_a_helper_does_for_a_test(FrameworkCode framework) => Check(
        framework,
        """
        private static readonly List<int> [|list|] = new();
        private static void Add(int value) => list.Add(value);
        private static class Inner { internal static int [|calls|]; internal static void Call() => calls += 1; }
        """,
        "Add(1); Inner.Call(); _ = list.Count + Inner.calls;");

    [Theory, MemberData(nameof(All))]
    public Task Reports_a_nested_types_state_that_the_test_changes(FrameworkCode framework) => Check(
        framework,
        "private sealed class Handler { public static bool [|Called|] { get; set; } public static string? [|Last|]; public void Handle() { Last = \"x\"; } }",
        "Handler.Called = true; new Handler().Handle(); _ = Handler.Called || Handler.Last == null;");

    [Theory, MemberData(nameof(All))]
    public Task A_reset_before_each_test_is_enough_where_tests_of_a_class_run_in_sequence(FrameworkCode framework)
    {
        var (open, close) = framework.Library == Library.TUnit ? ("[|", "|]") : ("", "");
        return Check(
            framework,
            $$"""
            private static int {{open}}counter{{close}};
            private static readonly List<int> {{open}}list{{close}} = new();
            {{framework.SetUp}} { counter = 0; list.Clear(); }
            """,
            "counter++; list.Add(counter);_ = list.Count;");
    }

    [Theory, MemberData(nameof(All))]
    public Task A_reset_that_may_not_happen_or_counts_on_is_none(FrameworkCode framework) => Check(
        framework,
        $$"""
        private static int [|counter|];
        private static readonly List<int> [|list|] = new();
        {{framework.SetUp}} { counter = counter + 1; if (Environment.TickCount > 3) list.Clear(); }
        """,
        "list.Add(counter); _ = list.Count;");

    [Theory, MemberData(nameof(All))]
    public Task Instance_members_count_where_tests_share_an_instance(FrameworkCode framework)
    {
        var (open, close) = framework.MakesInstancePerTest ? ("", "") : ("[|", "|]");
        return Check(
            framework,
            $$"""
            private int {{open}}counter{{close}};
            private readonly List<int> {{open}}list{{close}} = new();
            private int reset;
            private int Property { get; set; }
            private int ofOneTest;
            {{framework.SetUp}} { reset = 0; Property = 1; }
            {{framework.Test}} public void Second() { _ = counter + reset; list.Clear(); ofOneTest++; _ = ofOneTest; }
            """,
            "counter++; list.Add(counter); reset++; Property++; _ = list.Count + reset + Property;");
    }

    [Theory, MemberData(nameof(All))]
    public Task A_handler_runs_whenever_it_is_called(FrameworkCode framework) => Check(
        framework,
        $$"""
        private static readonly List<string> [|errors|] = new();
        private static int [|formatted|];
        private static readonly Func<int, string> Format = number => { formatted++; return number.ToString(); };
        private static readonly Lazy<int> Made = new(() => once = 3);
        private static int once;
        private static bool [|done|];
        private static readonly Action Completed = OnCompleted;
        private static void OnCompleted() => done = true;
        {{framework.OneTimeSetUp}} { TaskScheduler.UnobservedTaskException += (_, args) => errors.Add(args.ToString()!); }
        """,
        "Completed(); _ = Format(3) + errors.Count + formatted + Made.Value + once + (done ? 1 : 0);");

    [Theory, MemberData(nameof(All))]
    public Task A_number_drawn_by_several_tests_at_once_is_not_unique(FrameworkCode framework)
    {
        var (open, close) = framework.Library == Library.TUnit ? ("[|", "|]") : ("", "");
        return Check(framework, $"private static int {open}next{close}; private static string Name() => \"db\" + next++;", "_ = Name();");
    }

    [Theory, MemberData(nameof(All))]
    public Task A_count_by_Interlocked_that_is_read_is_state(FrameworkCode framework) => Check(
        framework, "private static int [|calls|];", "Interlocked.Increment(ref calls); _ = calls == 1;");

    [Theory, MemberData(nameof(All))]
    public Task A_thread_safe_collection_is_a_cache_until_a_test_empties_it(FrameworkCode framework) => Check(
        framework,
        """
        private static readonly System.Collections.Concurrent.ConcurrentQueue<int> [|seen|] = new();
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Cache = new();
        """,
        "seen.Clear(); seen.Enqueue(Cache.GetOrAdd(\"a\", 1)); _ = seen.Count;");

    [Theory, MemberData(nameof(All))]
    public Task What_other_types_do_to_a_member_counts(FrameworkCode framework) => Verify.ReportsAsync(
        framework.Class("", "Helper.Verbose = true; Helper.Names.Add(\"x\"); _ = Helper.Verbose && Helper.Names.Count == 1 && Helper.Untouched;")
            + """

            public static class Helper
            {
                public static bool [|Verbose|];
                public static System.Collections.Generic.List<string> [|Names|] { get; } = new();
                public static bool Untouched;
            }
            """,
        framework.Library);

    [Theory, MemberData(nameof(All))]
    public Task What_other_types_set_up_once_or_reset_is_no_leak(FrameworkCode framework)
    {
        var (open, close) = framework.Library == Library.TUnit ? ("[|", "|]") : ("", "");
        return Verify.ReportsAsync(
            framework.Class(
                framework.SetUp + " { Helper.Calls = 0; }\n" + framework.OneTimeSetUp + " { Helper.Start(); }",
                "Helper.Call(); _ = Helper.Address + Helper.Calls;")
                + $$"""

                public static class Helper
                {
                    private static string? address;
                    public static int {{open}}Calls{{close}};
                    public static string? Address => address;
                    public static void Start() => address = "http://x";
                    public static void Call() => Calls++;
                }
                """,
            framework.Library);
    }

    [Theory]
    [InlineData(Library.XunitV2, "[Xunit.TestCaseOrderer(\"a\", \"b\")] public class Tests { [Xunit.Fact] public void A() => Step(); MEMBERS }")]
    [InlineData(Library.XunitV3, "[Xunit.TestCaseOrderer(typeof(Xunit.v3.DefaultTestCaseOrderer))] public class Tests { [Xunit.Fact] public void A() => Step(); MEMBERS }")]
    [InlineData(Library.NUnit, "public class Tests { [NUnit.Framework.Test, NUnit.Framework.Order(1)] public void A() => Step(); MEMBERS }")]
    [InlineData(Library.MSTest, "[Microsoft.VisualStudio.TestTools.UnitTesting.TestClass] public class Tests { [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod, Microsoft.VisualStudio.TestTools.UnitTesting.DependsOn(nameof(Step))] public void A() => Step(); MEMBERS }")]
    [InlineData(Library.TUnit, "public class Tests { [TUnit.Core.Test, TUnit.Core.DependsOn(nameof(Step))] public void A() => Step(); MEMBERS }")]
    [InlineData(Library.TUnit, "public class Tests { [TUnit.Core.Test, TUnit.Core.NotInParallel(Order = 1)] public void A() => Step(); MEMBERS }")]
    public Task Tests_in_an_order_of_the_authors_build_on_each_other(Library library, string code) =>
        Verify.ReportsAsync(code.Replace("MEMBERS", "private static int step; private void Step() { step++; _ = step; }", StringComparison.Ordinal), library);

    [Theory, MemberData(nameof(All))]
    public Task Changes_in_every_corner_of_the_language(FrameworkCode framework) => Check(
        framework,
        """
        private static int [|a|], [|b|], [|c|];
        private static string? [|d|];
        private static readonly List<List<int>> [|e|] = [[]];
        private static int[]? [|f|];
        private static (int, string?) Two() => (1, "x");
        private static bool Try(out int value) { value = 1; return true; }
        private static void Raise(ref int value) => value++;
        private static partial class Part { internal static int [|g|]; }
        private static partial class Part { internal static void Do() { void Local() { g = 2; } Local(); _ = g; } }
        private record Row(int X) { internal static int [|made|]; internal int Number = Use(made = X); static int Use(int x) => x + made; }
        """,
        """
        (a, d) = Two(); Try(out b); Raise(ref c);
        Action act = () => e[0].Add(1); act();
        Array.Resize(ref f, 3);
        Part.Do(); _ = new Row(1);
        _ = a + b + c + d + e.Count + f.Length;
        """);

    [Theory, MemberData(nameof(All))]
    public async Task Half_typed_code_does_no_harm(FrameworkCode framework)
    {
        foreach (var members in new[]
        {
            "private static int", "private static int x = ; void M() { x", "static List<", "static int P { get; set; ", "static int y; [", "static Missing z; void M() { z.Add(1); z = ",
            "static int a; void M() { (a, ", "static int b; void M() { b?.c = ", "static int[] d; void M() { d[",
        })
        {
            var test = Verify.Create(framework.Class(members), [], framework.Library);
            test.CompilerDiagnostics = Microsoft.CodeAnalysis.Testing.CompilerDiagnostics.None;
            test.TestState.MarkupHandling = Microsoft.CodeAnalysis.Testing.MarkupMode.IgnoreFixable;
            test.DisabledDiagnostics.Add("AITBC0801");
            await test.RunAsync();
        }
    }

    [Fact]
    public async Task Partial_types_in_several_files_are_one()
    {
        var test = Verify.Create("public partial class Tests { private static int [|count|]; }", [], Library.XunitV2);
        test.TestState.Sources.Add("public partial class Tests { [Xunit.Fact] public void Works() { count++; Xunit.Assert.Equal(1, count); } }");
        await test.RunAsync();
    }

    [Fact]
    public Task The_context_that_MSTest_hands_over_is_no_state() => Verify.ReportsAsync(
        """
        using Microsoft.VisualStudio.TestTools.UnitTesting;
        [TestClass] public class Tests { public static TestContext? TestContext { get; set; } [TestMethod] public void Works() { TestContext = null; _ = TestContext; } }
        """,
        Library.MSTest);

    [Fact]
    public Task NUnit_can_make_an_instance_for_each_test() => Verify.ReportsAsync(
        """
        using NUnit.Framework;
        [FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
        public class Tests { private int count; [Test] public void A() => Assert.That(count++, Is.Zero); [Test] public void B() => Assert.That(count++, Is.Zero); }
        """,
        Library.NUnit);

    [Fact]
    public Task Silent_without_a_test_framework() =>
        Verify.ReportsAsync("public class Tests { private static int count; public void Works() { count++; System.Console.Write(count); } }");
}
