using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.UnrestoredStateAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>Where AITBC0804 is silent, then what it reports, in all frameworks.</summary>
public class UnrestoredStateTests
{
    private const string Members = """
        private static void AssertEqual(object? expected, object? actual) { if (!Equals(expected, actual)) throw new Exception(); }
        private static bool Flag() => DateTime.Now.Ticks % 2 == 0;
        private static void RestoreAll() { }
        private static string Given = "";
        """;

    private const string Scope = """


        public sealed class Held : IDisposable
        {
            public Held(string name, string value) => Environment.SetEnvironmentVariable(name, value);

            public void Dispose() => Environment.SetEnvironmentVariable("NODE", null);
        }
        """;

    private static Task VerifyAsync(FrameworkCode framework, string body, string members = "", string baseList = "") =>
        Verify.ReportsAsync(Usings + framework.Class(Members + members, body, baseList) + Scope, framework.Library);

    private static TheoryData<FrameworkCode, string> InAll(params string[] bodies)
    {
        var data = new TheoryData<FrameworkCode, string>();
        foreach (var framework in FrameworkCode.Frameworks)
        {
            foreach (var body in bodies)
                data.Add(framework, body);
        }

        return data;
    }

    private const string Set = "Environment.SetEnvironmentVariable(\"NODE\", \"1\");";
    private const string Unset = "Environment.SetEnvironmentVariable(\"NODE\", null);";

    public static TheoryData<FrameworkCode, string> Restored => InAll(
        Unset,
        "Environment.SetEnvironmentVariable(\"NODE\", \"\");",
        Set + "try { AssertEqual(1, 2); } finally { " + Unset + " }",
        "var original = Environment.GetEnvironmentVariable(\"NODE\"); try { " + Set + " AssertEqual(1, 2); } finally { Environment.SetEnvironmentVariable(\"NODE\", original); }",
        "var was = Environment.GetEnvironmentVariable(\"NODE\"); " + Set + " Environment.SetEnvironmentVariable(\"NODE\", was);",
        Set + "if (Flag()) { " + Unset + " return; } " + Unset,
        Set + "try { AssertEqual(1, 2); } finally { RestoreAll(); }",
        Set + "foreach (var name in new[] { \"NODE\" }) Environment.SetEnvironmentVariable(name, null);",
        Set + "try { AssertEqual(1, 2); } catch (Exception) { } " + Unset,
        "const string Name = \"NODE\"; Environment.SetEnvironmentVariable(Name, \"1\"); Environment.SetEnvironmentVariable(variable: \"NODE\", value: null);",
        "using var held = new Held(\"NODE\", \"1\"); " + Set,
        "var name = \"NODE\" + Guid.NewGuid(); Environment.SetEnvironmentVariable(name, \"1\");",
        "Action later = () => { " + Set + " }; later();",
        "void Local() { " + Set + " } Local();",
        Set + "new CancellationTokenSource().Token.Register(() => { " + Unset + " });",
        "var old = Directory.GetCurrentDirectory(); Directory.SetCurrentDirectory(\"/\"); try { AssertEqual(1, 2); } finally { Environment.CurrentDirectory = old; }",
        "var old = Console.Out; Console.SetOut(new StringWriter()); try { AssertEqual(1, 2); } finally { Console.SetOut(old); }",
        "Console.SetOut(new StreamWriter(Console.OpenStandardOutput()));",
        "System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;",
        "Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo(\"de\");",
        "Given = \"1\";",
        "Directory.SetCurrentDirectory(AppContext.BaseDirectory);",
        "AppContext.SetSwitch(\"Fast\", true); AppContext.SetSwitch(\"Fast\", false);");

