using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Aitbc.Analyzers.Tests.Foundation;

/// <summary>What <see cref="TestCode"/> and the frameworks behind it tell about real code against the real assemblies.</summary>
public partial class TestCodeTests
{
    public static TheoryData<FrameworkCode> All => FrameworkCode.All;

    private static TestCode? Maybe(string code, params Library[] libraries) => MaybeIn("Sample", code, libraries);

    private static TestCode? MaybeIn(string assembly, string code, params Library[] libraries)
    {
        var compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText("global using System; global using System.Threading.Tasks;"), CSharpSyntaxTree.ParseText(code)],
            References.Framework.AddRange(libraries.SelectMany(static library => References.Of(library))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return KnownTypes.Of(compilation).TestCode;
    }

    private static TestCode Of(string code, params Library[] libraries) => Maybe(code, libraries)!;

    private static INamedTypeSymbol Type(TestCode testCode, string name) => testCode.Types.Compilation.GetTypeByMetadataName(name)!;

    private static IMethodSymbol Method(TestCode testCode, string type, string name) =>
        Type(testCode, type).GetMembers().OfType<IMethodSymbol>().Single(method => method.Name == name || method.Name.EndsWith("." + name, StringComparison.Ordinal));

    private static Lifecycle? Life(TestCode testCode, string type, string name) => testCode.LifecycleOf(Method(testCode, type, name));

    private static Lifecycle SetUp(TestScope scope) => new(LifecycleRole.SetUp, scope);

    private static Lifecycle Teardown(TestScope scope) => new(LifecycleRole.Teardown, scope);

    [Fact]
    public void There_is_no_test_code_without_a_framework() => Assert.Null(Maybe("public class FactAttribute : Attribute; public class C { [Fact] public void M() { } }"));

    [Theory, MemberData(nameof(All))]
    public void A_test_makes_its_class_a_test_class(FrameworkCode framework)
    {
        var code = Of(framework.Class("public void Helper() { }"), framework.Library);
        Assert.Equal(framework.Name, Assert.Single(code.Frameworks).Name);
        Assert.True(code.IsTest(Method(code, "Tests", "Works")));
        Assert.False(code.IsTest(Method(code, "Tests", "Helper")));
        Assert.True(code.IsTestClass(Type(code, "Tests")));
        Assert.Equal(framework.Name, code.FrameworkOfTestClass(Type(code, "Tests"))?.Name);
        Assert.Equal(framework.MakesInstancePerTest ? TestScope.Test : TestScope.Class, code.InstanceScope(Type(code, "Tests")));
        Assert.Equal(framework.MakesInstancePerTest, code.HasInstancePerTest(Type(code, "Tests")));
        Assert.Equal(!framework.MakesInstancePerTest, code.SharesInstanceAmongTests(Type(code, "Tests")));
    }

    [Theory]
    [InlineData("Product", false)]
    [InlineData("Product.Testing", true)]
    public void What_a_product_ships_for_the_tests_of_others_makes_no_test_code_of_it(string assembly, bool isTestCode)
    {
        var code = MaybeIn(
            assembly,
            "public class Part : IDisposable { public void Dispose() => Log.Close(); } public static class Log { public static int Count; public static void Close() { } }"
            + "public abstract class Scene : Part { [NUnit.Framework.Test] public void Loads() => Log.Count++; }",
            Library.NUnit)!;
        Assert.True(code.IsTestCode(Type(code, "Scene")));
        Assert.Equal(isTestCode, code.IsTestCode(Type(code, "Part")));
        Assert.Equal(isTestCode, code.IsTestCode(Type(code, "Log")));
        Assert.Equal(isTestCode, code.FrameworkOfHandMade(Type(code, "Part")) is not null || code.IsTestBase(Type(code, "Part")));
    }

