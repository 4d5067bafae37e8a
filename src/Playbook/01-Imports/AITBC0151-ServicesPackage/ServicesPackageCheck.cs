using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Imports;

/// <summary>Playbook 1: the coordinator's <c>services</c> is a package.</summary>
public sealed class ServicesPackageCheck : Check
{
    private const string Initializer = "/__init__.py";

    /// <summary>March has <c>src/app/services</c>, later trees <c>src/coordinator_api/services</c>.</summary>
    private static readonly Glob Coordinator = new("apps/coordinator-api/src/*/services");

    private static readonly Glob Any = new("apps/*/src/*/services");

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0151", "services is not a package", HelpLink.AITBC0151)
    {
        Class = CheckClass.Static,
        Remedy = new Remedy("Create __init__.py in the folder (it may be empty) and commit it."),
    };

    /// <inheritdoc/>
    public override Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var folders = context.Files.All
            .Where(static file => file.Name.EndsWith(".py", StringComparison.Ordinal))
            .SelectMany(static file => Upwards(file.Folder))
            .Where(Any.IsMatch)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var obstacle in context.Files.Obstacles.Where(static obstacle => obstacle.Location?.Path.StartsWith("apps/", StringComparison.Ordinal) == true))
            findings.Unknown(obstacle.Message, obstacle.Location);
        if (folders.Count == 0 && findings.Count == 0)
            return Task.FromResult(context.NotApplicable("no services folder under apps/*/src/*"));

        foreach (var folder in folders)
            Look(context.Files, findings, folder);
        return Task.FromResult(findings.Result($"__init__.py in {folders.Count} services folders"));
    }

    private static void Look(FileSnapshot files, Findings findings, string folder)
    {
        if (files.Find(folder + Initializer) is { } file)
        {
            if (file.IsIgnored)
                findings.Warn($"Git ignores {folder}{Initializer}: services is a package here, and in no fresh clone", file.At(), next: new Remedy("Add it all the same.", $"git add --force {folder}{Initializer}"));
            else
                files.TryReadText(file, findings, out _);
        }
        else if (Coordinator.IsMatch(folder))
        {
            findings.Fail("The coordinator's services is not a package, since it has no __init__.py: tools that look for packages leave it out, and the CLI's imports of services end in ModuleNotFoundError", new Location(folder));
        }
        else
        {
            findings.Warn("This services folder has no __init__.py: it is imported only as a namespace, and tools that look for packages leave it out", new Location(folder));
        }
    }

    private static IEnumerable<string> Upwards(string folder)
    {
        for (; folder.Length > 0; folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "")
            yield return folder;
    }
}