    [Theory, MemberData(nameof(Restored))]
    public Task Silent_where_it_is_restored_or_not_of_the_process(FrameworkCode framework, string body) => VerifyAsync(framework, body);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_a_teardown_restores(FrameworkCode framework) => VerifyAsync(framework, Set, $$"""

        {{framework.Teardown}} => {{Unset}}
        """, framework.TeardownBase);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_a_teardown_of_the_base_calls_what_restores(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class(Members, Set, " : Base") + $$"""

        public abstract class Base{{framework.TeardownBase}}
        {
            {{framework.Teardown}}
            {
                PutBack();
            }

            private static void PutBack() => {{Unset}}
        }
        """, framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_on_what_is_set_once_for_all(FrameworkCode framework) => VerifyAsync(framework, "AssertEqual(1, 1);", $$"""

        static Tests()
        {
            {{Set}}
        }

        private readonly Held _held = new("NODE", "1");
        """);

    public static TheoryData<FrameworkCode, string, string> QuietHelpers
    {
        get
        {
            var data = new TheoryData<FrameworkCode, string, string>();
            foreach (var framework in FrameworkCode.Frameworks)
            {
                // Others may call it, or nobody does; the callers say what it sets; somebody brings it back.
                data.Add(framework, "Use();", "public static void Use() { " + Set + " }");
                data.Add(framework, "", "private static void Use() { " + Set + " }");
                data.Add(framework, "Use(\"1\");", "private static void Use(string value) { Environment.SetEnvironmentVariable(\"NODE\", value); }");
                data.Add(framework, "Use(\"NODE\");", "private static void Use(string name) { Environment.SetEnvironmentVariable(name, \"1\"); }");
                data.Add(framework, "Use(); Given = \"1\"; " + Unset, "private static void Use() { " + Set + " }");
                data.Add(framework, "try { Use(); } finally { Put(\"NODE\"); }", "private static void Use() { " + Set + " } private static void Put(string name) => Environment.SetEnvironmentVariable(name, null);");
                data.Add(framework, "using var held = Use();", "private static Held Use() { " + Set + " return new Held(\"NODE\", \"1\"); }");
                data.Add(framework, "RestoreNode();", "private static void RestoreNode() { " + Set + " }");
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(QuietHelpers))]
    public Task Silent_on_helpers_whose_callers_may_know_better(FrameworkCode framework, string body, string helper) => VerifyAsync(framework, body, "\n" + helper + "\n");

    [Fact]
    public Task Silent_in_assembly_hooks() => Verify.ReportsAsync(Usings + $$"""
        using NUnit.Framework;

        [SetUpFixture]
        public class Everything
        {
            [OneTimeSetUp]
            public void Once() { {{Set}} }
        }
        """, Library.NUnit);

    [Fact]
    public Task Silent_where_MSTest_itself_speaks_of_parallel_classes() => Verify.ReportsAsync(Usings + $$"""
        using Microsoft.VisualStudio.TestTools.UnitTesting;

        [TestClass, DoNotParallelize]
        public class Tests
        {
            [TestMethod]
            public void Works() { [|Environment.SetEnvironmentVariable("NODE", "1")|]; }
        }
        """, Library.MSTest);

    [Fact]
    public Task Silent_without_a_test_framework() => Verify.ReportsAsync(Usings + $$"""
        public class Tests
        {
            public void Works() { {{Set}} }
        }
        """);

    [Theory]
    [InlineData("public Family() { [|CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture|]; }", "CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(\"de\");")]
    [InlineData("[SetUp] public void Begin() { [|CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture|]; }", "CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(\"de\");")]
    [InlineData("public Family() { }", "[|CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(\"de\")|];")]
    [InlineData("public Family() { [|CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture|]; }", "[|CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(\"de\")|];")]
    public async Task A_base_class_gives_each_test_the_value_to_start_with(string family, string body) => await Verify.ReportsAsync($$"""
        using System.Globalization;
        using NUnit.Framework;

        public abstract class Family
        {
            {{family}}
        }

        public class Tests : Family
        {
            [Test]
            public void Works()
            {
                {{body}}
            }
        }
        """, Library.NUnit);

    public static TheoryData<FrameworkCode, string> Leaks => InAll(
        "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|];",
        "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|]; AssertEqual(1, 2); " + Unset,
        "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|]; if (Flag()) return; " + Unset,
        "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|]; Environment.SetEnvironmentVariable(\"NODE\", \"2\");",
        "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|]; Environment.SetEnvironmentVariable(\"OTHER\", null);",
        "[|Environment.SetEnvironmentVariable($\"NODE_{1}\", Flag().ToString(), EnvironmentVariableTarget.Process)|];",
        "if (Flag()) { [|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|]; }",
        "[|Directory.SetCurrentDirectory(\"/\")|];",
        "[|Environment.CurrentDirectory = \"/\"|];",
        "[|Console.SetOut(new StringWriter())|]; AssertEqual(1, 2);",
        "using var writer = new StringWriter(); [|Console.SetOut(writer)|]; AssertEqual(1, 2);",
        "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|]; new List<int>().Clear();",
        "[|Console.SetIn(new StringReader(\"y\"))|];",
        "var old = Console.Error; [|Console.SetError(new StringWriter())|]; AssertEqual(1, 2); Console.SetError(old);",
        "[|AppContext.SetSwitch(\"Fast\", true)|];",
        "[|ThreadPool.SetMinThreads(50, 50)|];",
        "[|System.Globalization.CultureInfo.DefaultThreadCurrentCulture = new System.Globalization.CultureInfo(\"de\")|];",
        "[|ServicePointManager.DefaultConnectionLimit = 100|];",
        "[|HttpClient.DefaultProxy = new WebProxy(\"localhost\")|];");

    [Theory, MemberData(nameof(Leaks))]
    public Task Reports(FrameworkCode framework, string body) => VerifyAsync(framework, body);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Reports_in_set_ups(FrameworkCode framework) => VerifyAsync(framework, "", $$"""

        {{framework.SetUp}}
        {
            [|Environment.SetEnvironmentVariable("NODE", "1")|];
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Reports_in_helpers_of_the_tests(FrameworkCode framework) => VerifyAsync(framework, "Use(); AssertEqual(1, 2);", """

        private string Use()
        {
            [|Environment.SetEnvironmentVariable("NODE", Path.Combine("a", "b"))|];
            Environment.SetEnvironmentVariable("OTHER", null);
            return "";
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Reports_where_the_teardown_restores_another_variable(FrameworkCode framework) => VerifyAsync(
        framework, "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|];", $$"""

        {{framework.Teardown}} => Environment.SetEnvironmentVariable("OTHER", null);
        """, framework.TeardownBase);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Knows_names_in_readonly_fields(FrameworkCode framework) => VerifyAsync(
        framework, "[|Environment.SetEnvironmentVariable(Node, \"1\")|]; Environment.SetEnvironmentVariable(\"OTHER\", null);", $$"""

        private static readonly string Node = "NODE";
        private static readonly string Same = "NODE";
        {{framework.Test}} public void Other()
        {
            Environment.SetEnvironmentVariable(Node, "1");
            Environment.SetEnvironmentVariable(Same, null);
        }
        """);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Reports_where_a_test_is_named_like_a_teardown(FrameworkCode framework) => VerifyAsync(
        framework, "[|Environment.SetEnvironmentVariable(\"NODE\", \"1\")|];", $$"""

        {{framework.Test}} public void Closes_when_NODE_is_removed()
        {
            {{Unset}}
        }
        """);
}
