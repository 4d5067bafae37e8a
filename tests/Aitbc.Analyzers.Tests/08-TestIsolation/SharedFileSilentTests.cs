using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.SharedFileAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>What AITBC0805 leaves alone.</summary>
public class SharedFileSilentTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using System.Threading.Tasks;\n";

    public static TheoryData<FrameworkCode> All => FrameworkCode.All;

    private static Task Check(FrameworkCode framework, string members, string body = "", string baseList = "") =>
        Verify.ReportsAsync(Usings + framework.Class(members, body, baseList), framework.Library);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_is_read_or_compared(FrameworkCode framework) => Check(
        framework,
        "private const string Asset = \"asset.json\";",
        """
        _ = File.ReadAllText(Asset) + File.Exists("b.txt") + new FileInfo("c.txt").Length;
        using (new FileStream("asset.bin", FileMode.Open)) { }
        using (File.OpenRead("d.txt")) { }
        foreach (var file in Directory.GetFiles("assets")) _ = file == "assets/a.txt";
        """);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_names_that_differ(FrameworkCode framework) => Check(
        framework,
        """
        private static int counter;
        private readonly string _root = Path.Combine(Path.GetTempPath(), "aitbc", Guid.NewGuid().ToString());
        private static string Unique(string name) => Path.Combine(Path.GetTempPath(), name + Interlocked.Increment(ref counter));
        private static void Write(string path) => File.WriteAllText(path, "x");
        private const string ByTest = nameof(Works) + ".txt";
        """,
        """
        File.WriteAllText(Path.GetTempFileName(), "x");
        File.WriteAllText(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), "x");
        File.WriteAllText(Path.Combine(_root, "state.json"), "x");
        File.WriteAllText(Unique("a"), "x");
        File.WriteAllText($"{Guid.NewGuid()}.txt", "x");
        File.WriteAllText(nameof(Works) + ".log", "x");
        File.WriteAllText(ByTest, "x");
        var directory = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(directory.FullName, "state.json"), "x");
        Write("helper.txt");
        var path = "a.txt";
        if (DateTime.Now.Year > 2000) path = Path.GetTempFileName();
        File.WriteAllText(path, "x");
        """);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_the_test_deletes(FrameworkCode framework) => Check(
        framework,
        """
        private sealed class Scratch(string path) : IDisposable { public void Dispose() => File.Delete(path); }
        private static void CleanUp(string path) => File.Delete(path);
        """,
        """
        var path = Path.Combine(Path.GetTempPath(), "once.db");
        try { File.AppendAllText(path, "x"); } finally { File.Delete(path); }
        """);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_a_helper_or_an_owner_deletes(FrameworkCode framework) => Check(
        framework,
        "private sealed class Scratch(string path) : IDisposable { public void Dispose() => Console.WriteLine(path); }",
        """
        const string Name = "owned.txt";
        using var scratch = new Scratch(Name);
        File.WriteAllText(Name, "x");
        """);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_the_teardown_deletes(FrameworkCode framework) => Check(
        framework,
        $$"""
        private readonly string _path = Path.Combine(Path.GetTempPath(), "one.db");
        {{framework.Teardown}} { if (File.Exists(_path)) File.Delete(_path); }
        """,
        "File.AppendAllText(_path, \"x\");",
        framework.TeardownBase);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_a_directory_that_holds_unique_names(FrameworkCode framework) => Check(
        framework,
        "private static readonly string Root = Path.Combine(Path.GetTempPath(), \"aitbc-tests\");",
        """
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, Guid.NewGuid() + ".txt"), "x");
        Directory.CreateDirectory("logs");
        """);

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_is_made_only_where_it_is_missing(FrameworkCode framework) => Check(
        framework,
        """
        private static string Data() { var file = "chain.dat"; if (File.Exists(file)) return file; File.WriteAllBytes(file, new byte[3]); return file; }
        """,
        """
        if (!File.Exists("model.bin")) File.WriteAllText("model.bin", Data());
        """);

    /// <summary>Test data that is unpacked once and kept.</summary>
    [Theory, MemberData(nameof(All))]
    public Task Silent_on_what_is_unpacked_only_where_it_is_missing(FrameworkCode framework) => Check(
        framework,
        "private static void Unpack(string directory) { }",
        """
        var data = Path.Combine("TestData", "vectors");
        if (!Directory.Exists(data)) Directory.CreateDirectory(data);
        if (!File.Exists("vectors.zip")) { Unpack(data); }
        var more = Path.Combine(Path.GetTempPath(), "more");
        if (!Directory.Exists(more)) { Directory.CreateDirectory(more); File.WriteAllText(Path.Combine(more, "a.txt"), "x"); }
        """);

    [Theory, MemberData(nameof(All))]
    public Task Silent_in_a_directory_of_its_own(FrameworkCode framework) => Check(
        framework,
        $$"""
        {{framework.SetUp}} { Environment.CurrentDirectory = Directory.CreateTempSubdirectory().FullName; }
        """,
        "File.WriteAllText(\"state.json\", \"x\");");

    [Theory, MemberData(nameof(All))]
    public Task Silent_on_absolute_paths_devices_and_what_is_no_path(FrameworkCode framework) => Check(
        framework,
        "private static void Throws<T>(Action action) { }",
        """
        File.WriteAllText("/tmp/absolute.txt", "x");
        File.WriteAllText(@"C:\temp\absolute.txt", "x");
        File.WriteAllText("NUL", "x");
        File.WriteAllText("", "x");
        Throws<ArgumentException>(() => File.WriteAllText("bad|name", "x"));
        Throws<IOException>(() => File.WriteAllText("name.txt", "x"));
        """);

    [Fact]
    public Task Silent_outside_of_test_code() => Verify.ReportsAsync(
        """
        using System.IO;
        public class Program { public static void Save() => File.WriteAllText("state.json", "x"); }
        """,
        Library.XunitV2);

    [Fact]
    public Task Silent_on_explicit_tests_and_types_of_ones_own() => Verify.ReportsAsync(
        """
        using NUnit.Framework;
        public class Tests
        {
            [Test, Explicit] public void Writes() => System.IO.File.WriteAllText("out.json", "x");
            [Test] public void Fake() => File.WriteAllText("out.json", "x");
        }
        public static class File { public static void WriteAllText(string path, string text) { } }
        """,
        Library.NUnit);

    [Fact]
    public Task Silent_on_classes_of_one_collection_that_delete() => Verify.ReportsAsync(
        """
        using System.IO;
        using Xunit;
        [Collection("files")]
        public class First { [Fact] public void Writes() { File.WriteAllText("shared.txt", "1"); File.Delete("shared.txt"); } }
        [Collection("files")]
        public class Second { [Fact] public void Writes() { File.WriteAllText("shared.txt", "2"); File.Delete("shared.txt"); } }
        """,
        Library.XunitV2);
}
