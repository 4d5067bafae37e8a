using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aitbc.Doctor.Reporting;

/// <summary>SARIF 2.1.0: findings are results, what could not be looked at are notifications of the tool.</summary>
internal static class SarifReporter
{
    private const string Root = "ROOT";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(RunReport report, TextWriter output)
    {
        var outcomes = report.Selected.ToList();
        var index = outcomes.Select(static (outcome, i) => (outcome.Info.Id, i)).ToDictionary(static pair => pair.Id, static pair => pair.i, StringComparer.Ordinal);
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = Driver(outcomes) },
            ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["uri"] = FolderUri(report.Root) } },
            ["columnKind"] = "utf16CodeUnits",
            ["invocations"] = new JsonArray(new JsonObject
            {
                ["executionSuccessful"] = !report.Cancelled,
                ["exitCode"] = report.ExitCode,
                ["toolExecutionNotifications"] = new JsonArray([.. report.Obstacles.Select(obstacle => Notification(obstacle, index))]),
            }),
            ["results"] = new JsonArray([.. outcomes.SelectMany(outcome => outcome.Result.Findings
                .Where(static finding => finding.Status is Status.Fail or Status.Warn)
                .Select(finding => Result(outcome, finding, index[outcome.Info.Id], report)))]),
        };
        var log = new JsonObject
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        };
        output.Write(log.ToJsonString(Options) + "\n");
    }

    private static JsonObject Driver(IEnumerable<CheckOutcome> outcomes) => new()
    {
        ["name"] = "aitbc-doctor",
        ["semanticVersion"] = Reporter.Version,
        ["rules"] = new JsonArray([.. outcomes.Select(static outcome => Rule(outcome.Info))]),
    };

    private static JsonObject Rule(CheckInfo info)
    {
        var rule = new JsonObject
        {
            ["id"] = info.Id,
            ["shortDescription"] = Text(info.Title + "."),
            ["help"] = Text(info.Remedy.Text),
        };
        if (info.HelpLink.Length > 0)
            rule["helpUri"] = info.HelpLink;
        if (Section.Find(info.Section) is { } section)
            rule["fullDescription"] = Text($"Playbook {section.Number}, {section.Title}: {section.Symptom}");
        return rule;
    }

    private static JsonObject Result(CheckOutcome outcome, Finding finding, int ruleIndex, RunReport report)
    {
        var blocked = report.BlockedUnder(outcome.Info.Id).Select(static other => other.Info.Id).ToList();
        var result = new JsonObject
        {
            ["ruleId"] = outcome.Info.Id,
            ["ruleIndex"] = ruleIndex,
            ["level"] = finding.Status == Status.Fail || report.Strict ? "error" : "warning",
            ["message"] = Text($"{finding.Message}. {Reporter.NextStep(finding)}"),
            ["partialFingerprints"] = new JsonObject { ["aitbcDoctor/v1"] = Fingerprint(outcome, finding) },
        };
        if (finding.Location is { } at)
            result["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Physical(at) });
        if (finding.Evidence.Count > 0 || blocked.Count > 0)
        {
            result["properties"] = new JsonObject
            {
                ["evidence"] = new JsonArray([.. finding.Evidence.Select(static seen => new JsonObject { ["label"] = seen.Label, ["text"] = seen.Text })]),
                ["blocks"] = new JsonArray([.. blocked.Select(static id => JsonValue.Create(id))]),
            };
        }

        return result;
    }

    private static JsonObject Notification(Obstacle obstacle, Dictionary<string, int> index)
    {
        var notification = new JsonObject
        {
            ["level"] = "warning",
            ["message"] = Text($"{obstacle.Message}; not looked at by {obstacle.By}"),
        };
        if (obstacle.Ids.Count > 0 && index.TryGetValue(obstacle.Ids[0], out var ruleIndex))
            notification["associatedRule"] = new JsonObject { ["id"] = obstacle.Ids[0], ["index"] = ruleIndex };
        if (obstacle.Location is { } at)
            notification["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Physical(at) });
        return notification;
    }

    private static JsonObject Physical(Location at)
    {
        var physical = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = string.Join('/', at.Path.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = Root },
        };
        if (at.Line > 0)
        {
            var region = new JsonObject { ["startLine"] = at.Line };
            if (at.Column > 0)
                region["startColumn"] = at.Column;
            physical["region"] = region;
        }

        return physical;
    }

    /// <summary>Stays the same when lines move.</summary>
    private static string Fingerprint(CheckOutcome outcome, Finding finding) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{outcome.Info.Id}\n{finding.Location?.Path}\n{finding.Message}")))[..32].ToLowerInvariant();

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string FolderUri(string folder) => new Uri(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar).AbsoluteUri;
}
