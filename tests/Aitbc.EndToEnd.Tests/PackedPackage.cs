namespace Aitbc.EndToEnd.Tests;

/// <summary>
/// The package, packed once for all tests under a version that no cache can hold, in a folder of its own.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    public const string Id = "Aitbc.Analyzers";

    /// <summary>Everything the tests write: packages, projects, package folder.</summary>
    public DirectoryInfo Work { get; } = Directory.CreateTempSubdirectory("aitbc-e2e-");

    public string Version { get; } = $"0.1.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    public string Feed => Path.Combine(Work.FullName, "feed");

    public string Nupkg => Path.Combine(Feed, $"{Id}.{Version}.nupkg");

    public async Task InitializeAsync()
    {
        // --no-build: the solution has just built it, and building it again here could race with that.
        var packed = await Dotnet.RunAsync(
            Path.Combine(Baked.RepositoryRoot, "src", "Aitbc.Analyzers.Package"), null,
            "pack", "--no-build", "--no-restore", "-c", Baked.Configuration, "-o", Feed, $"-p:PackageVersion={Version}");
        packed.AssertSucceeded();
    }

    public Task DisposeAsync()
    {
        Work.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>Test classes of this collection share the packed package and still run side by side with nothing else.</summary>
[CollectionDefinition(nameof(PackedPackage))]
public sealed class PackedPackageCollection : ICollectionFixture<PackedPackage>;
