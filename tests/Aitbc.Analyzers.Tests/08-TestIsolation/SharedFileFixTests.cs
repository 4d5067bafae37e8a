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

    /// <summary>The path is handed on and looked into as a text, which does not matter.</summary>
    [Fact]
    public Task Gives_a_name_to_what_is_handed_on() => Verify.FixesAsync(
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public sealed class Container { public Container WithResourceMapping(string source, string target, int mode = 0) => this; public Task StartAsync() => Task.CompletedTask; }

        public class SambaTests
        {
            [Fact]
            public async Task Shares()
            {
                var shared = [|Path.Combine(Path.GetTempPath(), "samba-share")|];
                Directory.CreateDirectory(shared);
                await File.WriteAllTextAsync(Path.Combine(shared, "smb.conf"), "x");
                await new Container()
                    .WithResourceMapping(shared, "/etc/samba", 1 | 2)
                    .StartAsync();
                var witness = [|System.IO.Path.Combine(System.IO.Path.GetTempPath(), "witness-block.bin")|];
                System.IO.File.WriteAllBytes(witness, new byte[3]);
                var configuration = [|Path.GetFullPath("server.conf")|];
                File.WriteAllText(configuration, "tls {}");
                var inside = witness.Replace("\\", "/").Replace("C:/", "/mnt/c/");
                Assert.NotEmpty(inside);
            }
        }
        """,
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Xunit;

        public sealed class Container { public Container WithResourceMapping(string source, string target, int mode = 0) => this; public Task StartAsync() => Task.CompletedTask; }

        public class SambaTests
        {
            [Fact]
            public async Task Shares()
            {
                var shared = Path.Combine(Path.GetTempPath(), $"samba-share-{Guid.NewGuid():N}");
                Directory.CreateDirectory(shared);
                await File.WriteAllTextAsync(Path.Combine(shared, "smb.conf"), "x");
                await new Container()
                    .WithResourceMapping(shared, "/etc/samba", 1 | 2)
                    .StartAsync();
                var witness = Path.Combine(Path.GetTempPath(), $"witness-block-{Guid.NewGuid():N}.bin");
                System.IO.File.WriteAllBytes(witness, new byte[3]);
                var configuration = Path.Combine(Path.GetTempPath(), $"server-{Guid.NewGuid():N}.conf");
                File.WriteAllText(configuration, "tls {}");
                var inside = witness.Replace("\\", "/").Replace("C:/", "/mnt/c/");
                Assert.NotEmpty(inside);
            }
        }
        """,
        libraries: [Library.XunitV2]);

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