    [Theory, MemberData(nameof(All))]
    public void A_users_own_attribute_of_the_name_is_none(FrameworkCode framework)
    {
        var code = Of(
            """
            namespace Mine
            {
                public class FactAttribute : Attribute; public class TestAttribute : Attribute; public class TestMethodAttribute : Attribute;
                public class SetUpAttribute : Attribute; public class TestClassAttribute : Attribute;
                [TestClass] public class C { [Fact, Test, TestMethod] public void M() { } [SetUp] public void S() { } }
            }
            """,
            framework.Library);
        Assert.False(code.IsTest(Method(code, "Mine.C", "M")));
        Assert.Null(Life(code, "Mine.C", "S"));
        Assert.False(code.IsTestCode(Type(code, "Mine.C")));
    }

    [Theory, MemberData(nameof(All))]
    public void Inherited_tests_make_a_test_class_and_its_source_base_a_base(FrameworkCode framework)
    {
        var code = Of(
            framework.Usings + $$"""

            public abstract class Root<T> { protected T? Value; }
            public abstract class Base<T> : Root<T> { {{framework.Test}} public virtual void Works() { } }
            {{framework.TestClass}} public class Tests : Base<int> { public override void Works() { } }
            {{framework.TestClass}} public class Plain : Base<string> { }
            """,
            framework.Library);
        Assert.True(code.IsTestClass(Type(code, "Tests")));
        Assert.True(code.IsTestClass(Type(code, "Plain")));
        Assert.True(code.IsTestBase(Type(code, "Base`1")));
        Assert.True(code.IsTestBase(Type(code, "Root`1")));
        Assert.False(code.IsTestBase(Type(code, "Tests")));
        Assert.True(code.IsTestCode(Type(code, "Root`1")));
        Assert.Equal(framework.Name, code.FrameworkOf(Type(code, "Root`1"))?.Name);
    }

    [Theory, MemberData(nameof(All))]
    public void Helpers_are_what_a_test_class_names(FrameworkCode framework)
    {
        var code = Of(
            framework.Class("private sealed class Nested;", "Helper.Do(); 3.Twice(); new Direct();")
                + """

                public static class Helper { public static void Do() => new Indirect(); }
                public static class Extensions { public static int Twice(this int x) => 2 * x; }
                public static class OtherExtensions { public static int Thrice(this int x) => 3 * x; }
                public class Direct; public class Indirect; public class Unrelated;
                """,
            framework.Library);
        foreach (var helper in new[] { "Helper", "Extensions", "Direct", "Tests+Nested" })
            Assert.True(code.IsTestCode(Type(code, helper)), helper);
        foreach (var other in new[] { "Unrelated", "OtherExtensions", "Indirect" })
            Assert.False(code.IsTestCode(Type(code, other)), other);
        Assert.Null(code.FrameworkOf(Type(code, "Helper")));
    }

    [Theory, MemberData(nameof(All))]
    public void The_frameworks_methods_around_a_test(FrameworkCode framework)
    {
        var code = Of(
            framework.Class($$"""
                {{framework.SetUp}} { }
                {{framework.Teardown}} { }
                {{framework.OneTimeSetUp}} { }
                public void Other() { }
                """, baseList: framework.TeardownBase),
            framework.Library);
        var lives = Type(code, "Tests").GetMembers().OfType<IMethodSymbol>()
            .Where(method => !method.IsImplicitlyDeclared && !code.IsTest(method))
            .Select(code.LifecycleOf).ToList();
        Assert.Equal([SetUp(TestScope.Test), Teardown(TestScope.Test), SetUp(TestScope.Class), null], lives);
    }

    [Theory, MemberData(nameof(All))]
    public void Doing_nothing_about_parallelism(FrameworkCode framework)
    {
        var code = Of(framework.Class(""), framework.Library);
        var tests = Type(code, "Tests");
        var byDefault = framework.Library is Library.XunitV2 or Library.XunitV3 or Library.TUnit;
        Assert.Equal(byDefault, code.FrameworkOf(tests)!.RunsInParallel(tests));
        Assert.Equal(framework.Library == Library.TUnit, code.FrameworkOf(tests)!.RunsOwnTestsInParallel(tests));
        Assert.False(code.RunsInOrder(tests));
    }

