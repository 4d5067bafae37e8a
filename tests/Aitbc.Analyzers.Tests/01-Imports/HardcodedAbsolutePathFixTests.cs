using Aitbc.Analyzers.Imports;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<
    Aitbc.Analyzers.Imports.HardcodedAbsolutePathAnalyzer, Aitbc.Analyzers.Imports.HardcodedAbsolutePathCodeFix>;

namespace Aitbc.Analyzers.Tests.Imports;

public class HardcodedAbsolutePathFixTests
{
    [Theory]
    [InlineData(
        """var text = File.ReadAllText([|"/opt/aitbc/chain.db"|]);""",
        """var text = File.ReadAllText(Environment.GetEnvironmentVariable("AITBC_CHAIN_PATH") ?? "/opt/aitbc/chain.db");""")]
    [InlineData(
        """string dataDirectory = /* why */ [|"/opt/aitbc/data/"|]; // keep""",
        """string dataDirectory = /* why */ Environment.GetEnvironmentVariable("AITBC_DATA_DIRECTORY") ?? "/opt/aitbc/data/"; // keep""")]
    [InlineData(
        """File.Delete([|"/opt/aitbc/"|] + name);""",
        """File.Delete((Environment.GetEnvironmentVariable("AITBC_AITBC_PATH") ?? "/opt/aitbc/") + name);""")]
    [InlineData(
        """File.Delete([|$"/opt/aitbc/{name}.db"|]);""",
        """File.Delete($"{Environment.GetEnvironmentVariable("AITBC_AITBC_PATH") ?? "/opt/aitbc"}/{name}.db");""")]
    [InlineData(
        """File.Delete([|@$"D:\aitbc\data\{name}.db"|]);""",
        """File.Delete(@$"{Environment.GetEnvironmentVariable("AITBC_DATA_PATH") ?? @"D:\aitbc\data"}\{name}.db");""")]
    [InlineData(
        """File.Delete([|$"D:\\aitbc\\data\\{name}.db"|]);""",
        """File.Delete($"{Environment.GetEnvironmentVariable("AITBC_DATA_PATH") ?? @"D:\aitbc\data"}\\{name}.db");""")]
    [InlineData(
        """const string logFile = [|"/var/log/" + "aitbc.log"|]; File.Delete(logFile);""",
        """string logFile = Environment.GetEnvironmentVariable("AITBC_LOG_FILE") ?? "/var/log/" + "aitbc.log"; File.Delete(logFile);""")]
    [InlineData(
        """ReadOnlySpan<char> directory = [|"/opt/aitbc/x"|];""",
        """ReadOnlySpan<char> directory = Environment.GetEnvironmentVariable("AITBC_AITBC_PATH") ?? "/opt/aitbc/x";""")]
    // The most specific comes first.
    [InlineData(
        """File.Delete([|"/home/oib/aitbc/x.txt"|]);""",
        """File.Delete(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "aitbc", "x.txt"));""")]
    [InlineData(
        """File.Delete([|@"C:\Users\oib\aitbc\x.txt"|]);""",
        """File.Delete(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "aitbc", "x.txt"));""")]
    [InlineData(
        """Directory.Delete([|"/tmp/aitbc/data/"|]);""",
        """Directory.Delete(Path.Combine(Path.GetTempPath(), "aitbc", "data/"));""")]
    [InlineData(
        """Directory.Delete([|"/tmp"|]);""",
        """Directory.Delete(Path.GetTempPath());""")]
    [InlineData(
        """File.Delete([|"/tmp/"|] + name);""",
        """File.Delete(Path.GetTempPath() + name);""")]
    [InlineData(
        """File.Delete([|$"/tmp/aitbc-{name}.txt"|]);""",
        """File.Delete(Path.Combine(Path.GetTempPath(), $"aitbc-{name}.txt"));""")]
    [InlineData(
        """File.Delete([|$"/tmp/{name}"|]);""",
        """File.Delete(Path.Combine(Path.GetTempPath(), $"{name}"));""")]
    [InlineData(
        """Directory.Delete([|$@"C:\Temp\x\{name}"|]);""",
        """Directory.Delete(Path.Combine(Path.GetTempPath(), $@"x\{name}"));""")]
    public Task Fixes(string statement, string fixedStatement) => Verify.FixesAsync(Method(statement), Method(fixedStatement));

    [Fact]
    public Task Fix_all_mends_nested_and_neighbouring_paths() => Verify.FixesAsync(
        Method("""
            File.Copy([|"/opt/a/first"|], Path.Combine([|"/opt/b/second"|], File.ReadAllText([|"/opt/c/third"|])));
                    File.Copy([|"/opt/first"|], [|$"/opt/second/{name}"|]); // both
            """),
        Method("""
            File.Copy(Environment.GetEnvironmentVariable("AITBC_FIRST_PATH") ?? "/opt/a/first", Path.Combine(Environment.GetEnvironmentVariable("AITBC_SECOND_PATH") ?? "/opt/b/second", File.ReadAllText(Environment.GetEnvironmentVariable("AITBC_THIRD_PATH") ?? "/opt/c/third")));
                    File.Copy(Environment.GetEnvironmentVariable("AITBC_FIRST_PATH") ?? "/opt/first", $"{Environment.GetEnvironmentVariable("AITBC_SECOND_PATH") ?? "/opt/second"}/{name}"); // both
            """));

