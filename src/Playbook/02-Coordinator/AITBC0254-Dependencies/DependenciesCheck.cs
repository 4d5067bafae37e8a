using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Coordinator;

/// <summary>Playbook 2: what the code imports is declared, and what is declared is installed in the virtual environment on disk.</summary>
public sealed class DependenciesCheck : Check
{
    private static readonly HashSet<string> Aside = new(StringComparer.Ordinal)
    {
        "test", "tests", "testing", "example", "examples", "doc", "docs", "dev", "script", "scripts", "tools", "benchmark", "benchmarks", "legacy", "archive", "workspace",
    };

    private static readonly string[] Prefixes = ["test_", "demo_", "example_"];

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0254", "Dependency is imported and not declared, or declared and not installed", HelpLink.AITBC0254)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Declare it where the project declares the others, and install."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var projects = await PythonProject.ReadAllAsync(context, findings).ConfigureAwait(false);
        if (projects.Count == 0)
            return findings.Count > 0 ? findings.Result("no declaration that could be read") : context.NotApplicable("nothing declares Python dependencies");

        var local = LocalModules(context.Files);
        var candidates = new List<(RepositoryFile File, PythonProject Project)>();
        foreach (var file in context.Files.All.Where(IsService))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            // Cheap: only files that speak of a module nobody declares are parsed.
            if (PythonProject.Of(projects, file) is { IsKnown: true } project && ImportLines.Modules(context.Files.Read(file).Bytes).Any(module => IsUndeclared(project, local, module)))
                candidates.Add((file, project));
        }

        foreach (var project in projects.Where(static project => project.Environment is not null))
            LookAtInstalled(findings, project);
        if (candidates.Count > 0)
        {
            var facts = await context.Python.FactsAsync(Info.Id, [.. candidates.Select(static candidate => candidate.File)], context.Cancellation).ConfigureAwait(false);
            if (facts.Problem is { } problem)
                findings.Unknown(problem);
            facts.SayUnread(findings);
            var of = candidates.ToDictionary(static candidate => candidate.File, static candidate => candidate.Project);
            foreach (var group in facts.All.Where(fact => IsUndeclared(of[fact.File], local, Top(fact))).GroupBy(fact => (Project: of[fact.File], Module: Top(fact))))
                SayImported(context.Files, findings, group.Key.Project, group.Key.Module, [.. group]);
        }

        return findings.Result($"{projects.Count} Python projects, {projects.Count(static project => project.Environment is not null)} with a virtual environment");
    }

    private static string Top(PythonFact fact) => fact.Text("module").Split('.')[0];

    private static bool IsService(RepositoryFile file) =>
        file.Name.EndsWith(".py", StringComparison.Ordinal) && !file.IsLink && file.Name is not ("setup.py" or "conftest.py")
        && !Prefixes.Any(prefix => file.Name.StartsWith(prefix, StringComparison.Ordinal)) && !file.Name.EndsWith("_test.py", StringComparison.Ordinal)
        && !file.Folder.Split('/').Any(Aside.Contains);

    private static bool IsUndeclared(PythonProject project, HashSet<string> local, string module) =>
        !ImportNames.IsStandard(module) && !local.Contains(module) && !project.Declares(module);

    private static void SayImported(FileSnapshot files, Findings findings, PythonProject project, string module, List<PythonFact> facts)
    {
        var first = facts.OrderBy(static fact => fact.Is("lazy")).First();
        var package = ImportNames.Distribution(first.Text("module"));
        var others = facts.Select(static fact => fact.File.Path).Distinct(StringComparer.Ordinal).Count() - 1;
        var seen = new List<(string, string)> { ("declared in", project.DeclaredIn) };
        if (others > 0)
            seen.Add(("also in", $"{others} more files"));
        var next = new Remedy($"Declare {package} in {project.DeclaredIn} and install it.");
        if (project.Environment is { } environment && environment.HasModule(module))
            findings.Warn($"'{module}' is imported and not declared by the project: it is in {environment.Path} today, and a fresh installation does not bring it", first.At, seen, next);
        else if (project.Environment is { SeesSystem: false } missing && !first.Is("lazy"))
            findings.Fail($"'{module}' is imported, not declared by the project, and not installed in {missing.Path}: this module ends in ModuleNotFoundError", first.At, seen, next);
        else if (project.IsLocked(files, package))
            findings.Warn($"'{module}' is imported and not declared by the project: it comes only as the dependency of another package, which may drop it", first.At, seen, next);
        else if (first.Is("lazy"))
            findings.Warn($"'{module}' is imported and not declared by the project: where nothing else brings it, the call that gets here ends in ModuleNotFoundError", first.At, seen, next);
        else
            findings.Fail($"'{module}' is imported and not declared by the project: in a fresh installation this module ends in ModuleNotFoundError", first.At, seen, next);
    }

    private static void LookAtInstalled(Findings findings, PythonProject project)
    {
        var environment = project.Environment!;
        var next = new Remedy("Install what the project declares into the virtual environment.");
        foreach (var requirement in project.Own.Where(static requirement => requirement.IsAlways))
        {
            if (!environment.Packages.TryGetValue(requirement.Name, out var installed))
            {
                if (!environment.SeesSystem)
                    Say($"'{requirement.Text}' is declared, and {environment.Path} has no {requirement.Name}", requirement.At, []);
            }
            else if (installed is not null && requirement.Versions?.Contains(installed) == false)
            {
                Say($"'{requirement.Text}' is declared, and {environment.Path} has another version of {requirement.Name}", requirement.At, [("installed", string.Join('.', installed.Release))]);
            }
        }

        void Say(string message, Location at, (string, string)[] seen)
        {
            // The environment of the root may be none that this project runs in.
            if (project.OwnsEnvironment)
                findings.Fail(message, at, seen, next);
            else
                findings.Warn(message, at, seen, next);
        }
    }

    /// <summary>Names that some folder or module of the repository has: whoever imports one may mean it.</summary>
    private static HashSet<string> LocalModules(FileSnapshot files)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.IncludingIgnored.Where(static file => file.Name.EndsWith(".py", StringComparison.Ordinal) || file.Name.EndsWith(".pyi", StringComparison.Ordinal) || file.Name.EndsWith(".so", StringComparison.Ordinal) || file.Name.EndsWith(".rs", StringComparison.Ordinal)))
        {
            names.Add(file.Name.Split('.')[0]);
            names.UnionWith(file.Folder.Split('/'));
        }

        return names;
    }
}
