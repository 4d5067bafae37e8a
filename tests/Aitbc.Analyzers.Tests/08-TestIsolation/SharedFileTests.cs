using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.SharedFileAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What AITBC0805 reports, in every framework.</summary>
public class SharedFileTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading.Tasks;\n";

    public static TheoryData<FrameworkCode> All => FrameworkCode.All;

    private static Task Check(FrameworkCode framework, string members, string body = "", string baseList = "") =>
        Verify.ReportsAsync(Usings + framework.Class(members, body, baseList), framework.Library);

    [Theory, MemberData(nameof(All))]
    public Task Reports_what_is_left_behind(FrameworkCode framework) => Check(
        framework,
        "",
        """
        File.WriteAllText([|"out.json"|], "{}");
        var temp = [|Path.Combine(Path.GetTempPath(), "test.db")|];
        File.AppendAllText(temp, "x");
        using (new FileStream([|"a.bin"|], FileMode.Create)) { }
        using (new StreamWriter([|"b.txt"|])) { }
        File.Copy("asset.json", [|"copy.json"|]);
        """);

    [Theory, MemberData(nameof(All))]
    public Task Follows_the_name_through_constants_fields_helpers_and_text(FrameworkCode framework) => Check(
        framework,
        """
        private const string Name = "state";
        private static readonly string Root = Path.Combine(Path.GetTempPath(), "aitbc-tests");
        private readonly string _log = "run" + ".log";
        private static string Export() => Path.Combine(AppContext.BaseDirectory, "export.csv");
        private FileInfo Info { get; } = new FileInfo("info.txt");
        """,
        """
        File.WriteAllText([|Path.Combine(Root, $"{Name}.json")|], "{}");
        File.WriteAllText([|_log|], "{}");
        File.WriteAllText([|Export()|], "{}");
        using (Info.Create()) { }
        """.Replace("Info.Create()", "[|Info|].Create()"));

    [Theory, MemberData(nameof(All))]
    public Task Reports_one_directory_once(FrameworkCode framework) => Check(
        framework,
        $$"""
        private readonly string _root = Path.Combine(Path.GetTempPath(), "one");
        {{framework.SetUp}} { Directory.CreateDirectory([|_root|]); }
        {{framework.Test}} public void Other() => File.WriteAllText(Path.Combine(_root, "b.txt"), "b");
        """,
        "File.WriteAllText(Path.Combine(_root, \"a.txt\"), \"a\");");

    [Fact]
    public async Task Names_the_class_that_may_run_at_the_same_time()
    {
        var test = Verify.Create(
            """
            using System.IO;
            using Xunit;
            public class First
            {
                private readonly string _file = Path.Combine(Directory.GetCurrentDirectory(), "Hosts", "host.json");
                [Fact] public void Writes() { File.WriteAllText({|#0:_file|}, "1"); File.Delete(_file); }
            }
            public class Second
            {
                private const string Name = "host.json";
                [Fact] public void Writes() { var file = {|#1:Path.Combine("Hosts", Name)|}; File.WriteAllText(file, "2"); File.Delete(file); }
            }
            """,
            [],
            Library.XunitV2);
        test.ExpectedDiagnostics.Add(new DiagnosticResult("AITBC0805", DiagnosticSeverity.Warning)
            .WithLocation(1).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("host.json", " and is used by 'First' too, which may run at the same time"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult("AITBC0805", DiagnosticSeverity.Warning)
            .WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("host.json", " and is used by 'Second' too, which may run at the same time"));
        await test.RunAsync();
    }

    [Fact]
    public Task Reports_tests_of_one_class_that_run_beside_one_another() => Verify.ReportsAsync(
        """
        using System.IO;
        using TUnit.Core;
        public class Tests
        {
            [Test] public void One() { File.WriteAllText([|"x.txt"|], "1"); File.Delete("x.txt"); }
            [Test] public void Two() { File.WriteAllText("x.txt", "2"); File.Delete("x.txt"); }
        }
        """,
        Library.TUnit);

    [Fact]
    public Task Reports_another_class_that_deletes_the_directory() => Verify.ReportsAsync(
        """
        using System.IO;
        using Xunit;
        public class First { [Fact] public void Writes() { File.WriteAllText([|"out/a.txt"|], "1"); File.Delete("out/a.txt"); } }
        public class Second { [Fact] public void Deletes() => Directory.Delete("out", true); }
        """,
        Library.XunitV3);

    [Fact]
    public Task Survives_half_typed_code_and_cycles() => Verify.ReportsAsync(
        """
        using System.IO;
        using Xunit;
        public class Tests
        {
            private static readonly string A = B + "a";
            private static readonly string B = A + "b";
            private static string C() => C();
            [Fact] public void Works() { File.WriteAllText(A, "x"); File.WriteAllText(C(), "x"); string d = d = "x"; File.WriteAllText(d, d); }
        }
        """,
        Library.XunitV2);
}
