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
        perThread++; Flow.Value = 1; Thread.Value = 2; Cache["a"] = 1; _ = Text.Value; _ = Port(); _ = Made(); Tests.Once();
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
            {{framework.SetUp}} { reset = 0; Property = 1; }
            """,
            "counter++; list.Add(counter); reset++; Property++; _ = list.Count + reset + Property;");
    }

    [Theory, MemberData(nameof(All))]
    public Task A_number_drawn_by_several_tests_at_once_is_not_unique(FrameworkCode framework)
    {
        var (open, close) = framework.Library == Library.TUnit ? ("[|", "|]") : ("", "");
        return Check(framework, $"private static int {open}next{close}; private static string Name() => \"db\" + next++;", "_ = Name();");
    }

    [Theory, MemberData(nameof(All))]
    public Task A_count_by_Interlocked_that_is_read_is_state(FrameworkCode framework) => Check(
        framework, "private static int [|calls|];", "Interlocked.Increment(ref calls); _ = calls == 1;");
}
