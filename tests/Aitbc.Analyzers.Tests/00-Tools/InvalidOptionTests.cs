using Aitbc.Analyzers.Tools;
using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Tools.InvalidOptionAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.Tools;

public class InvalidOptionTests
{
    private const string Code = "public class C;";

    [Fact]
    public Task Silent_without_options() => Verify.ReportsAsync(Code);

    [Fact]
    public Task Silent_on_keys_of_others() => Verify.ReportsAsync(Code, ["dotnet_sort_system_directives_first = 7", "aitbcx.rule = 1"]);

    [Fact]
    public async Task Unknown_key_is_named_with_its_value_once_for_all_files()
    {
        var test = Verify.Create(Code, ["aitbc.no_such_option = 12"]);
        test.TestState.Sources.Add(("Other.cs", "public class D;"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult(InvalidOptionAnalyzer.Id, Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
            .WithArguments("aitbc.no_such_option", "12", "no rule reads this key; use one of " + AllKeys));
        await test.RunAsync();
    }

    [Fact]
    public async Task Broken_port_is_named()
    {
        var test = Verify.Create(Code, ["aitbc.allowed_ports = 80O6"]);
        test.ExpectedDiagnostics.Add(new DiagnosticResult(InvalidOptionAnalyzer.Id, Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
            .WithArguments("aitbc.allowed_ports", "80O6", "use ports from 1 to 65535, separated by |; the default '' holds"));
        await test.RunAsync();
    }

    private static string AllKeys => string.Join(", ", RuleCatalogue.OptionKeys);
}
