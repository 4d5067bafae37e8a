using System.Globalization;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Ports;

/// <summary>Playbook 9: tests that listen at a fixed port, and two configurations that want the same one.</summary>
public sealed class FixedPortsCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0953", "Port is fixed in a test or wanted twice", HelpLink.AITBC0953)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Bind port 0 and read back the port that was given."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var facts = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        // Units and compose files are read all the same.
        if (facts.Problem is { } problem)
            findings.Unknown(problem);

        facts.SayUnread(findings);
        foreach (var fact in facts.All.Where(static fact => fact.Is("test")))
        {
            findings.Warn(
                string.Create(CultureInfo.InvariantCulture, $"This test listens at the fixed port {fact.Number("port")}: it fails where a service or another run already has it"),
                fact.At,
                [("by", fact.Text("how"))]);
        }

        var claims = PortClaims.Read(context, findings);
        claims.AddRange(facts.All.Where(static fact => !fact.Is("test")).Select(static fact => new PortClaim(fact.Number("port"), PortClaims.Owner(fact.File), PortSource.Code, "", fact.At)));
        foreach (var group in claims.GroupBy(static claim => (claim.Port, claim.Network)).OrderBy(static group => group.Key.Port))
            Compare(findings, group.Key.Port, [.. group.OrderBy(static claim => claim.At.Path, StringComparer.Ordinal).ThenBy(static claim => claim.At.Line)]);
        return findings.Result(string.Create(CultureInfo.InvariantCulture, $"{claims.Count} ports of services"));
    }

    private static void Compare(Findings findings, int port, List<PortClaim> claims)
    {
        // What the code falls back to counts only against what a deployment sets.
        var set = claims.FindAll(static claim => claim.Source != PortSource.Code);
        if (set.Count == 0)
            return;

        var owners = new List<PortClaim>();
        foreach (var claim in set.Concat(claims))
        {
            if (!owners.Exists(owner => PortClaims.AreOne(owner.Owner, claim.Owner)))
                owners.Add(claim);
        }

        if (owners.Count < 2)
            return;

        var message = string.Create(CultureInfo.InvariantCulture, $"Port {port} is wanted by {string.Join(" and by ", owners.Select(static owner => owner.Owner))}: whichever starts second ends in 'address already in use'");
        var seen = owners.Skip(1).Select(static owner => ("also", $"{owner.Owner}, {owner.At}")).ToList();
        var next = new Remedy("Give one of them another port, and correct what calls it there.");
        if (owners.TrueForAll(static owner => owner.Source is PortSource.Set))
            findings.Fail(message, owners[0].At, seen, next);
        else
            findings.Warn(message, owners[0].At, seen, next);
    }
}
