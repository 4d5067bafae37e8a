namespace Aitbc.EndToEnd.Tests;

/// <summary>Every way to install the package, in every kind of project: the rules speak in a real build.</summary>
[Collection(nameof(PackedPackage))]
public class InstallTests(PackedPackage package)
{
    private static readonly string[] WithoutTests = ["AITBC0101", "AITBC0901"];

    [Fact]
    public async Task Console()
    {
        var project = Consumer();
        project.WriteProject(project.PackageReference, properties: "<OutputType>Exe</OutputType>");
        project.Write("Program.cs", "System.Console.WriteLine(JobStore.ReadResult(\"1\"));");
        await AssertSpeaksAsync(project, WithoutTests);

        // A development dependency leaves no trace in what the user ships.
        Assert.DoesNotContain(PackedPackage.Id, project.Read(Path.Combine("bin", "Debug", "net10.0", "P.deps.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Multi_targeted()
    {
        var project = Consumer();
        project.WriteProject(project.PackageReference, "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>");
        var build = await project.BuildAsync("-p:ErrorLog=");
        build.Command.AssertSucceeded();
        build.AssertAnalyzersRan();
        foreach (var framework in new[] { "net10.0", "netstandard2.0" })
            Assert.Matches($@"JobStore\.cs\(\d+,\d+\): warning AITBC0101: .*TargetFramework={framework}", build.Command.Output);
    }

    [Fact]
    public async Task Central_package_management()
    {
        var project = Consumer();
        project.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="{PackedPackage.Id}" Version="{package.Version}" /></ItemGroup>
            </Project>
            """);
        project.WriteProject("");
        await AssertSpeaksAsync(project, WithoutTests);
    }

    [Fact]
    public async Task Directory_build_props()
    {
        var project = Consumer();
        project.Write("Directory.Build.props", $"<Project><ItemGroup>{project.PackageReference}</ItemGroup></Project>");
        project.WriteProject("");
        await AssertSpeaksAsync(project, WithoutTests);
    }

    [Theory]
    [InlineData("XunitV2", "xunit.extensibility.core;xunit.assert", "[Xunit.Fact]", "")]
    [InlineData("XunitV3", "xunit.v3.extensibility.core;xunit.v3.assert", "[Xunit.Fact]", "")]
    [InlineData("NUnit", "NUnit", "[NUnit.Framework.Test]", "")]
    [InlineData("MSTest", "MSTest.TestFramework", "[Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod]", "[Microsoft.VisualStudio.TestTools.UnitTesting.TestClass]")]
    [InlineData("TUnit", "TUnit.Core", "[TUnit.Core.Test]", "")]
    public async Task Test_framework(string name, string packages, string test, string testClass)
    {
        var project = Consumer(name);
        project.WriteProject(string.Concat(packages.Split(';').Select(ConsumerProject.Reference)) + project.PackageReference);
        project.Write("Tests.cs", $$"""
            using System.Net;
            using System.Net.Sockets;

            {{testClass}}
            public class Tests
            {
                private static int started;
                private readonly TcpListener server = new TcpListener(IPAddress.Loopback, 8015);

                {{test}}
                public void Starts()
                {
                    started++;
                    if (started == 1)
                        server.Start();
                }
            }
            """);
        var build = await project.BuildAsync();
        build.Command.AssertSucceeded();
        build.AssertAnalyzersRan();
        // In tests a fixed port is a warning, elsewhere a note.
        Assert.Equal(
            ["AITBC0801 warning", "AITBC0802 warning", "AITBC0901 warning"],
            build.Findings.Where(static finding => finding.File == "Tests.cs" && finding.Id.StartsWith("AITBC", StringComparison.Ordinal))
                .Select(static finding => $"{finding.Id} {finding.Level}").Distinct().Order());
    }

    private ConsumerProject Consumer([System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var project = new ConsumerProject(package, nameof(InstallTests) + name);
        project.Write("JobStore.cs", Rule.Every.Single(static rule => rule.Id == WithoutTests[0]).Source);
        project.Write("StatusEndpoint.cs", Rule.Every.Single(static rule => rule.Id == WithoutTests[1]).Source);
        return project;
    }

    private static async Task AssertSpeaksAsync(ConsumerProject project, IEnumerable<string> expected)
    {
        var build = await project.BuildAsync();
        build.Command.AssertSucceeded();
        build.AssertAnalyzersRan();
        Assert.Equal(expected, build.Ids);
    }
}
