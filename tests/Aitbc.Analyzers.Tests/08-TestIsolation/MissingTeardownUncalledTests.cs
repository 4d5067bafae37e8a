using Aitbc.Analyzers.TestIsolation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.TestIsolation.MissingTeardownAnalyzer, Aitbc.Analyzers.TestIsolation.MissingTeardownCodeFix>;

namespace Aitbc.Analyzers.Tests.TestIsolation;

/// <summary>AITBC0802 on a <c>Dispose()</c> that no interface tells the framework of.</summary>
public class MissingTeardownUncalledTests
{
    private const string Released = "public void Dispose() => _server.Stop();";

    private static string Tests(string members, string bases = "", string others = "", string kind = "public class", string name = "_server") => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using Xunit;

        {{kind}} NodeTests{{bases}}
        {
            private readonly TcpListener {{name}} = new(IPAddress.Loopback, 0);

            {{members}}

            [Fact]
            public void Listens() => _server.Start();
        }

        {{others}}
        """;

    [Theory]
    [InlineData(Released, " : IDisposable", "")]
    [InlineData(Released, " : IServer", "public interface IServer : IDisposable { }")]
    [InlineData(Released, " : Ends", "public abstract class Ends : IDisposable { void IDisposable.Dispose() { } }")]
    // Others may implement the interface with it, or call it themselves.
    [InlineData(Released, "", "public class MoreTests : NodeTests, IDisposable { }")]
    [InlineData(Released, "", "public static class Rooms { public static void Leave() => new NodeTests().Dispose(); }")]
    [InlineData(Released, "", "public class Room { public NodeTests? Tests { get; set; } }")]
    [InlineData("public virtual void Dispose() => _server.Stop();", "", "")]
    [InlineData("public void Dispose() => _server.Stop(); [Fact] public void Ends() => Dispose();", "", "")]
    [InlineData("public void Dispose() => _server.Stop(); private void End() => Dispose(); [Fact] public void Ends() => End();", "", "")]
    [InlineData("public void Dispose() => _server.Stop(); [Fact] public void Ends() => Later(Dispose); private static void Later(Action end) => end();", "", "")]
    // It is released elsewhere as well.
    [InlineData("public void Dispose() => _server.Stop(); [Fact] public void Ends() => _server.Stop();", "", "")]
    // Another name is a helper's.
    [InlineData("public void Close() => _server.Stop();", "", "")]
    public Task Silent_where_somebody_may_call_it(string members, string bases, string others) =>
        Verify.ReportsAsync(Tests(members, bases, others), Library.XunitV2);

    [Fact]
    public Task Silent_in_a_base_of_tests() => Verify.ReportsAsync(Tests(Released, kind: "public abstract class"), Library.XunitV3);

    [Theory]
    [InlineData("NUnit.Framework", "[Test]")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting", "[TestMethod]")]
    public Task Silent_where_a_teardown_is_no_interface(string space, string test) => Verify.ReportsAsync(
        Tests(Released).Replace("using Xunit;", $"using {space};").Replace("[Fact]", test).Replace("public class NodeTests", space[0] == 'M' ? "[TestClass] public class NodeTests" : "public class NodeTests"),
        space[0] == 'M' ? Library.MSTest : Library.NUnit);

    [Theory]
    [InlineData(Library.XunitV2)]
    [InlineData(Library.XunitV3)]
    public Task Reports_a_Dispose_that_xunit_does_not_know(Library library)
    {
        var test = Verify.Create(Tests(Released, name: "{|#0:_server|}"), [], library);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(MissingTeardownAnalyzer.Id, DiagnosticSeverity.Warning).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("_server", "started", "for each test and never released", "implement IDisposable, without which nobody calls 'Dispose'"));
        return test.RunAsync();
    }

    [Theory]
    [InlineData("public void Dispose() { _server.Stop(); _server.Dispose(); }")]
    [InlineData("public void Dispose() => _server?.Stop();")]
    [InlineData("public void Dispose() { try { Console.WriteLine(nameof(NodeTests)); } finally { _server.Stop(); } }")]
    public Task Reports_and_offers_no_fix(string members) => Verify.HasNoFixAsync(Tests(members, name: "[|_server|]"), Library.XunitV2);
}
