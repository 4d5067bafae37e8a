using Aitbc.Doctor.Probes;
using Aitbc.Doctor.Redis;

namespace Aitbc.Doctor.Coordinator;

/// <summary>Playbook 2: <c>REDIS_URL</c> is set and valid where broadcast is used. Whether Redis answers is AITBC0651's question.</summary>
public sealed class BroadcastUrlCheck : Check
{
    private static readonly HashSet<string> Switched = new(StringComparer.OrdinalIgnoreCase) { "broadcast", "redis" };

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0256", "Broadcast has no valid Redis URL", HelpLink.AITBC0256)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Set it to redis://host:port/db of the Redis that all agents use, or switch broadcast off."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var facts = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        if (facts.Problem is { } problem)
            return context.Unknown(problem);

        facts.SayUnread(findings);
        var settings = Settings.ReadAll(context, findings);
        var broadcast = SwitchedOn(context, settings, facts);
        if (broadcast is null && !settings.Exists(static setting => IsUrl(setting.Name)))
            return findings.Count > 0 ? findings.Result("broadcast is not switched on in what could be read") : context.NotApplicable("broadcast is not switched on, and nothing sets a Redis URL");

        foreach (var setting in settings.Where(static setting => IsUrl(setting.Name) && setting.IsPlain))
            Validate(findings, broadcast, setting);
        var given = context.Environment.Where(static pair => IsUrl(pair.Key)).ToList();
        foreach (var (name, value) in given)
        {
            if (RedisUrl.Parse(value).Problem is { } wrong)
                findings.Fail($"The environment's {name} {wrong}: broadcast cannot connect", seen: [("value from", "environment"), (name, value)]);
        }

        if (broadcast is not null)
            LookAtReads(findings, broadcast, facts, settings, [.. given.Select(static pair => pair.Key)]);
        var from = Winner(context, settings, facts);
        return findings.Result(broadcast is null ? "broadcast is not switched on" : $"broadcast is switched on by {broadcast}{(from is null ? "" : $"; its Redis URL comes from {from}")}");
    }

    /// <summary>What switches broadcast on: the environment, then files, then what the code falls back to.</summary>
    private static string? SwitchedOn(CheckContext context, List<Setting> settings, PythonFacts facts)
    {
        foreach (var (name, value) in context.Environment)
        {
            if (IsSwitch(name))
                return Switched.Contains(value) ? $"{name} of the environment" : null;
        }

        return settings.Find(static setting => IsSwitch(setting.Name) && Switched.Contains(setting.Value)) is { } set ? $"{set.Name} in {set.At}"
            : facts.All.FirstOrDefault(static fact => fact.Text("kind") == "backend" && Switched.Contains(fact.Text("default"))) is { } fact ? $"the default of {fact.Text("name")} in {fact.At}"
            : null;
    }

    private static void Validate(Findings findings, string? broadcast, Setting setting)
    {
        if (RedisUrl.Parse(setting.Value).Problem is not { } wrong)
            return;
        // An empty value in a template waits for its reader.
        if (setting.Value.Length == 0 && (broadcast is null || setting.Source == SettingSource.EnvTemplate))
            return;
        var seen = new[] { ("value", setting.Value) };
        if (broadcast is not null && setting.Source != SettingSource.EnvTemplate)
            findings.Fail($"{setting.Name} {wrong}: broadcast is switched on and cannot connect", setting.At, seen);
        else
            findings.Warn($"{setting.Name} {wrong}: whoever connects by it cannot", setting.At, seen);
    }

    private static void LookAtReads(Findings findings, string broadcast, PythonFacts facts, List<Setting> settings, List<string> given)
    {
        foreach (var fact in facts.All.Where(static fact => fact.Text("kind") == "url"))
        {
            var name = fact.Text("name");
            if (given.Contains(name, StringComparer.OrdinalIgnoreCase) || settings.Exists(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase) && setting.Value.Length > 0))
                continue;
            if (fact.Text("default") is { Length: > 0 } value)
            {
                if (RedisUrl.Parse(value).Problem is { } wrong && value != "memory://")
                    findings.Fail($"The default of {name} {wrong}: broadcast is switched on and cannot connect", fact.At, [("value", value)]);
            }
            else if (fact.Is("required") || (IsOfBroadcast(name) && fact.Is("none")))
            {
                findings.Fail($"Nothing sets {name}, and it has no default, while broadcast is switched on by {broadcast}: it cannot connect", fact.At);
            }
        }
    }

    /// <summary>Where the address comes from: environment, <c>.env</c>, unit, default.</summary>
    private static string? Winner(CheckContext context, List<Setting> settings, PythonFacts facts) =>
        context.Environment.Keys.Where(IsUrl).Select(static name => $"{name} of the environment").FirstOrDefault()
        ?? settings.Where(static setting => IsUrl(setting.Name) && setting.Value.Length > 0).OrderBy(static setting => setting.Source == SettingSource.EnvTemplate).ThenBy(static setting => IsOfBroadcast(setting.Name) ? 0 : 1).ThenBy(static setting => setting.Source)
            .Select(static setting => $"{setting.Name} in {setting.At}").FirstOrDefault()
        ?? facts.All.Where(static fact => fact.Text("kind") == "url" && fact.Text("default").Length > 0).OrderBy(static fact => IsOfBroadcast(fact.Text("name")) ? 0 : 1)
            .Select(static fact => $"the default of {fact.Text("name")} in {fact.At}").FirstOrDefault();

    private static bool IsUrl(string name) =>
        (name.EndsWith("REDIS_URL", StringComparison.OrdinalIgnoreCase) || name.EndsWith("BROADCAST_URL", StringComparison.OrdinalIgnoreCase)) && !name.Contains("TEST", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfBroadcast(string name) => name.EndsWith("BROADCAST_URL", StringComparison.OrdinalIgnoreCase);

    private static bool IsSwitch(string name) =>
        name.EndsWith("GOSSIP_BACKEND", StringComparison.OrdinalIgnoreCase) || name.EndsWith("BROADCAST_BACKEND", StringComparison.OrdinalIgnoreCase);
}
