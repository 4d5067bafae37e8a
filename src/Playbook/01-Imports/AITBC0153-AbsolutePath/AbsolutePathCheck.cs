using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Imports;

/// <summary>Playbook 1: absolute paths in command modules and packages.</summary>
public sealed class AbsolutePathCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0153", "Absolute path in a command module or package", HelpLink.AITBC0153)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Start from the package (importlib.resources, Path(__file__)), from the user (Path.home()) or from a setting with a default."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var facts = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        if (facts.Problem is { } problem)
            return context.Unknown(problem);

        facts.SayUnread(findings);
        foreach (var fact in facts.All.Where(fact => IsPackage(context.Files, fact.File)))
        {
            var path = fact.Text("path");
            var what = fact.Text("how") == "default" ? "is the default of a parameter" : "stands in a module that is installed with its package";
            var seen = AbsolutePath.InRepository(context.Files, path) is { } here ? new[] { ("in this repository", here) } : [];
            if (AbsolutePath.IsPersonal(path))
                findings.Fail($"'{path}' {what}: it is in one user's home, and nobody else has it", fact.At, seen);
            else
                findings.Warn($"'{path}' {what}: it is there only where a deployment has made it", fact.At, seen);
        }

        return findings.Result("no absolute path in command modules and packages");
    }

    /// <summary>A package's module, or one in a folder of commands.</summary>
    private static bool IsPackage(FileSnapshot files, RepositoryFile file) =>
        files.Find(file.Folder.Length == 0 ? "__init__.py" : $"{file.Folder}/__init__.py") is not null
        || file.Path.StartsWith("cli/", StringComparison.Ordinal)
        || Folders.NameOf(file.Folder) is "commands" or "cli";
}
