using System.Text.Json;
using Tomlyn.Model;

namespace Aitbc.Doctor.Probes;

/// <summary>Which version of a package a lock file holds: poetry.lock, uv.lock, pdm.lock, Pipfile.lock.</summary>
public static class PythonLock
{
    /// <summary>The lock files of a folder.</summary>
    public static IEnumerable<RepositoryFile> In(FileSnapshot files, string folder) =>
        new[] { "poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock" }
            .Select(name => files.Find(folder.Length == 0 ? name : $"{folder}/{name}")).OfType<RepositoryFile>().Where(static file => !file.IsIgnored);

    /// <summary>The locked versions of a package (several where platforms differ), each with its place; what cannot be read is said as Unknown.</summary>
    public static IEnumerable<(PythonVersion Version, Location At)> Find(FileSnapshot files, RepositoryFile file, string name, Findings findings) =>
        file.Name.StartsWith("Pipfile", StringComparison.Ordinal) ? InJson(files, file, name, findings) : InToml(files, file, name, findings);

    private static IEnumerable<(PythonVersion, Location)> InToml(FileSnapshot files, RepositoryFile file, string name, Findings findings)
    {
        if (Toml.Read(files, file, findings) is not { } toml || toml.Get("package") is not TomlTableArray packages)
            yield break;

        foreach (var package in packages)
        {
            if (package.Value("name") is string its && PythonManifest.Normalize(its) == name
                && package.Value("version") is string text && PythonVersion.Parse(text) is { } version)
                yield return (version, toml.At(package, "version"));
        }
    }

    private static IEnumerable<(PythonVersion, Location)> InJson(FileSnapshot files, RepositoryFile file, string name, Findings findings)
    {
        if (!files.TryReadText(file, findings, out var content))
            yield break;

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(content.Text);
        }
        catch (JsonException exception)
        {
            findings.Unknown("is no valid JSON", file.At((int)(exception.LineNumber ?? -1) + 1));
            yield break;
        }

        using (document)
        {
            foreach (var group in new[] { "default", "develop" })
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(group, out var packages) || packages.ValueKind != JsonValueKind.Object)
                    continue;
                foreach (var package in packages.EnumerateObject())
                {
                    if (PythonManifest.Normalize(package.Name) == name && package.Value.ValueKind == JsonValueKind.Object
                        && package.Value.TryGetProperty("version", out var text) && text.ValueKind == JsonValueKind.String
                        && PythonVersion.Parse(text.GetString()!.TrimStart('=')) is { } version)
                    {
                        var line = content.Lines.ToList().FindIndex(candidate => candidate.Contains($"\"{package.Name}\":", StringComparison.Ordinal));
                        yield return (version, file.At(line + 1));
                    }
                }
            }
        }
    }
}
