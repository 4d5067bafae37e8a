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

    [Fact]
    public Task Field_that_each_test_sets_first_becomes_a_local() => Verify.FixesAsync(
        """
        using System;
        using NUnit.Framework;

        public class Tests
        {
            private readonly int limit = 3;
            private Version [|_version|];
            private static int [|s_count|] = 0;
            private string [|text|];

            [Test]
            public void First()
            {
                // the newest
                _version = new(limit, 0);
                this._version = new Version(_version.Major, 1); // kept
                s_count = Assembly(3);
                Action later = () => { Tests.s_count++; };
                later();
                text = "a";
                Assert.That(_version.Minor + s_count + text.Length, Is.EqualTo(6));
            }

            [TestCase(1)]
            public void Second(int version)
            {
                _version = new Version(version, 2);
                Assert.That(_version.Minor, Is.EqualTo(2));
                text = "b";
                s_count = 1;
                Assert.That(text, Is.EqualTo(s_count.ToString()));
            }

            private static int Assembly(int value) => value;
        }
        """,
        """
        using System;
        using NUnit.Framework;

        public class Tests
        {
            private readonly int limit = 3;

            [Test]
            public void First()
            {
                // the newest
                Version version = new(limit, 0);
                version = new Version(version.Major, 1); // kept
                int count = Assembly(3);
                Action later = () => { count++; };
                later();
                string text = "a";
                Assert.That(version.Minor + count + text.Length, Is.EqualTo(6));
            }

            [TestCase(1)]
            public void Second(int version)
            {
                Version _version = new Version(version, 2);
                Assert.That(_version.Minor, Is.EqualTo(2));
                string text = "b";
                int count = 1;
                Assert.That(text, Is.EqualTo(count.ToString()));
            }

            private static int Assembly(int value) => value;
        }
        """,
        libraries: Library.NUnit);

    [Fact]
    public Task No_local_where_it_would_not_surely_do_the_same() => Verify.HasNoFixAsync(
        """
        using System;
        using System.Linq.Expressions;
        using NUnit.Framework;

        public class Tests
        {
            private int [|readFirst|];
            private int [|setInBranch|];
            private int [|usedByHelper|];
            private int [|spelt|];
            private int [|quoted|];
            private int [|fromItself|];
            private int [|ofAnother|];
            private object [|made|] = new object();
            // What it is for.
            private int [|explained|];
            internal int [|visible|];
            private int [|a|], [|b|];
            private volatile int [|racing|];
            private int [|reentered|];

            [Test]
            public void First()
            {
                Assert.That(readFirst, Is.EqualTo(0));
                readFirst = 1;
                if (DateTime.Now.Year > 1) { setInBranch = 1; }
                usedByHelper = 1;
                spelt = 1;
                quoted = 1;
                Expression<Func<int>> tree = () => quoted;
                fromItself = fromItself + 1;
                ofAnother = 1;
                made = 1; explained = 1; visible = 1; a = b = 1; racing = 1; reentered = 1;
                Second();
                Assert.That(setInBranch + Help() + nameof(spelt).Length + fromItself + new Tests().ofAnother + spelt + tree.Compile()() + explained + visible + a + b + racing + reentered, Is.Not.EqualTo(made));
            }

            [Test]
            public void Second()
            {
                Assert.That(readFirst, Is.Not.EqualTo(2));
                setInBranch = 1; usedByHelper = 1; spelt = 1; quoted = 1; fromItself = 1; ofAnother = 1; made = 1; explained = 1; visible = 1; a = 1; b = 1; racing = 1; reentered = 2;
                Assert.That(setInBranch + usedByHelper + spelt + quoted + fromItself + ofAnother + explained + visible + a + b + racing + reentered, Is.Not.EqualTo(made));
            }

            private int Help() => usedByHelper;
        }
        """,
        Library.NUnit);
}
