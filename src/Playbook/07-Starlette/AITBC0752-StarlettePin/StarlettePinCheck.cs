using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Starlette;

/// <summary>Playbook 7: Starlette is pinned below 0.38 where <c>starlette.broadcast</c> is imported. The pin alone does not bring it back.</summary>
public sealed class StarlettePinCheck : Check
{
    private const string Package = "starlette";

    private static readonly PythonVersion Limit = PythonVersion.Of(0, 38);

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0752", "Starlette is not pinned below 0.38 where its broadcast is imported", HelpLink.AITBC0752)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        After = ["AITBC0751"],
        Remedy = new Remedy("Replace the import (AITBC0751), which no version fulfils; until then pin starlette>=0.37.2,<0.38 as the playbook says, and lock again."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        if (context.Files.Match("**/starlette/broadcast.py").FirstOrDefault() is { } own)
            return context.NotApplicable($"the repository brings its own {own.Path}");

        var findings = context.Findings();
        var imports = await BroadcastImports.ReadAsync(context).ConfigureAwait(false);
        var setups = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        if (imports.Problem is { } problem)
            return context.Unknown(problem);

        imports.SayUnread(findings);
        var needing = imports.All.Where(static fact => fact.Text("how") != "replaced").ToList();
        if (needing.Count == 0)
            return findings.Count > 0 ? findings.Result("nothing that could be read imports starlette.broadcast") : context.NotApplicable("nothing imports starlette.broadcast, so Starlette needs no pin");

        var manifests = PythonManifest.ReadAll(context, findings);
        manifests.AddRange(setups.All.GroupBy(static fact => fact.File).Select(static group =>
            new PythonManifest(group.Key, null, [.. group.Select(static fact => PythonManifest.Parse(fact.Text("requirement"), fact.At)).OfType<PythonRequirement>()])));

        var pinned = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var group in needing.GroupBy(fact => Home(fact.File.Folder, manifests)))
            Look(context.Files, findings, group.Key, [.. group], manifests, pinned);

        return findings.Result(pinned.Count == 0
            ? "no pin of Starlette below 0.38"
            : $"Starlette is pinned below 0.38 in {string.Join(", ", pinned)}; the pin alone does not bring starlette.broadcast back (AITBC0751)");
    }

    /// <summary>One project that imports it.</summary>
    private static void Look(FileSnapshot files, Findings findings, string? home, List<PythonFact> imports, List<PythonManifest> manifests, SortedSet<string> pinned)
    {
        var needs = ("imported in", string.Join(", ", imports.Select(static fact => fact.At.ToString()).Distinct(StringComparer.Ordinal)));
        // A workspace may pin for its projects: the nearest folder that names Starlette decides.
        var declared = home is null ? [] : Upwards(home)
            .Select(folder => manifests.Where(manifest => manifest.File.Folder == folder).SelectMany(static manifest => manifest.Requirements).Where(static requirement => requirement.Name == Package).ToList())
            .FirstOrDefault(static found => found.Count > 0) ?? [];
        if (declared.Count == 0)
        {
            var at = manifests.FirstOrDefault(manifest => manifest.File.Folder == home)?.File.At() ?? imports[0].At;
            findings.Warn("This project imports starlette.broadcast and does not pin starlette<0.38, as the playbook asks; the pin alone does not bring it back, no release has it", at, [needs]);
        }

        foreach (var requirement in declared)
        {
            if (requirement.Versions is not { } versions)
                findings.Unknown($"which versions '{requirement.Text}' admits could not be told", requirement.At);
            else if (versions.AdmitsFrom(Limit))
                findings.Warn($"'{requirement.Text}' admits Starlette 0.38 and later, while the project imports starlette.broadcast and the playbook asks for <0.38; the pin alone does not bring it back, no release has it", requirement.At, [needs]);
            else
                pinned.Add(requirement.At.ToString());
        }

        if (home is null || Upwards(home).Select(folder => PythonLock.In(files, folder).ToList()).FirstOrDefault(static found => found.Count > 0) is not { } locks)
            return;
        foreach (var (version, at) in locks.SelectMany(file => PythonLock.Find(files, file, Package, findings)))
        {
            if (version.CompareTo(Limit) >= 0)
                findings.Warn("The lock holds Starlette 0.38 or later, while the project imports starlette.broadcast and the playbook asks for <0.38; the pin alone does not bring it back, no release has it", at, [needs]);
        }
    }

    /// <summary>The nearest folder with a manifest.</summary>
    private static string? Home(string folder, List<PythonManifest> manifests) =>
        Upwards(folder).FirstOrDefault(candidate => manifests.Exists(manifest => manifest.File.Folder == candidate));

    private static IEnumerable<string> Upwards(string folder)
    {
        for (; folder.Length > 0; folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "")
            yield return folder;
        yield return "";
    }
}
