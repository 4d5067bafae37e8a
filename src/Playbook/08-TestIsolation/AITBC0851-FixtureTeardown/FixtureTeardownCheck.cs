namespace Aitbc.Doctor.TestIsolation;

/// <summary>Playbook 8: a pytest fixture that makes a resource and never gives it back.</summary>
public sealed class FixtureTeardownCheck : Check
{
    private static readonly HashSet<string> Wide = new(StringComparer.Ordinal) { "session", "package", "module", "class" };

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0851", "Fixture makes a resource and has no teardown", HelpLink.AITBC0851)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Yield the resource and give it back after the yield, or use a with statement around the yield."),
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
            var wide = Wide.Contains(fact.Text("scope"));
            var how = fact.Is("yields") ? "does nothing after its yield" : "returns it";
            var message = $"Fixture '{fact.Text("fixture")}' makes a {fact.Text("kind")} and {how}, so nothing gives it back"
                + (wide ? $", and scope \"{fact.Text("scope")}\" hands one to many tests" : "");
            var next = wide ? new Remedy("Yield the resource, give it back after the yield, and let the fixture have function scope.") : null;
            if (fact.Is("started"))
                findings.Fail($"{message}: it runs on beside the tests that follow", fact.At, [("made by", fact.Text("made"))], next);
            else
                findings.Warn(message, fact.At, [("made by", fact.Text("made"))], next);
        }

        return findings.Result("fixtures give back what they make");
    }
}
