using System.IO.Compression;
using System.Xml.Linq;

namespace Aitbc.EndToEnd.Tests;

/// <summary>What the nupkg holds, against a list: nothing comes in or falls out unseen.</summary>
[Collection(nameof(PackedPackage))]
public class PackageContentTests(PackedPackage package)
{
    private static readonly string[] Content =
    [
        "Aitbc.Analyzers.nuspec",
        "LICENSE",
        "README.md",
        "analyzers/dotnet/roslyn4.11/cs/Aitbc.Analyzers.CodeFixes.dll",
        "analyzers/dotnet/roslyn4.11/cs/Aitbc.Analyzers.dll",
        "buildMultiTargeting/Aitbc.Analyzers.targets",
        "buildTransitive/Aitbc.Analyzers.Doctor.targets",
        "buildTransitive/Aitbc.Analyzers.Mode.targets",
        "buildTransitive/Aitbc.Analyzers.targets",
        "buildTransitive/AitbcDoctor.proj",
        "buildTransitive/presets/Aitbc.Analyzers.minimum.globalconfig",
        "buildTransitive/presets/Aitbc.Analyzers.none.globalconfig",
        "buildTransitive/presets/Aitbc.Analyzers.recommended.globalconfig",
        "buildTransitive/presets/Aitbc.Analyzers.strict.globalconfig",
        "icon.png",
        "tools/net8.0/any/Cronos.dll",
        "tools/net8.0/any/Spectre.Console.Ansi.dll",
        "tools/net8.0/any/Spectre.Console.dll",
        "tools/net8.0/any/System.CommandLine.dll",
        "tools/net8.0/any/Tomlyn.dll",
        "tools/net8.0/any/YamlDotNet.dll",
        "tools/net8.0/any/aitbc-doctor.deps.json",
        "tools/net8.0/any/aitbc-doctor.dll",
        "tools/net8.0/any/aitbc-doctor.runtimeconfig.json",
        "tools/netstandard2.0/Aitbc.Doctor.MSBuild.dll",
    ];

    [Fact]
    public void Content_is_the_list()
    {
        using var nupkg = ZipFile.OpenRead(package.Nupkg);
        var entries = nupkg.Entries.Select(static entry => entry.FullName)
            // The container's own parts.
            .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal);
        Assert.Equal(Content, entries);
    }

    [Fact]
    public void Manifest_is_that_of_a_development_dependency_without_dependencies()
    {
        using var nupkg = ZipFile.OpenRead(package.Nupkg);
        using var stream = nupkg.GetEntry("Aitbc.Analyzers.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.DoesNotContain(metadata.Descendants(), static element => element.Name.LocalName == "dependency");
        Assert.NotNull(Value("releaseNotes"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("README.md", Value("readme"));
    }

    [Fact]
    public void Stays_small() => Assert.InRange(new FileInfo(package.Nupkg).Length, 1, 10 * 1024 * 1024);
}
