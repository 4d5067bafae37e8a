using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aitbc.Doctor.Reporting;

/// <summary>Everything that a run found out, in one object; <c>schemaVersion</c> grows when a reader could break.</summary>
internal static class JsonReporter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(RunReport report, TextWriter output) => output.Write(JsonSerializer.Serialize(
        new
        {
            SchemaVersion = 1,
            Tool = "aitbc-doctor",
            Reporter.Version,
            report.Root,
            report.ExitCode,
            report.Cancelled,
            Checks = report.Outcomes.Select(static outcome => new
            {
                outcome.Info.Id,
                outcome.Info.Title,
                outcome.Info.Section,
                Class = outcome.Info.Class.ToString(),
                Help = outcome.Info.HelpLink,
                Status = Reporter.Word(outcome.Result.Status),
                outcome.Result.Summary,
                SkipReason = outcome.Result.SkipReason == SkipReason.None ? null : outcome.Result.SkipReason.ToString(),
                BlockedBy = outcome.Result.BlockedBy.Count == 0 ? null : outcome.Result.BlockedBy,
                Findings = outcome.Result.Findings.Select(static finding => new
                {
                    Status = Reporter.Word(finding.Status),
                    finding.Message,
                    Location = finding.Location is { } at ? new { at.Path, Line = OrNull(at.Line), Column = OrNull(at.Column) } : null,
                    Evidence = finding.Evidence.Count == 0 ? null : finding.Evidence,
                    Remedy = new { finding.Remedy.Text, finding.Remedy.Command },
                }),
            }),
            Unknown = report.Obstacles.Select(static obstacle => new { obstacle.Location?.Path, Line = OrNull(obstacle.Location?.Line ?? 0), obstacle.Message, Checks = obstacle.Ids }),
        },
        Options) + "\n");

    private static int? OrNull(int number) => number == 0 ? null : number;
}