    [Theory]
    // xunit
    [InlineData(Library.XunitV2, "[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]", "", "", false, false)]
    [InlineData(Library.XunitV2, "[assembly: Xunit.CollectionBehavior(MaxParallelThreads = 1)]", "", "", false, false)]
    [InlineData(Library.XunitV2, "[assembly: Xunit.CollectionBehavior(Xunit.CollectionBehavior.CollectionPerAssembly)]", "", "", false, false)]
    [InlineData(Library.XunitV2, "[assembly: Xunit.CollectionBehavior(Xunit.CollectionBehavior.CollectionPerClass)]", "", "", true, false)]
    [InlineData(Library.XunitV2, "", "[Xunit.Collection(\"serial\")]", "[Xunit.CollectionDefinition(\"serial\", DisableParallelization = true)] public class Definition;", false, false)]
    [InlineData(Library.XunitV2, "", "[Xunit.Collection(\"other\")]", "[Xunit.CollectionDefinition(\"serial\", DisableParallelization = true)] public class Definition;", true, false)]
    [InlineData(Library.XunitV3, "[assembly: Xunit.CollectionBehavior(Xunit.CollectionBehavior.CollectionPerAssembly)]", "", "", false, false)]
    [InlineData(Library.XunitV3, "", "[Xunit.Collection<Definition>]", "[Xunit.CollectionDefinition(DisableParallelization = true)] public class Definition;", false, false)]
    [InlineData(Library.XunitV3, "", "[Xunit.Collection(typeof(Definition))]", "[Xunit.CollectionDefinition(DisableParallelization = true)] public class Definition;", false, false)]
    [InlineData(Library.XunitV3, "", "[Xunit.TestClass(DisableParallelization = true)]", "", false, false)]
    [InlineData(Library.XunitV3, "[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All)]", "", "", true, true)]
    [InlineData(Library.XunitV3, "[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections)]", "", "", true, false)]
    [InlineData(Library.XunitV3, "[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]", "", "", false, false)]
    [InlineData(Library.XunitV3, "[assembly: Xunit.v3.Parallelization(MaxThreads = 1)]", "", "", false, false)]
    // NUnit
    [InlineData(Library.NUnit, "", "[NUnit.Framework.Parallelizable]", "", true, false)]
    [InlineData(Library.NUnit, "", "[NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.All)]", "", true, true)]
    [InlineData(Library.NUnit, "", "[NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.Children)]", "", false, true)]
    [InlineData(Library.NUnit, "", "[NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.None)]", "", false, false)]
    [InlineData(Library.NUnit, "[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.Fixtures)]", "", "", true, false)]
    [InlineData(Library.NUnit, "[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.Children)]", "", "", true, true)]
    [InlineData(Library.NUnit, "[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.All)]", "[NUnit.Framework.NonParallelizable]", "", false, false)]
    [InlineData(Library.NUnit, "[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.All)]\n[assembly: NUnit.Framework.LevelOfParallelism(1)]", "", "", false, false)]
    // MSTest
    [InlineData(Library.MSTest, "[assembly: Microsoft.VisualStudio.TestTools.UnitTesting.Parallelize]", "", "", true, false)]
    [InlineData(Library.MSTest, "[assembly: Microsoft.VisualStudio.TestTools.UnitTesting.Parallelize(Scope = Microsoft.VisualStudio.TestTools.UnitTesting.ExecutionScope.MethodLevel)]", "", "", true, true)]
    [InlineData(Library.MSTest, "[assembly: Microsoft.VisualStudio.TestTools.UnitTesting.Parallelize(Workers = 1)]", "", "", false, false)]
    [InlineData(Library.MSTest, "[assembly: Microsoft.VisualStudio.TestTools.UnitTesting.Parallelize]", "[Microsoft.VisualStudio.TestTools.UnitTesting.DoNotParallelize]", "", false, false)]
    [InlineData(Library.MSTest, "[assembly: Microsoft.VisualStudio.TestTools.UnitTesting.DoNotParallelize]", "", "", false, false)]
    // TUnit
    [InlineData(Library.TUnit, "", "[TUnit.Core.NotInParallel]", "", false, false)]
    [InlineData(Library.TUnit, "[assembly: TUnit.Core.NotInParallel]", "", "", false, false)]
    [InlineData(Library.TUnit, "", "[TUnit.Core.NotInParallel(\"db\")]", "", false, false)]
    [InlineData(Library.TUnit, "", "[TUnit.Core.ParallelLimiter<One>]", "public record One : TUnit.Core.Interfaces.IParallelLimit { public int Limit => 1; }", true, true)]
    public void Parallelism(Library library, string assembly, string type, string more, bool withOthers, bool amongThemselves)
    {
        var code = Of($"{assembly}\n{more}\n{type}\npublic class Tests {{ [{TestName(library)}] public void Works() {{ }} }}", library);
        var tests = Type(code, "Tests");
        Assert.Equal(withOthers, code.FrameworkOf(tests)!.RunsInParallel(tests));
        Assert.Equal(amongThemselves, code.FrameworkOf(tests)!.RunsOwnTestsInParallel(tests));
    }

