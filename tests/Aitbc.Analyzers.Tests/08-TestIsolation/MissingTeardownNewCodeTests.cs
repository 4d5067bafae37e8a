using Microsoft.CodeAnalysis.CSharp;
using static Aitbc.Analyzers.Tests.TestIsolation.MissingTeardownCode;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Aitbc.Analyzers.TestIsolation.MissingTeardownCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>AITBC0802 on extensions of the user's own, tuples and the accessors of C# 14.</summary>
public class MissingTeardownNewCodeTests
{
    private const string Extensions = """
        internal static class Extensions
        {
            public static void Quieten(this TcpListener server) => server.Dispose();
            public static void Wipe(this string path) => Directory.Delete(path, true);
        }
        """;

    private const string ExtensionBlocks = """
        internal static class Extensions
        {
            extension(TcpListener server) { public void Quieten() => server.Dispose(); }
            extension(string path) { public void Wipe() => Directory.Delete(path, true); }
        }
        """;

    private static bool HasCSharp14 => Enum.IsDefined((LanguageVersion)1400);

    public static TheoryData<FrameworkCode, string> Extended
    {
        get
        {
            var data = new TheoryData<FrameworkCode, string>();
            foreach (var framework in FrameworkCode.Frameworks)
            {
                data.Add(framework, Extensions);
                if (HasCSharp14)
                    data.Add(framework, ExtensionBlocks);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Extended))]
    public Task Silent_where_an_extension_of_the_users_own_ends_it_in_a_teardown(FrameworkCode framework, string extensions) => Verify.ReportsAsync(
        Usings + framework.Class(
            $$"""
            private readonly TcpListener _server = {{NewListener}};
            private readonly string _directory = Directory.CreateTempSubdirectory().FullName;
            {{framework.Teardown}} { _server.Quieten(); _directory.Wipe(); }
            """,
            baseList: framework.TeardownBase) + extensions,
        framework.Library);

    [Theory, MemberData(nameof(Extended))]
    public Task Reports_where_only_a_test_calls_an_extension(FrameworkCode framework, string extensions) => Verify.ReportsAsync(
        Usings + framework.Class($"private readonly TcpListener [|_server|] = {NewListener};", "_server.Quieten();") + extensions, framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Reports_what_a_tuple_gives(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class(
            $$"""
            private TcpListener? [|_server|];
            private int _count;
            {{framework.SetUp}} { (_server, _count) = ({{NewListener}}, 3); }
            """,
            "_server!.Start(_count);"),
        framework.Library);

    [Theory, MemberData(nameof(FrameworkCode.All), MemberType = typeof(FrameworkCode))]
    public Task Silent_where_the_tuple_gives_what_comes_from_elsewhere_or_is_ended(FrameworkCode framework) => Verify.ReportsAsync(
        Usings + framework.Class(
            $$"""
            private static readonly TcpListener s_all = {{NewListener}};
            private readonly List<IDisposable> _ended = new();
            private TcpListener? _server, _listed, _other;
            {{framework.SetUp}}
            {
                var listed = {{NewListener}};
                _ended.Add(listed);
                (_listed, _other) = (listed, s_all);
                (_server, var count) = ({{NewListener}}, 3);
                _server.Start(count);
            }
            {{framework.Teardown}} { _server?.Stop(); foreach (var each in _ended) each.Dispose(); }
            """,
            "Console.WriteLine($\"{_listed}{_other}\");",
            framework.TeardownBase),
        framework.Library);

    [Fact]
    public async Task The_field_of_an_accessor_is_the_property()
    {
        if (!HasCSharp14)
            return;

        var framework = FrameworkCode.Frameworks[0];
        await Verify.ReportsAsync(
            Usings + framework.Class(
                $$"""
                private TcpListener? Server { get => field; set { field?.Stop(); field = value; } } = {{NewListener}};
                public void Dispose() => Server = null;
                """,
                "Server?.Start();",
                framework.TeardownBase),
            framework.Library);
        // It makes one when it is asked for, so there is nothing that a teardown could safely name.
        await Verify.HasNoFixAsync(
            Usings + framework.Class($$"""private TcpListener [|Server|] { get => field ??= {{NewListener}}; }""", "Server.Start();"), framework.Library);
    }
}
