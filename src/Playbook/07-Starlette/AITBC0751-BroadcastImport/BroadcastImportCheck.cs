namespace Aitbc.Doctor.Starlette;

/// <summary>Playbook 7: no released Starlette has <c>starlette.broadcast</c>, whatever is pinned.</summary>
public sealed class BroadcastImportCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0751", "Code imports starlette.broadcast, which no Starlette has", HelpLink.AITBC0751)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Publish and subscribe through redis.asyncio, or the package broadcaster, instead of starlette.broadcast; a pin of Starlette alone does not bring it back."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        if (context.Files.Match("**/starlette/broadcast.py").FirstOrDefault() is { } own)
            return context.NotApplicable($"the repository brings its own {own.Path}");

        var findings = context.Findings();
        var facts = await BroadcastImports.ReadAsync(context).ConfigureAwait(false);
        if (facts.Problem is { } problem)
            return context.Unknown(problem);

        facts.SayUnread(findings);
        foreach (var fact in facts.All)
        {
            var seen = new[] { ("imports", fact.Text("names")) };
            switch (fact.Text("how"))
            {
                case "open":
                    findings.Fail($"{(fact.Is("lazy") ? "The call that gets here" : "Importing this module")} ends in ImportError: no released Starlette has starlette.broadcast, whatever version is pinned", fact.At, seen);
                    break;
                case "dropped":
                    findings.Fail("The guarded import of starlette.broadcast always fails, since no released Starlette has it: broadcast silently stays inside this process, and other nodes hear nothing", fact.At, seen);
                    break;
                case "fallback":
                    findings.Warn("The fallback starlette.broadcast is in no released Starlette: where the first import fails, so does this one", fact.At, seen);
                    break;
                default:
                    break; // Another implementation takes its place.
            }
        }

        return findings.Result("no import of starlette.broadcast without a replacement");
    }
}