    [Theory]
    [InlineData(Library.XunitV2, "[Xunit.TestCaseOrderer(\"a\", \"b\")]", "", true)]
    [InlineData(Library.XunitV3, "[Xunit.TestCaseOrderer(typeof(Xunit.v3.DefaultTestCaseOrderer))]", "", true)]
    [InlineData(Library.XunitV3, "[Xunit.TestMethodOrderer<Xunit.v3.DefaultTestMethodOrderer>]", "", true)]
    [InlineData(Library.NUnit, "", "[NUnit.Framework.Order(1)]", true)]
    [InlineData(Library.NUnit, "[NUnit.Framework.Order(1)]", "", false)]
    [InlineData(Library.MSTest, "", "[Microsoft.VisualStudio.TestTools.UnitTesting.DependsOn(\"x\")]", true)]
    [InlineData(Library.TUnit, "", "[TUnit.Core.DependsOn(\"x\")]", true)]
    [InlineData(Library.TUnit, "", "[TUnit.Core.NotInParallel(Order = 1)]", true)]
    [InlineData(Library.TUnit, "", "[TUnit.Core.NotInParallel]", false)]
    public void Order(Library library, string type, string test, bool inOrder)
    {
        var code = Of($"{type} public class Tests {{ [{TestName(library)}]{test} public void Works() {{ }} }}", library);
        Assert.Equal(inOrder, code.RunsInOrder(Type(code, "Tests")));
    }

    [Theory, MemberData(nameof(All))]
    public void Where_test_classes_name_a_helper(FrameworkCode framework)
    {
        var code = Of(
            framework.Class($$"""
                {{framework.OneTimeSetUp}} { Helper.Start(); Helper.Both(); }
                {{framework.SetUp}} { Helper.Each(); Helper.Both(); }
                private static int made = Helper.Initial();
                """, "Helper.InTest();")
                + """

                public static class Helper
                {
                    public static void Start() { } public static void Both() { } public static void Each() { } public static int Initial() => 1;
                    public static void InTest() { } public static void Nowhere() { }
                }
                """,
            framework.Library);
        CodeOfTests In(string name) => code.NamedIn(Method(code, "Helper", name));
        Assert.Equal(CodeOfTests.OneTime, In("Start"));
        Assert.Equal(CodeOfTests.OneTime | CodeOfTests.SetUp, In("Both"));
        Assert.Equal(CodeOfTests.SetUp, In("Each"));
        Assert.Equal(CodeOfTests.OneTime, In("Initial"));
        Assert.Equal(CodeOfTests.Other, In("InTest"));
        Assert.Equal(CodeOfTests.None, In("Nowhere"));
    }

    private static string TestName(Library library) => library switch
    {
        Library.NUnit => "NUnit.Framework.Test",
        Library.MSTest => "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod",
        Library.TUnit => "TUnit.Core.Test",
        _ => "Xunit.Fact",
    };
}
