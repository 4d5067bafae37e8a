using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Tests.NoRuleEscapes;

/// <summary>One line of user code gets one of our diagnostics; where rules overlap, the pages name the winner.</summary>
public class OneDiagnosticALineTests
{
    private const string Program = "samples/Before/src/Aitbc.Agent";

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    /// <summary>A test project of the flawed sample, with the program that it tests.</summary>
    [Theory]
    [InlineData("samples/Before/tests/Aitbc.Agent.Tests", Library.XunitV2, "Xunit")]
    [InlineData("samples/Before/tests/Aitbc.Agent.IntegrationTests", Library.NUnit, "NUnit.Framework")]
    public async Task On_the_flawed_sample(string tests, Library framework, string import)
    {
        var project = Workbench.ProjectOf(
            [.. SourceFiles.Under(Program, tests).Select(SourceFiles.Read), ("Usings.cs", $"{ImplicitUsings}\nglobal using {import};")],
            [Library.Redis, Library.AspNetCore, framework]);
        Assert.Empty(await Workbench.ErrorsAsync(project));

        var diagnostics = await Workbench.AnalyzeAsync(project);
        Assert.NotEmpty(diagnostics);
        var crowded = diagnostics
            .GroupBy(static diagnostic => (diagnostic.Location.SourceTree!.FilePath, diagnostic.Location.GetLineSpan().StartLinePosition.Line))
            .Where(static line => line.Select(static diagnostic => diagnostic.Id).Distinct().Count() > 1);
        Assert.Empty(crowded);
    }
}
