namespace Aitbc.Doctor.Imports;

/// <summary>Playbook 1: a path put into <c>sys.path</c> that exists on one machine only.</summary>
public sealed class SysPathPollutionCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0156", "Absolute path is put into sys.path", HelpLink.AITBC0156)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Install the package (pip install -e) and import it by its name; where that cannot be, start from __file__: Path(__file__).resolve().parents[n] / \"src\"."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var facts = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        if (facts.Problem is { } problem)
            return context.Unknown(problem);

        facts.SayUnread(findings);
        foreach (var fact in facts.All)
        {
            var path = fact.Text("path");
            var seen = AbsolutePath.InRepository(context.Files, path) is { } here ? new[] { ("in this repository", here) } : [];
            if (AbsolutePath.IsPersonal(path))
                findings.Fail($"'{path}' is put into sys.path: it is in one user's home, and elsewhere the imports after it end in ModuleNotFoundError", fact.At, seen);
            else
                findings.Warn($"'{path}' is put into sys.path: where the checkout lies elsewhere, the imports after it fail, or another copy is imported", fact.At, seen);
        }

        return findings.Result("no absolute path is put into sys.path");
    }
}
