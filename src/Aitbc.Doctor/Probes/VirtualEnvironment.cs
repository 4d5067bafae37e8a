using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Probes;

/// <summary>
/// The packages of a virtual environment as its folders name them, which is what <c>importlib.metadata</c> reads; nothing of it
/// is run.
/// </summary>
public sealed partial class VirtualEnvironment
{
    private const int MostEntries = 20_000;

    private static readonly string[] Names = [".venv", "venv", "env"];

    private readonly Dictionary<string, PythonVersion?> _packages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _modules = new(StringComparer.Ordinal);

    private VirtualEnvironment(string path, bool seesSystem) => (Path, SeesSystem) = (path, seesSystem);

    /// <summary>Where it is: relative to the repository, or as <c>VIRTUAL_ENV</c> names it.</summary>
    public string Path { get; }

    /// <summary>The machine's own packages are visible too, so that what is missing here may be there.</summary>
    public bool SeesSystem { get; }

    /// <summary>Its packages; a version is null where the name tells none.</summary>
    public IReadOnlyDictionary<string, PythonVersion?> Packages => _packages;

    /// <summary>
    /// The environment of a project: beside its manifest, then in the root; for the root the active one (<c>VIRTUAL_ENV</c>) too.
    /// Null where there is none; what cannot be read is said as Unknown.
    /// </summary>
    public static VirtualEnvironment? Find(CheckContext context, string folder, Findings findings)
    {
        foreach (var place in new[] { folder, "" }.Distinct(StringComparer.Ordinal))
        {
            foreach (var name in Names)
            {
                var path = place.Length == 0 ? name : $"{place}/{name}";
                if (Open(System.IO.Path.Combine(context.Files.Root, path), path, mayBeLink: false, findings) is { } found)
                    return found;
            }
        }

        return folder.Length == 0 && context.Environment.GetValueOrDefault("VIRTUAL_ENV") is { Length: > 0 } active && System.IO.Path.IsPathFullyQualified(active)
            ? Open(active, active, mayBeLink: true, findings)
            : null;
    }

    /// <summary>A module or package of that name can be imported from it.</summary>
    public bool HasModule(string name) => _modules.Contains(name);

    private static VirtualEnvironment? Open(string full, string shown, bool mayBeLink, Findings findings)
    {
        try
        {
            var folder = new DirectoryInfo(full);
            // A link may lead out of the repository; only the user may name such a place.
            if (!folder.Exists || (folder.LinkTarget is not null && !mayBeLink) || new FileInfo(System.IO.Path.Combine(full, "pyvenv.cfg")) is not { Exists: true, Length: < 65_536 } configuration)
                return null;

            var seesSystem = File.ReadLines(configuration.FullName).Any(static line => SystemPackages().IsMatch(line));
            var environment = new VirtualEnvironment(shown, seesSystem);
            foreach (var packages in Sites(full).Where(Directory.Exists))
                environment.Read(packages);
            return environment;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Unknown($"the virtual environment could not be read ({exception.GetType().Name})", mayBeLink ? null : new Location(shown));
            return null;
        }
    }

    private static IEnumerable<string> Sites(string full)
    {
        yield return System.IO.Path.Combine(full, "Lib", "site-packages");
        var lib = System.IO.Path.Combine(full, "lib");
        if (!Directory.Exists(lib))
            yield break;
        foreach (var version in Directory.EnumerateDirectories(lib, "python3*").Order(StringComparer.Ordinal))
            yield return System.IO.Path.Combine(version, "site-packages");
    }

    private void Read(string packages)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(packages).Take(MostEntries))
        {
            var name = System.IO.Path.GetFileName(path);
            if (Metadata().Match(name) is { Success: true } match)
                _packages[PythonManifest.Normalize(match.Groups["name"].Value)] = PythonVersion.Parse(match.Groups["version"].Value);
            else
                _modules.Add(name.Split('.')[0]);
        }
    }

    // starlette-0.37.2.dist-info; x-1.0-py3.13.egg-info
    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9._]*?)(?:-(?<version>[^-]+))?(?:-py3[\d.]*)?\.(?:dist-info|egg-info|egg-link)$", RegexOptions.CultureInvariant)]
    private static partial Regex Metadata();

    [GeneratedRegex(@"^\s*include-system-site-packages\s*=\s*true", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SystemPackages();
}
