using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.SharedStaticStateAnalyzer, Aitbc.Analyzers.TestIsolation.SharedStaticStateCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What each set-up resets is no state left behind, unless a test of another class may use it at the same time.</summary>
public class SharedStaticStateResetTests
{
    private const string Xunit =
        """
        using Xunit;
        [ASSEMBLY]
        [FIRST] public class First { public First() { Shared.Count = 0; } [Fact] public void A() { Shared.Count++; Assert.Equal(1, Shared.Count); } }
        [SECOND] public class Second { public Second() { Shared.Count = 0; } [Fact] public void B() { Shared.Count++; Assert.Equal(1, Shared.Count); } }
        public static class Shared { public static int COUNT; }
        """;

    private const string NUnit =
        """
        using NUnit.Framework;
        [ASSEMBLY]
        [FIRST] public class First { [SetUp] public void Reset() { Shared.Count = 0; } [Test] public void A() { Shared.Count++; Assert.That(Shared.Count, Is.EqualTo(1)); } }
        [SECOND] public class Second { [SetUp] public void Reset() { Shared.Count = 0; } [Test] public void B() { Shared.Count++; Assert.That(Shared.Count, Is.EqualTo(1)); } }
        public static class Shared { public static int COUNT; }
        """;

    private const string MSTest =
        """
        using Microsoft.VisualStudio.TestTools.UnitTesting;
        [ASSEMBLY]
        [TestClass, FIRST] public class First { [TestInitialize] public void Reset() { Shared.Count = 0; } [TestMethod] public void A() { Shared.Count++; Assert.AreEqual(1, Shared.Count); } }
        [TestClass, SECOND] public class Second { [TestInitialize] public void Reset() { Shared.Count = 0; } [TestMethod] public void B() { Shared.Count++; Assert.AreEqual(1, Shared.Count); } }
        public static class Shared { public static int COUNT; }
        """;

    private static Task Check(string code, Library library, bool isReported, string assembly, string first, string second) => Verify.ReportsAsync(
        code.Replace("COUNT", isReported ? "[|Count|]" : "Count", StringComparison.Ordinal)
            .Replace("[ASSEMBLY]", assembly, StringComparison.Ordinal)
            .Replace("[FIRST]", first, StringComparison.Ordinal).Replace("[SECOND]", second, StringComparison.Ordinal)
            .Replace(", FIRST", first, StringComparison.Ordinal).Replace(", SECOND", second, StringComparison.Ordinal),
        library);

    [Theory]
    [InlineData(true, "", "", "")]
    [InlineData(true, "", "[Collection(\"a\")]", "")]
    [InlineData(true, "", "[Collection(\"a\")]", "[Collection(\"b\")]")]
    [InlineData(false, "", "[Collection(\"a\")]", "[Collection(\"a\")]")]
    [InlineData(false, "[CollectionDefinition(\"a\", DisableParallelization = true)] public class Alone { }", "[Collection(\"a\")]", "")]
    [InlineData(false, "[assembly: CollectionBehavior(DisableTestParallelization = true)]", "", "")]
    [InlineData(false, "[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]", "", "")]
    [InlineData(false, "[assembly: CollectionBehavior(MaxParallelThreads = 1)]", "", "")]
    public async Task Classes_of_xunit(bool isReported, string assembly, string first, string second)
    {
        await Check(Xunit, Library.XunitV2, isReported, assembly, first, second);
        // v3 4.0 says the same by another attribute.
        var newer = assembly.Contains("DisableTestParallelization", StringComparison.Ordinal) ? "[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]"
            : assembly.Contains("MaxParallelThreads", StringComparison.Ordinal) ? "[assembly: Xunit.v3.Parallelization(MaxThreads = 1)]"
            : assembly;
        await Check(Xunit, Library.XunitV3, isReported, newer, first, second);
    }

    [Theory]
    [InlineData(false, "", "", "")]
    [InlineData(false, "", "[Parallelizable]", "")]
    [InlineData(true, "", "[Parallelizable]", "[Parallelizable(ParallelScope.Self)]")]
    [InlineData(true, "", "[Parallelizable(ParallelScope.Children)]", "")]
    [InlineData(true, "[assembly: Parallelizable(ParallelScope.Fixtures)]", "", "")]
    [InlineData(false, "[assembly: Parallelizable(ParallelScope.Fixtures)]", "[NonParallelizable]", "")]
    [InlineData(true, "[assembly: Parallelizable(ParallelScope.All)]", "", "")]
    [InlineData(false, "[assembly: Parallelizable(ParallelScope.Self)]", "", "")]
    [InlineData(false, "[assembly: Parallelizable(ParallelScope.Fixtures), LevelOfParallelism(1)]", "", "")]
    public Task Classes_of_NUnit(bool isReported, string assembly, string first, string second) =>
        Check(NUnit, Library.NUnit, isReported, assembly, first, second);

    [Theory]
    [InlineData(false, "", "", "")]
    [InlineData(true, "[assembly: Parallelize]", "", "")]
    [InlineData(false, "[assembly: Parallelize]", ", DoNotParallelize", "")]
    [InlineData(false, "[assembly: Parallelize(Workers = 1)]", "", "")]
    public Task Classes_of_MSTest(bool isReported, string assembly, string first, string second) =>
        Check(MSTest, Library.MSTest, isReported, assembly, first, second);

    [Fact]
    public Task A_base_s_static_is_shared_by_the_classes_that_derive_from_it() => Verify.ReportsAsync(
        """
        using Xunit;
        public abstract class Base { protected static int [|count|]; protected Base() => count = 0; }
        public class First : Base { [Fact] public void A() { count++; Assert.Equal(1, count); } }
        public class Second : Base { [Fact] public void B() => Assert.Equal(0, count); }

        public abstract class OfOne { protected static int count; protected OfOne() => count = 0; }
        public class Only : OfOne { [Fact] public void A() { count++; Assert.Equal(1, count); } }

        public abstract class Each<T> { protected static int count; protected Each() => count = 0; [Fact] public void A() { count++; Assert.Equal(1, count); } }
        public class OfInt : Each<int> { }
        public class OfString : Each<string> { }
        """,
        Library.XunitV2);

    [Theory]
    [InlineData("", true)]
    [InlineData("DisableTestParallelization = true", false)]
    public Task A_helper_that_keeps_its_state_to_itself_is_shared_by_those_who_name_it(string behaviour, bool isReported) => Verify.ReportsAsync(
        $$"""
        using Xunit;
        {{(behaviour.Length == 0 ? "" : $"[assembly: CollectionBehavior({behaviour})]")}}
        public class First { public First() => Recorder.Reset(); [Fact] public void A() { Recorder.Call(); Assert.Equal(1, Recorder.Count); } }
        public class Second { public Second() => Recorder.Reset(); [Fact] public void B() { Recorder.Call(); Assert.Equal(1, Recorder.Count); } }
        public class Alone { public Alone() => Own.Reset(); [Fact] public void C() { Own.Call(); Assert.Equal(1, Own.Count); } }
        public static class Recorder
        {
            private static int {{(isReported ? "[|count|]" : "count")}};
            public static int Count => count;
            public static void Reset() => count = 0;
            public static void Call() => count++;
        }

        public static class Own
        {
            private static int count;
            public static int Count => count;
            public static void Reset() => count = 0;
            public static void Call() => count++;
        }
        """,
        Library.XunitV2);
}
