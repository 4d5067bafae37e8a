using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.TestIsolation.SharedFileAnalyzer, Aitbc.Analyzers.TestIsolation.SharedFileCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>How AITBC0805 is mended.</summary>
public class SharedFileFixTests
{
    public static TheoryData<FrameworkCode> All => FrameworkCode.All;

    [Theory, MemberData(nameof(All))]
    public Task Gives_locals_names_of_their_own(FrameworkCode framework) => Verify.FixesAsync(
        "using System;\nusing System.IO;\n" + framework.Class(
            $$"""
            {{framework.Test}}
            public void Other()
            {
                var log = [|"run.log"|];
                File.AppendAllText(log, "x");
            }
            """,
            """
            // The database.
            const string path = [|"data/test.db"|]; // Kept.
            File.AppendAllText(path, "x");
            var directory = [|Path.Combine(Path.GetTempPath(), "aitbc")|];
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, "a.txt"), "x");
            """),
        "using System;\nusing System.IO;\n" + framework.Class(
            $$"""
            {{framework.Test}}
            public void Other()
            {
                var log = Path.Combine(Path.GetTempPath(), $"run-{Guid.NewGuid():N}.log");
                File.AppendAllText(log, "x");
            }
            """,
            """
            // The database.
            string path = Path.Combine(Path.GetTempPath(), $"test-{Guid.NewGuid():N}.db"); // Kept.
            File.AppendAllText(path, "x");
            var directory = Path.Combine(Path.GetTempPath(), $"aitbc-{Guid.NewGuid():N}");
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, "a.txt"), "x");
            """),
        libraries: [framework.Library]);

    [Theory]
    [InlineData("var path = [|\"out.json\"|]; File.WriteAllText(path, \"x\"); Assert.Equal(\"out.json\", Path.GetFileName(path));")]
    [InlineData("File.WriteAllText([|\"out.json\"|], \"x\");")]
    [InlineData("var path = [|\"out.json\"|]; File.WriteAllText(path, \"x\"); _ = File.ReadAllText(\"./out.json\");")]
    [InlineData("var path = [|\"shared.json\"|]; File.WriteAllText(path, \"x\");")]
    [InlineData("var info = [|new FileInfo(\"out.json\")|]; using (info.Create()) { }")]
    public Task Offers_no_fix_where_the_name_is_relied_on(string body) => Verify.HasNoFixAsync(
        $$"""
        using System.IO;
        using Xunit;
        public class Tests
        {
            [Fact] public void Works() { {{body}} }
            [Fact] public void Reads() => Assert.NotEmpty(File.ReadAllText("shared.json"));
        }
        """,
        Library.XunitV2);
}