    [Fact]
    public Task Fix_all_mends_temporary_paths() => Verify.FixesAsync(
        Method("""File.Copy([|"/tmp/a"|], Path.Combine([|"/tmp/b"|], File.ReadAllText([|"/tmp/c/z"|])));"""),
        Method("""File.Copy(Path.Combine(Path.GetTempPath(), "a"), Path.Combine(Path.Combine(Path.GetTempPath(), "b"), File.ReadAllText(Path.Combine(Path.GetTempPath(), "c", "z"))));"""));

    [Fact]
    public Task Fix_all_mends_each_path_in_its_best_way() => Verify.FixesAsync(
        Method("""File.Copy([|"/opt/a/first"|], [|"/tmp/b"|]);"""),
        Method("""File.Copy(Environment.GetEnvironmentVariable("AITBC_FIRST_PATH") ?? "/opt/a/first", Path.Combine(Path.GetTempPath(), "b"));"""));

    [Fact]
    public Task Environment_variable_is_offered_for_home_paths_too() => Verify.FixesAsync(
        Method("""File.Delete([|"/home/oib/aitbc/x.txt"|]);"""),
        Method("""File.Delete(Environment.GetEnvironmentVariable("AITBC_X_PATH") ?? "/home/oib/aitbc/x.txt");"""),
        HardcodedAbsolutePathCodeFix.EnvironmentKey);

    [Fact]
    public Task Constant_field_becomes_static_readonly() => Verify.FixesAsync(
        """
        using System.IO;

        public class C
        {
            /// <summary>Where the log is.</summary>
            private const string LogFile = [|"/var/log/aitbc.log"|]; // rotated

            internal const string State = [|"/opt/aitbc/state"|];

            public void M()
            {
                File.Delete(LogFile);
                File.Delete(State);
            }
        }
        """,
        """
        using System.IO;

        public class C
        {
            /// <summary>Where the log is.</summary>
            private static readonly string LogFile = System.Environment.GetEnvironmentVariable("AITBC_LOG_FILE") ?? "/var/log/aitbc.log"; // rotated

            internal static readonly string State = System.Environment.GetEnvironmentVariable("AITBC_STATE") ?? "/opt/aitbc/state";

            public void M()
            {
                File.Delete(LogFile);
                File.Delete(State);
            }
        }
        """);

    [Theory]
    [InlineData("""public const string DataDirectory = [|"/opt/aitbc/x"|];""")]
    [InlineData("""private const string Data = [|"/opt/aitbc/x"|]; private const string DataFile = Data + "/y"; public void M() => System.IO.File.Delete(DataFile);""")]
    [InlineData("""private static readonly string All = Data + "/y"; private const string Data = [|"/opt/aitbc/x"|]; public void M() => System.IO.File.Delete(All + Data);""")]
    [InlineData("""private const string Data = [|"/opt/aitbc/x"|]; public void M(string data = Data) => System.IO.File.Delete(data);""")]
    [InlineData("""private const string Data = [|"/opt/aitbc/x"|]; public void M(string data) { switch (data) { case Data: System.IO.File.Delete(Data); break; } }""")]
    [InlineData("""public void M(string path = [|"/opt/aitbc/x"|]) { }""")]
    [InlineData("""[System.Runtime.InteropServices.DllImport([|"/opt/aitbc/libx.so"|])] private static extern void Run();""")]
    [InlineData("""public void M() { Open([|"/opt/aitbc/x"u8|]); void Open(System.ReadOnlySpan<byte> fileName) { } }""")]
    public Task No_fix_where_a_constant_is_needed(string members) => Verify.HasNoFixAsync($$"""
        public class C
        {
            {{members}}
        }
        """);

    [Fact]
    public async Task A_file_of_the_project_is_taken_from_beside_the_program()
    {
        var test = Verify.Create(Method("""File.ReadAllText([|"/opt/aitbc/settings.json"|]);"""), []);
        test.TestState.AdditionalFiles.Add(("settings.json", "{}"));
        test.FixedState.AdditionalFiles.Add(("settings.json", "{}"));
        test.FixedCode = Method("""File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "settings.json"));""");
        await test.RunAsync();
    }

    private static string Method(string statements) => $$"""
        using System;
        using System.IO;

        public static class C
        {
            public static void M(string name)
            {
                {{statements}}
            }
        }
        """;
}
