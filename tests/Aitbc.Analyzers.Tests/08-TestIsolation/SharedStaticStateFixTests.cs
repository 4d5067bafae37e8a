using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.SharedStaticStateAnalyzer, Aitbc.Analyzers.TestIsolation.SharedStaticStateCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>Where the fix of AITBC0801 is offered, and what it writes.</summary>
public class SharedStaticStateFixTests
{
    public static TheoryData<FrameworkCode> All => FrameworkCode.All;

    private static string Code(FrameworkCode framework, string members, string body) =>
        "using System.Collections.Generic;\n" + framework.Class(members, body);

    [Theory, MemberData(nameof(All))]
    public Task Drops_static_where_each_test_has_an_instance(FrameworkCode framework)
    {
        const string Body = "counter = 3; Names.Add(\"x\"); Last = 1; Tests.flag = true; lock (Names) { }  _ = counter + Names.Count + Last + (flag ? 1 : 0);";
        const string Members = """
            // how often
            private static int [|counter|]; // trailing
                private static readonly List<string> [|Names|] = new();
                /// <summary>The last one.</summary>
                public static int [|Last|] { get; set; } = 4;
                static bool /* kept */ [|flag|];
            """;
        if (!framework.MakesInstancePerTest)
            return Verify.HasNoFixAsync(Code(framework, Members, Body), framework.Library);

        return Verify.FixesAsync(
            Code(framework, Members, Body),
            Code(
                framework,
                """
                // how often
                private int counter; // trailing
                    private readonly List<string> Names = new();
                    /// <summary>The last one.</summary>
                    public int Last { get; set; } = 4;
                    bool /* kept */ flag;
                """,
                Body.Replace("Tests.flag", "flag", StringComparison.Ordinal)),
            libraries: framework.Library);
    }

    [Theory, MemberData(nameof(All))]
    public Task No_fix_where_something_needs_it_static(FrameworkCode framework) => Verify.HasNoFixAsync(
        Code(
            framework,
            """
            private static int [|usedByStatic|];
            private static int Read() => usedByStatic;
            private static int [|usedByInitializer|] = 1;
            private readonly int copy = usedByInitializer;
            private static int [|usedByNested|];
            private sealed class Nested { public int Get() => usedByNested; }
            private static System.IO.MemoryStream [|disposable|] = new();
            private static int [|counter|];
            private static int [|a|], [|b|];
            private static class Inner { internal static int [|state|]; }
            private static List<int> [|Rows|] = new();
            [System.Obsolete(nameof(Rows))] private void Old() { }
            """,
            """
            usedByStatic = 1; usedByInitializer = 2; usedByNested = 3; disposable = new(); a = b = 4; Inner.state = 5; Rows.Add(1);
            var name = "db" + counter++;
            _ = Read() + copy + new Nested().Get() + disposable.Length + a + b + Inner.state + Rows.Count + counter;
            """),
        framework.Library);

    [Fact]
    public Task Members_that_depend_on_each_other_stay_compilable() => Verify.FixesAsync(
        """
        using Xunit;
        public class Tests
        {
            private static int [|first|] = 1;
            private static int {|AITBC0801:second|} = first + 1;

            [Fact]
            public void Works() { first = 2; second = 3; Assert.Equal(5, first + second); }
        }
        """,
        """
        using Xunit;
        public class Tests
        {
            private static int [|first|] = 1;
            private int second = first + 1;

            [Fact]
            public void Works() { first = 2; second = 3; Assert.Equal(5, first + second); }
        }
        """,
        libraries: Library.XunitV2);

    [Fact]
    public async Task No_fix_where_another_file_names_the_member()
    {
        var test = Verify.Create(
            "public class Tests { internal static int [|count|]; [Xunit.Fact] public void Works() { count = 1; Xunit.Assert.Equal(1, count); } }", [], Library.XunitV2);
        test.TestState.Sources.Add("public class Other { public int Get() => Tests.count; }");
        test.NumberOfFixAllIterations = 0;
        test.NumberOfIncrementalIterations = 0;
        await test.RunAsync();
    }
}
