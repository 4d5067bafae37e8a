using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Imports.HardcodedAbsolutePathAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Imports;

public class HardcodedAbsolutePathTests
{
    [Theory]
    // URLs, routes and other texts that look a little like paths.
    [InlineData("""var url = "http://localhost/home/user/file.txt"; File.ReadAllText(url);""")]
    [InlineData("""var route = "/data/{id}"; Use(route);""")]
    [InlineData("""var path = "/data/items"; Use(path);""")]
    [InlineData("""var path = "/app/settings?tab=1"; Use(path);""")]
    [InlineData("""var requestPath = "/var/log/items"; Use(requestPath);""")]
    [InlineData("""var pattern = new System.Text.RegularExpressions.Regex(@"\\server\\share"); Use(pattern.ToString());""")]
    [InlineData("""var separator = "\\\\u"; Use(separator);""")]
    [InlineData("""System.Console.WriteLine("/tmp is full");""")]
    [InlineData("""System.Console.WriteLine("/opt/aitbc/data");""")]
    [InlineData("""var file = "x://host/path"; Use(file);""")]
    [InlineData("""File.ReadAllText("relative/file.txt"); File.ReadAllText("~/file.txt"); File.ReadAllText("/");""")]
    // Device, kernel and standard places, and programs that every system has.
    [InlineData("""File.ReadAllText("/dev/null"); File.ReadAllText("/proc/cpuinfo"); File.ReadAllText("/sys/class/net");""")]
    [InlineData("""File.ReadAllText("/etc/os-release"); File.ReadAllText("/etc/hosts"); Directory.GetFiles("/etc/", "*-release");""")]
    [InlineData("""File.ReadAllText("/var/run/secrets/kubernetes.io/serviceaccount/token");""")]
    [InlineData("""Directory.GetFiles("/etc/ssl/certs"); File.ReadAllText("/etc/pki/tls/certs/ca-bundle.crt"); File.WriteAllText("/usr/local/share/ca-certificates/x.crt", "");""")]
    [InlineData("""File.Delete(Path.Combine("/etc/pki/ca-trust/source/anchors", "x.pem"));""")]
    [InlineData("""Process.Start("/bin/sh", "-c ls"); new ProcessStartInfo("/usr/bin/env"); new ProcessStartInfo { FileName = "/bin/bash" };""")]
    // Compared, parsed and taken apart.
    [InlineData("""if (Text() == "/home/user/x") { }""")]
    [InlineData("""if (Text() is "/opt/aitbc/data" or @"C:\aitbc\data") { }""")]
    [InlineData("""switch (Text()) { case "/opt/aitbc/data": break; }""")]
    [InlineData("""var inRoot = Text().StartsWith("/opt/aitbc/", System.StringComparison.Ordinal); Use(inRoot.ToString());""")]
    [InlineData("""var name = Path.GetFileName("/opt/aitbc/data.db"); Use(name);""")]
    [InlineData("""var parts = "/opt/aitbc/data.db".Split('/'); Use(parts[0]);""")]
    [InlineData("""const string expectedFile = "/opt/aitbc/data"; if (Text() == expectedFile) { }""")]
    [InlineData("""var file = Text() + "/home/user/x.txt"; File.ReadAllText(file);""")]
    [InlineData("""File.ReadAllText($"{Text()}/home/user/x.txt");""")]
    // What holds where nothing is configured.
    [InlineData("""File.ReadAllText(System.Environment.GetEnvironmentVariable("X") ?? "/var/lib/x/a.txt");""")]
    [InlineData("""var dir = Maybe(); dir ??= "/var/lib/x"; Directory.CreateDirectory(dir);""")]
    [InlineData("""var dir = Maybe() is { } given ? given : "/var/lib/x"; Directory.CreateDirectory(dir);""")]
    [InlineData("""var x = Maybe(); var dir = string.IsNullOrEmpty(x) ? @"D:\aitbc\data" : x; Directory.CreateDirectory(dir);""")]
    [InlineData("""var dir = Maybe(); if (string.IsNullOrEmpty(dir)) { dir = "/var/lib/x"; } Directory.CreateDirectory(dir);""")]
    [InlineData("""var dir = "/var/lib/x"; if (Maybe() is { } given) dir = given; Directory.CreateDirectory(dir);""")]
    [InlineData("""Directory.CreateDirectory(Get("dir", defaultValue: "/var/lib/x"));""")]
    // Known locations that are probed.
    [InlineData("""foreach (var file in new[] { "/usr/lib/a.so", "/usr/local/lib/a.so" }) { if (File.Exists(file)) Use(File.ReadAllText(file)); }""")]
    [InlineData("""var file = new[] { "/usr/lib/a.so", "/usr/local/lib/a.so" }.FirstOrDefault(File.Exists); Use(file ?? "");""")]
    [InlineData("""string[] files = ["/usr/lib/a.so", "/usr/local/lib/a.so"]; var found = files.FirstOrDefault(f => File.Exists(f)); Use(found ?? "");""")]
    [InlineData("""const string file = "/opt/vendor/tool"; if (File.Exists(file)) Process.Start(file);""")]
    [InlineData("""if (File.Exists("/opt/vendor/tool.conf")) Use(File.ReadAllText("/opt/vendor/tool.conf"));""")]
    [InlineData("""var isContainer = Directory.Exists("/var/run/app"); Use(isContainer.ToString());""")]
    public Task Silent(string statements) => Verify.ReportsAsync(Method(statements));

