using System.Text;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Coordinator;

/// <summary>A folder that declares Python dependencies, with all that its declaration brings.</summary>
internal sealed class PythonProject
{
    private readonly string _folder;
    private readonly bool _isAlone;
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _asked = new(StringComparer.Ordinal);

    private PythonProject(string folder, IReadOnlyList<PythonManifest> manifests, VirtualEnvironment? environment, bool isAlone)
    {
        (_folder, Environment, _isAlone) = (folder, environment, isAlone);
        Own = [.. manifests.SelectMany(static manifest => manifest.Requirements)];
        DeclaredIn = manifests.OrderBy(static manifest => manifest.File.Name == "pyproject.toml" ? 0 : 1).ThenByDescending(static manifest => manifest.Requirements.Count).First().File.Path;
    }

    /// <summary>What its own files declare.</summary>
    public IReadOnlyList<PythonRequirement> Own { get; }

    /// <summary>The file that the reader would add to.</summary>
    public string DeclaredIn { get; }

    /// <summary>The virtual environment on disk, if there is one.</summary>
    public VirtualEnvironment? Environment { get; }

    /// <summary>The environment is the project's own: beside its declaration, or of the root's.</summary>
    public bool OwnsEnvironment => _folder.Length == 0 || Environment?.Path.StartsWith(_folder + "/", StringComparison.Ordinal) == true;

    /// <summary>It declares something; where only a program would know, nothing can be said.</summary>
    public bool IsKnown => Own.Count > 0;

    /// <summary>All projects of the repository.</summary>
    public static async Task<List<PythonProject>> ReadAllAsync(CheckContext context, Findings findings)
    {
        var manifests = PythonManifest.ReadAll(context, findings);
        // What a setup.py lists is read by the part of AITBC0752, which needs it too.
        var setups = await context.Python.FactsAsync("AITBC0752", context.Cancellation).ConfigureAwait(false);
        manifests.AddRange(setups.All.GroupBy(static fact => fact.File).Select(static group =>
            new PythonManifest(group.Key, null, [.. group.Select(static fact => PythonManifest.Parse(fact.Text("requirement"), fact.At)).OfType<PythonRequirement>()])));
        var folders = manifests.Where(static manifest => manifest.Requirements.Count > 0).GroupBy(static manifest => HomeOf(manifest.File), StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal).ToList();
        var units = context.Files.All.Where(static file => file.Name.EndsWith(".service", StringComparison.Ordinal)).Select(file => context.Files.Read(file).Text).ToList();
        var projects = folders.Select(group =>
        {
            var environment = VirtualEnvironment.Find(context, group.Key, findings);
            return new PythonProject(group.Key, [.. group], environment, IsAlone(group.Key, environment, units));
        }).ToList();
        var byName = manifests.Where(static manifest => manifest.Project is not null).ToLookup(static manifest => manifest.Project!, static manifest => HomeOf(manifest.File));
        foreach (var project in projects)
            project.Collect(projects, byName);
        return projects;
    }

    /// <summary>The nearest project around a file.</summary>
    public static PythonProject? Of(List<PythonProject> projects, RepositoryFile file) =>
        projects.Where(project => IsWithin(file.Folder, project._folder)).MaxBy(static project => project._folder.Length);

    /// <summary>The module comes from something declared: by its name, by a name that is known for it, or by one that holds it.</summary>
    public bool Declares(string module) => _asked.TryGetValue(module, out var known) ? known : _asked[module] = Look(module);

    /// <summary>A lock beside the project or above it holds the package.</summary>
    public bool IsLocked(FileSnapshot files, string package)
    {
        var needle = Encoding.UTF8.GetBytes($"name = \"{package}\"");
        for (var folder = _folder; ; folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "")
        {
            foreach (var file in PythonLock.In(files, folder))
            {
                if (files.Read(file).Bytes.AsSpan().IndexOf(needle) >= 0)
                    return true;
            }

            if (folder.Length == 0)
                return false;
        }
    }

    private bool Look(string module)
    {
        var name = PythonManifest.Normalize(module);
        return _declared.Contains(name)
            || ImportNames.Distributions(module).Any(_declared.Contains)
            || ImportNames.Bringers(name).Any(_declared.Contains)
            // python-foo, foo-python, foocore: close enough not to be spoken of.
            || (name.Length > 2 && _declared.Any(declared => declared.Contains(name, StringComparison.Ordinal) || (declared.Length > 3 && name.Contains(declared, StringComparison.Ordinal))));
    }

    private static string HomeOf(RepositoryFile file) =>
        Folders.NameOf(file.Folder) == "requirements" ? file.Folder[..^"requirements".Length].TrimEnd('/') : file.Folder;

    /// <summary>It has an environment of its own, on disk or in the unit that runs it: what the projects around it declare is not there.</summary>
    private static bool IsAlone(string folder, VirtualEnvironment? environment, List<string> units) =>
        folder.Length > 0
        && (environment?.Path.StartsWith(folder + "/", StringComparison.Ordinal) == true
            || units.Exists(unit => unit.Contains($"/{folder}/.venv/bin/", StringComparison.Ordinal) || unit.Contains($"/{folder}/venv/bin/", StringComparison.Ordinal)));

    private static bool IsWithin(string folder, string outer) =>
        outer.Length == 0 || folder == outer || folder.StartsWith(outer + "/", StringComparison.Ordinal);

    /// <summary>What it declares, what the projects around it do (one environment serves a workspace), and what the path dependencies of all of them do.</summary>
    private void Collect(List<PythonProject> projects, ILookup<string, string> byName)
    {
        var open = new Stack<PythonProject>(projects.Where(project => project == this || (!_isAlone && IsWithin(_folder, project._folder))));
        var seen = new HashSet<PythonProject>();
        while (open.TryPop(out var project))
        {
            if (!seen.Add(project))
                continue;
            _declared.UnionWith(project.Own.Select(static requirement => requirement.Name));
            foreach (var folder in project.Own.SelectMany(requirement => byName[requirement.Name]))
            {
                if (projects.Find(other => other._folder == folder) is { } brought)
                    open.Push(brought);
            }
        }
    }
}
