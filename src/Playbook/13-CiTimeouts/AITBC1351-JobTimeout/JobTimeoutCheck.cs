using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.CiTimeouts;

/// <summary>Playbook 13: a job that hangs holds its runner for the forge's six hours unless the workflow says less.</summary>
public sealed class JobTimeoutCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1351", "Workflow job has no time limit", HelpLink.AITBC1351)
    {
        Class = CheckClass.Static,
        Remedy = new Remedy("Add timeout-minutes to the job: twice what its slowest good run takes."),
    };

    /// <inheritdoc/>
    public override Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var (files, jobs) = Workflows.Read(context, findings);
        if (files == 0)
            return Task.FromResult(context.NotApplicable("no workflow in .github, .gitea or .forgejo"));

        foreach (var job in jobs)
        {
            if (job.CallsWorkflow || job.Body.Get("timeout-minutes") is not null || EveryStepHasALimit(job))
                continue;

            findings.Warn($"Job '{job.Name}' has no timeout-minutes: if it hangs, it holds its runner until the forge's own limit (six hours by default)", job.File.At(job.Key));
        }

        return Task.FromResult(findings.Result($"{jobs.Count} jobs in {files} workflows"));
    }

    private static bool EveryStepHasALimit(WorkflowJob job) =>
        job.Steps.Any() && job.Steps.All(static step => step.Get("timeout-minutes") is not null);
}