    [Theory]
    [InlineData("""File.ReadAllText([|"/opt/aitbc/data.txt"|]);""")]
    [InlineData("""File.WriteAllText(contents: "", path: [|@"C:\aitbc\data.txt"|]);""")]
    [InlineData("""Directory.GetFiles([|"\\\\server\\share\\aitbc"|]);""")]
    [InlineData("""File.ReadAllText([|"/data/x"|]);""")]
    [InlineData("""File.ReadAllText([|"/home/" + "aitbc/" + "x.txt"|]);""")]
    [InlineData("""File.ReadAllText([|"/home/aitbc/"|] + Text());""")]
    [InlineData("""File.ReadAllText([|$"/opt/aitbc/{Text()}.txt"|]);""")]
    [InlineData(""""File.ReadAllText([|"""/opt/aitbc/x.txt"""|]);"""")]
    [InlineData("""File.ReadAllText(string.Format([|"/opt/aitbc/{0}.txt"|], Text()));""")]
    [InlineData("""File.ReadAllText(Path.Combine([|"/etc"|], "aitbc.conf"));""")]
    [InlineData("""File.ReadAllText([|"/etc/ssl/certs/aitbc.pem"|]); File.ReadAllText(Path.Combine([|"/etc/ssl"|], "private", "aitbc.key"));""")]
    [InlineData("""using var stream = new FileStream([|"/tmp/x.txt"|], FileMode.Create);""")]
    [InlineData("""using var reader = new StreamReader([|"/var/log/x.log"|]);""")]
    [InlineData("""new FileInfo([|"/opt/x/y"|]).Delete();""")]
    [InlineData("""var info = new DirectoryInfo([|"/opt/x/y"|]); info.Create();""")]
    [InlineData("""Process.Start([|"/opt/aitbc/bin/aitbc"|]);""")]
    [InlineData("""var start = new ProcessStartInfo("dotnet") { WorkingDirectory = [|"/home/aitbc/app"|] }; Process.Start(start);""")]
    [InlineData("""var start = new ProcessStartInfo("dotnet"); start.ArgumentList.Add([|"/home/aitbc/app/x.dll"|]);""")]
    [InlineData("""System.Reflection.Assembly.LoadFrom([|"/opt/aitbc/plugin.dll"|]);""")]
    [InlineData("""System.Runtime.InteropServices.NativeLibrary.Load([|"/opt/aitbc/libx.so"|]);""")]
    [InlineData("""System.Environment.CurrentDirectory = [|"/home/aitbc/app"|];""")]
    [InlineData("""var path = [|"/opt/aitbc/data.txt"|]; File.ReadAllText(path);""")]
    [InlineData("""const string place = [|"/data"|]; Directory.CreateDirectory(place);""")]
    [InlineData("""const string root = [|"/opt/aitbc"|]; const string file = root + "/x.txt"; File.ReadAllText(file);""")]
    [InlineData("""var logFile = [|"/var/log/aitbc.log"|]; Use(logFile);""")]
    [InlineData("""System.Uri location = new([|"file:///opt/aitbc/data"|]); Use(location.AbsolutePath);""")]
    [InlineData("""var dir = Text() == "a" ? [|"/opt/a/data"|] : [|"/opt/b/data"|]; Directory.CreateDirectory(dir);""")]
    [InlineData("""var dir = Text() switch { "a" => [|"/opt/a/data"|], _ => [|"/opt/b/data"|] }; Directory.CreateDirectory(dir);""")]
    [InlineData("""const string file = [|"/var/lib/aitbc/state"|]; if (File.Exists(file)) File.Delete(file);""")]
    [InlineData("""Use(File.ReadAllText([|"/opt/aitbc/a.conf"|])); if (File.Exists("/opt/aitbc/a.conf") || File.Exists("/opt/aitbc/b.conf")) Use("a");""")]
    [InlineData("""const string file = [|"/home/oib/aitbc/state"|]; if (File.Exists(file)) Use(File.ReadAllText(file));""")]
    [InlineData("""var file = [|@"\\server\share\x.txt"|]; if (File.Exists(file)) Use(File.ReadAllText(file));""")]
    [InlineData("""var dir = System.OperatingSystem.IsWindows() ? [|@"C:\ProgramData\aitbc"|] : [|"/var/lib/aitbc"|]; Directory.CreateDirectory(dir);""")]
    [InlineData("""File.ReadAllText([|"C://settings.txt"|]);""")]
    [InlineData("""Copy([|@"C:\aitbc\x"|], "/app/x"); void Copy(string source, string target) { }""")]
    [InlineData("""using System.Data.Common.DbConnection connection = Open(); connection.ConnectionString = [|"User=x;Database=C:\\aitbc\\x.db"|]; System.Data.Common.DbConnection Open() => throw new System.InvalidOperationException();""")]
    [InlineData("""Connect([|"Data Source=/var/lib/aitbc/x.db"|]); void Connect(string connectionString) { }""")]
    [InlineData("""var dir = System.OperatingSystem.IsLinux() ? [|"/tmp/aitbc"|] : ""; Directory.CreateDirectory(dir);""")]
    [InlineData("""Local([|"/opt/aitbc/x"|]); void Local(string text) => File.Delete(text);""")]
    [InlineData("""File.Delete(Local()); string Local() => [|"/opt/aitbc/x"|];""")]
    [InlineData("""System.Func<string> read = () => File.ReadAllText([|"/opt/aitbc/x"|]); read();""")]
    public Task Reports(string statements) => Verify.ReportsAsync(Method(statements));

    [Theory]
    [InlineData("""private const string DataDirectory = [|"/var/lib/aitbc"|];""")]
    [InlineData("""public static readonly string LogFile = [|@"C:\aitbc\log.txt"|];""")]
    [InlineData("""private readonly string _x = [|"/opt/aitbc/x"|]; public string Read() => File.ReadAllText(_x);""")]
    [InlineData("""public string DataDirectory { get; } = [|"/opt/aitbc/x"|];""")]
    [InlineData("""public string DataDirectory { get; private set; } = [|"/opt/aitbc/x"|];""")]
    [InlineData("""public string? DataDirectory { get; set; } public void Reset() => DataDirectory = [|"/opt/aitbc/x"|];""")]
    // What an option holds until it is set, unless its type works with it, or it is one user's home or a temporary directory.
    [InlineData("""public string DataDirectory { get; set; } = [|"/opt/aitbc/x"|]; public void Go() => Directory.CreateDirectory(DataDirectory);""")]
    [InlineData("""public string Tool { get; init; } = [|"/opt/aitbc/bin/x"|]; public void Go() => System.Diagnostics.Process.Start(Tool);""")]
    [InlineData("""public string DataDirectory { get; set; } = "/opt/aitbc/x"; public string LogFile => Path.Combine(DataDirectory, "log");""")]
    [InlineData("""public string DataDirectory { get; init; } = @"C:\aitbc\x";""")]
    [InlineData("""public string DataDirectory = "/opt/aitbc/x";""")]
    [InlineData("""public string DataDirectory { get; set; } public Node() { DataDirectory = "/opt/aitbc/x"; }""")]
    [InlineData("""public string DataDirectory { get; set; } = [|"/home/oib/aitbc/x"|];""")]
    [InlineData("""public string LogFile { get; init; } = [|"/tmp/aitbc.log"|];""")]
    // Each system has its place.
    [InlineData("""
        public static readonly string DataDirectory;
        public static readonly string StateDirectory = OperatingSystem.IsWindows() ? @"C:\ProgramData\aitbc" : "/var/lib/aitbc";
        static Node() { if (OperatingSystem.IsLinux()) { DataDirectory = "/var/lib/aitbc"; } else { DataDirectory = AppContext.BaseDirectory; } }
        """)]
    [InlineData("""
        private static readonly string DataDirectory = OperatingSystem.IsWindows() ? [|@"C:\ProgramData\aitbc"|] : [|"/var/lib/aitbc"|];
        public void Go() => Directory.CreateDirectory(DataDirectory);
        """)]
    [InlineData("""public string DataDirectory => [|"/opt/aitbc/x"|];""")]
    [InlineData("""public string DataDirectory { get { return [|"/opt/aitbc/x"|]; } }""")]
    [InlineData("""public void Open(string path = [|"/opt/aitbc/x"|]) { }""")]
    [InlineData("""public void Open(string text = [|"/opt/aitbc/x"|]) => File.OpenRead(text).Dispose();""")]
    [InlineData("""[System.Runtime.InteropServices.DllImport([|"/opt/aitbc/libx.so"|])] private static extern void Run();""")]
    [InlineData("""public static class Folders { public const string State = [|"/var/lib/aitbc"|]; }""")]
    [InlineData("""public const string DefaultDataDirectory = [|"/var/lib/aitbc"|];""")]
    [InlineData("""public sealed class NodeOptions { public string DataDirectory { get; set; } = "/var/lib/aitbc"; }""")]
    [InlineData("""[System.ComponentModel.DefaultValue([|"/var/lib/aitbc"|])] public string? DataDirectory { get; }""")]
    [InlineData("""[System.ComponentModel.DefaultValue("/var/lib/aitbc")] public string? DataDirectory { get; set; }""")]
    [InlineData("""[System.ComponentModel.DefaultValue([|@"C:\Users\oib\aitbc"|])] public string? DataDirectory { get; set; }""")]
    [InlineData("""public string Pipe { get; } = (OperatingSystem.IsWindows() ? "pipe." : [|"/tmp/"|]) + Guid.NewGuid();""")]
    [InlineData("""
        public Node(Node parent) { PipeName = (OperatingSystem.IsWindows() ? @"\\.\pipe\" : [|"/tmp/"|]) + Guid.NewGuid(); }
        internal string PipeName { get; }
        public void Log(Action<string, object[]> log) => log("{} on {}", new object[] { nameof(Node), PipeName });
        """)]
    [InlineData("""
        public sealed class Cache(string filePath = [|@"C:\Temp"|])
        {
            private readonly string _path = filePath;
            public byte[]? Read(string key) { var file = Of(key); return File.Exists(file) ? File.ReadAllBytes(file) : null; }
            private string Of(string key) => Path.Combine(_path, key) + ".json";
        }
        """)]
    [InlineData("""
        public void Go() { Use(Same("/opt/a/x")); File.Delete(Same([|"/opt/b/x"|])); }
        private static string Same(string text) => text.Trim();
        private static void Use(string text) { }
        """)]
    // Understood by its uses, so that the name does not count.
    [InlineData("""private const string HomePath = "/home/aitbc/x"; public bool Is(string path) => path.StartsWith(HomePath);""")]
    [InlineData("""private const string ToolPath = "/opt/tool/tool"; public bool Has => File.Exists(ToolPath);""")]
    [InlineData("""private const string DataPath = "/opt/tool/data"; public string Get(string? given) => given ?? DataPath;""")]
    [InlineData("""private string _dir = [|"/var/lib/aitbc"|]; public void Set(string dir) => _dir = dir; public void Go() => Directory.CreateDirectory(_dir);""")]
    [InlineData("""private static readonly string[] Known = { "/opt/a/x", "/opt/b/x" }; public string? Find() => Known.FirstOrDefault(File.Exists);""")]
    [InlineData("""public string Dir() { var x = Environment.GetEnvironmentVariable("X"); if (!string.IsNullOrEmpty(x)) return x; return "/var/lib/aitbc"; }""")]
    [InlineData("""public string ContainerPath => "/opt/aitbc/x"; public string RemoteDirectory => "/home/aitbc/x"; public string UrlPath => "/var/log/x";""")]
    [InlineData("""public sealed class SftpClient { public void List(string path) { } } public void Go(SftpClient client) => client.List("/home/aitbc/x");""")]
    public Task Members(string members) => Verify.ReportsAsync($$"""
        using System;
        using System.IO;
        using System.Linq;

        public partial class Node
        {
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_on_a_type_of_the_user_that_is_called_like_one_of_ours() => Verify.ReportsAsync("""
        public static class File { public static void Show(string text) { } public static bool ReadAllText(string key) => key == ""; }
        public class ProcessStartInfo { public string FileName = ""; public string Title { set { } } }

        public class C
        {
            public void M()
            {
                File.Show("/opt/aitbc/x");
                File.ReadAllText("/opt/aitbc/x");
                _ = new ProcessStartInfo { Title = "/opt/aitbc/x" };
            }
        }
        """);

    [Fact]
    public Task Silent_on_routes_of_asp_net() => Verify.ReportsAsync("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Routing;

        [Route("/data/items")]
        public class C : Controller
        {
            [HttpGet("/home/user/about")]
            public IActionResult Get() => Redirect("/home/user/login");

            public static void Map(IEndpointRouteBuilder app, HttpContext context)
            {
                app.MapGet("/app/data/items", () => "");
                PathString path = "/home/user/x";
                context.Request.Path = "/var/log/x";
                context.Response.Cookies.Append("a", "b", new CookieOptions { Path = "/opt/x" });
            }
        }
        """, Library.AspNetCore);

    [Fact]
    public Task Reports_files_of_configuration_and_hosting() => Verify.ReportsAsync("""
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.FileProviders;

        public class C
        {
            public void M(IConfigurationBuilder builder)
            {
                builder.AddJsonFile([|"/app/config/aitbc.json"|], optional: true);
                using var files = new PhysicalFileProvider([|"/srv/aitbc"|]);
            }
        }
        """, Library.AspNetCore);

    [Theory]
    [MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Test_data_is_silent_until_it_is_opened(FrameworkCode framework) => Verify.ReportsAsync(framework.Class(
        members: """
            private const string LogFile = "/var/log/aitbc.log";
            private static string DataDirectory => "/var/lib/aitbc";
            private static string StateDirectory() => [|"/var/lib/aitbc"|];
            private sealed class Parser(string path) { public string Path => path; }
            """,
        body: """
            var parser = new Parser("/home/aitbc/x.txt");
            var path = System.IO.Path.Combine("/home/aitbc", "x.txt");
            var info = new System.IO.FileInfo("/home/aitbc/x.txt");
            var name = NameOf(new System.IO.FileInfo("/home/aitbc/y.txt"));
            Remove(new System.IO.FileInfo([|"/home/aitbc/z.txt"|]));
            static string NameOf(System.IO.FileInfo file) => file.Name;
            static void Remove(System.IO.FileInfo file) => file.Delete();
            System.Console.WriteLine(parser.Path + path + LogFile + DataDirectory + info.Name + name);
            System.IO.Directory.CreateDirectory(StateDirectory());
            System.IO.File.WriteAllText([|"/tmp/aitbc.txt"|], "");
            """), framework.Library);

    [Theory]
    [MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public async Task Helpers_in_another_file_are_followed(FrameworkCode framework)
    {
        var test = Verify.Create(framework.Class("", """
            TestFiles.Create([|"/opt/aitbc/x.txt"|]);
            TestFiles.CreateIn([|"/opt/aitbc/"|]);
            using var file = new TestFile([|"/opt/aitbc/y.txt"|]);
            TestFiles.Show("/opt/aitbc/x.txt");
            TestFiles.Show(new System.IO.FileInfo("/opt/aitbc/x.txt"));
            """), [], framework.Library);
        test.TestState.Sources.Add(("/0/TestFiles.cs", """
            using System;
            using System.IO;

            public static partial class TestFiles
            {
                public static partial void Create(string text);
                public static void CreateIn(string text) => Create(Path.Combine(text, "x.txt"));
                public static void Show(string path) => Console.WriteLine(path);
                public static Uri Show(FileInfo path) => new("https://localhost/" + path.Name);
            }

            public sealed class TestFile(string text) : IDisposable
            {
                public void Dispose() => File.Delete(text);
            }
            """));
        test.TestState.Sources.Add(("/0/TestFiles.Create.cs", """
            public static partial class TestFiles { public static partial void Create(string text) => System.IO.File.WriteAllText(text, ""); }
            """));
        await test.RunAsync();
    }

    [Fact]
    public async Task What_another_file_only_prints_is_no_path()
    {
        var test = Verify.Create("""
            public class C
            {
                public void M()
                {
                    Log.Show("/opt/aitbc/x");
                    Log.Keep("/opt/aitbc/x");
                    Log.Keep([|@"\\server\share\aitbc"|]);
                    Log.Keep([|"/home/oib/aitbc"|]);
                    Log.Write([|"/opt/aitbc/x"|]);
                }
            }
            """, []);
        test.TestState.Sources.Add("""
            public static class Log
            {
                private static readonly System.Collections.Generic.List<object> Kept = [];
                public static void Show(string path) => System.Console.WriteLine("at " + path.Length);
                public static void Keep(string path) { if (System.IO.Directory.Exists(path)) Kept.Add(path); }
                public static void Write(string text) => System.IO.File.AppendAllText(text, "");
            }
            """);
        await test.RunAsync();
    }

    [Fact]
    public Task Reports_in_a_program_with_top_level_statements()
    {
        var test = new RuleTest<Aitbc.Analyzers.Imports.HardcodedAbsolutePathAnalyzer, EmptyCodeFixProvider>([], [])
        {
            TestState = { OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication },
            TestCode = """
                using System.IO;
                const string Name = [|"/opt/aitbc/x"|];
                var file = [|"/opt/aitbc/y"|];
                File.Delete(Name);
                File.Delete(file);
                """,
        };
        return test.RunAsync();
    }

    [Fact]
    public Task Reports_through_primary_constructors_records_and_async() => Verify.ReportsAsync("""
        using System.IO;
        using System.Threading.Tasks;
        using F = System.IO.File;

        public class Store(string text) { public void Clear() => F.Delete(text); }
        public record Place(string Directory = [|"/opt/aitbc/x"|]);
        public class C
        {
            public Store Store { get; } = new([|"/opt/aitbc/x"|]);
            public async Task<string> Get() => await F.ReadAllTextAsync([|"/opt/aitbc/x"|]).ConfigureAwait(false);
        }
        """);

    [Theory]
    [InlineData("aitbc.allowed_absolute_paths = /opt/aitbc | C:/aitbc/*")]
    [InlineData("aitbc.allowed_absolute_paths = /opt/*/x | c:\\aitbc")]
    public Task Allowed_paths_are_silent(string option) => Verify.ReportsAsync(
        Method("""File.Delete("/opt/aitbc/x"); File.Delete(@"C:\aitbc\x"); File.Delete([|"/opt/other/y"|]);"""), [option]);

    [Fact]
    public Task Allowed_interpreters_are_an_option() => Verify.ReportsAsync(
        Method("""Process.Start("/opt/node/bin/node"); Process.Start([|"/usr/bin/python3"|]);"""),
        ["aitbc.allowed_interpreters = /opt/node/bin/node"]);

    [Theory]
    [InlineData("""class C { string path = "/opt/aitbc/x" """)]
    [InlineData("""class C { void M() { File.ReadAllText("/opt/aitbc/x" } }""")]
    [InlineData("""class C { void M() { var x = new Missing("/opt/aitbc/x") { Path = "/opt/aitbc/y" }; } }""")]
    [InlineData("""class C { [Missing("/opt/aitbc/x")] void M(string path = "/opt/aitbc/x" """)]
    [InlineData("""class C { string M() => path switch { "/opt/aitbc/x" => , _ => "/opt/aitbc/x"; } }""")]
    [InlineData("""var x = $"/opt/aitbc/{ """)]
    [InlineData("""class C { const string A = B + "/x"; const string B = "/opt/aitbc" + A; }""")]
    [InlineData("""class C { string A() => B("/opt/aitbc"); string B(string s) => B(A() + B(s)); }""")]
    public async Task Half_typed_code_throws_nothing(string code)
    {
        var test = Verify.Create(code, []);
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        test.TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        try
        {
            await test.RunAsync();
        }
        catch (Exception e) when (e.Message.Contains("Mismatch between number of diagnostics", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("AD0001", e.Message, StringComparison.Ordinal);
        }
    }

    private static string Method(string statements) => $$"""
        using System.Diagnostics;
        using System.IO;
        using System.Linq;

        public static class C
        {
            public static void M()
            {
                {{statements}}
            }

            private static string Text() => "";
            private static string? Maybe() => null;
            private static void Use(string text) { }
            private static string Get(string key, string defaultValue) => key + defaultValue;
        }
        """;
}
