using System.Diagnostics;
using System.Text.Json;

namespace Aitbc.EndToEnd.Tests;

/// <summary>One diagnostic of a build, as its SARIF log tells it.</summary>
public sealed record Finding(string Id, string Level, string File, int Line, string? HelpUri);

/// <summary>A build of a consumer, with what the compiler logged.</summary>
public sealed record BuildResult(CommandResult Command, IReadOnlyList<Finding> Findings)
{
    /// <summary>The ids of our rules that were reported and not suppressed, each once.</summary>
    public IEnumerable<string> Ids => Findings.Select(static finding => finding.Id).Where(static id => id.StartsWith("AITBC", StringComparison.Ordinal)).Distinct().Order();

    /// <summary>What an analyzer that fails to load or throws looks like.</summary>
    public void AssertAnalyzersRan() =>
        Assert.DoesNotMatch(@"\b(AD0001|CS8032|CS8033|CS8034|CS9057)\b", Command.Output);
}

/// <summary>
/// A project of somebody who installs the package: a folder outside this repository, sources of packages that hold only
/// the packed one, an own package folder with the machine's as a read fallback.
/// </summary>
public sealed class ConsumerProject
{
    private readonly PackedPackage _package;
    private readonly Dictionary<string, string> _environment;
    private readonly string _built;

    /// <param name="name">The folder's name, unique among the tests.</param>
    /// <param name="built">The project or solution file that is built.</param>
    public ConsumerProject(PackedPackage package, string name, string built = "P.csproj")
    {
        _package = package;
        _built = built;
        Folder = Directory.CreateDirectory(Path.Combine(package.Work.FullName, name)).FullName;
        _environment = new()
        {
            ["NUGET_PACKAGES"] = Path.Combine(package.Work.FullName, "packages"),
            ["XDG_CACHE_HOME"] = Path.Combine(package.Work.FullName, "cache"),
        };
        Write("NuGet.Config", $"""
            <configuration>
              <packageSources><clear /><add key="under-test" value="{package.Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{Baked.PackageFolder}" /></fallbackPackageFolders>
            </configuration>
            """);
        // Whatever stands above the temp folder is none of the consumer's.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    public string Folder { get; }

    public string PackageReference =>
        $"""<PackageReference Include="{PackedPackage.Id}" Version="{_package.Version}" PrivateAssets="all" />""";

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public void EditorConfig(params string[] lines) => Write(".editorconfig", "root = true\n[*.cs]\n" + string.Join('\n', lines) + "\n");

    /// <summary>Writes an .editorconfig that gives these rules one severity.</summary>
    public void Severity(string severity, IEnumerable<Rule> rules) =>
        EditorConfig([.. rules.Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {severity}")]);

    /// <summary>Writes P.csproj.</summary>
    /// <param name="items">Item XML: references and the package, where it is not installed from outside.</param>
    public void WriteProject(string items, string frameworks = "<TargetFramework>net10.0</TargetFramework>", string properties = "") => Write("P.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {frameworks}
            <LangVersion>latest</LangVersion>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """);

    public static string Reference(string package) => $"""<PackageReference Include="{package}" Version="{Baked.VersionOf(package)}" />""";

    /// <summary>A full restore and compile.</summary>
    public async Task<BuildResult> BuildAsync(params string[] arguments)
    {
        var log = Path.Combine(Folder, "build.sarif");
        File.Delete(log);
        // A solution's projects would all write the one log.
        string[] sarif = Path.GetExtension(_built).StartsWith(".sln", StringComparison.Ordinal) ? [] : [$"-p:ErrorLog={log}%2cversion=2.1"];
        var command = await Dotnet.RunAsync(Folder, _environment, ["build", _built, "--no-incremental", "-nr:false", .. sarif, .. arguments]);
        return new BuildResult(command, File.Exists(log) ? ReadSarif(log) : []);
    }

    /// <summary>The build command with these arguments and nothing else, as a user types it.</summary>
    public Task<CommandResult> PlainBuildAsync(params string[] arguments) =>
        Dotnet.RunAsync(Folder, _environment, ["build", _built, "-nr:false", .. arguments]);

    /// <summary>Starts a build that the caller ends.</summary>
    public Process StartBuild(IEnumerable<(string Name, string Value)> environment, params string[] arguments) =>
        Dotnet.Start(Folder, _environment.Concat(environment.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))), ["build", .. arguments]);

    public Task<CommandResult> FormatAsync(params string[] arguments) =>
        Dotnet.RunAsync(Folder, _environment, ["format", "analyzers", _built, "--no-restore", .. arguments]);

    private static List<Finding> ReadSarif(string log)
    {
        using var sarif = JsonDocument.Parse(File.ReadAllText(log));
        var run = sarif.RootElement.GetProperty("runs")[0];
        var help = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToDictionary(
            static rule => rule.GetProperty("id").GetString()!,
            static rule => rule.TryGetProperty("helpUri", out var uri) ? uri.GetString() : null);
        var findings = new List<Finding>();
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            if (result.TryGetProperty("suppressions", out var suppressions) && suppressions.GetArrayLength() > 0)
                continue;

            var id = result.GetProperty("ruleId").GetString()!;
            var (file, line) = ("", 0);
            if (result.TryGetProperty("locations", out var locations) && locations.GetArrayLength() > 0)
            {
                var physical = locations[0].GetProperty("physicalLocation");
                file = Path.GetFileName(physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!);
                line = physical.GetProperty("region").GetProperty("startLine").GetInt32();
            }

            findings.Add(new Finding(id, result.GetProperty("level").GetString()!, file, line, help.GetValueOrDefault(id)));
        }

        return findings;
    }
}
