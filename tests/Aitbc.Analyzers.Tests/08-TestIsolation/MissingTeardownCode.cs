using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>The code that the tests of AITBC0802 share.</summary>
internal static class MissingTeardownCode
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    public const string NewListener = "new TcpListener(IPAddress.Loopback, 0)";

    public static Task SilentAsync(FrameworkCode framework, string members, string body = "", string baseList = "") =>
        Verify.ReportsAsync(Usings + framework.Class(members, body, baseList), framework.Library);

    public static Task ReportsAsync(FrameworkCode framework, string members, string body = "", string baseList = "") =>
        SilentAsync(framework, members, body, baseList);

    /// <summary>A type that can only be disposed asynchronously.</summary>
    public const string AsyncOnly = """

        public sealed class Node : IAsyncDisposable
        {
            private readonly FileStream _store = File.OpenRead("chain.db");

            public async ValueTask DisposeAsync() => await _store.DisposeAsync();
        }
        """;
}
