using System.Globalization;

namespace Aitbc.Doctor.Reporting;

/// <summary>
/// One canonical line for each finding, with the help link at its end: <c>file(line,column): error AITBC1552: text [link]</c>.
/// </summary>
internal static class MsbuildReporter
{
    /// <summary>The id of "could not be looked at", which belongs to no check alone.</summary>
    public const string UnknownId = "AITBC0005";

    private const string NoFile = "aitbc-doctor";

    public static void Write(RunReport report, TextWriter output)
    {
        foreach (var (info, result) in report.Outcomes)
        {
            var blocked = string.Join(", ", report.BlockedUnder(info.Id).Select(static outcome => outcome.Info.Id));
            var blocks = blocked.Length > 0 ? $" (blocks {blocked})" : "";
            foreach (var finding in result.Findings.Where(static finding => finding.Status is Status.Fail or Status.Warn))
            {
                var category = finding.Status == Status.Fail || report.Strict ? "error" : "warning";
                Line(output, report.Root, finding.Location, category, info.Id, $"{finding.Message}. {Reporter.NextStep(finding)}{blocks}", info.HelpLink);
            }
        }

        foreach (var obstacle in report.Obstacles)
            Line(output, report.Root, obstacle.Location, "warning", UnknownId, $"{obstacle.Message}; not looked at by {obstacle.By}", "");
    }

    private static void Line(TextWriter output, string root, Location? at, string category, string id, string text, string help)
    {
        var place = at switch
        {
            null => NoFile + " ",
            { Line: 0 } => Path.Combine(root, File(at)),
            { Column: 0 } => string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(root, File(at))}({at.Line})"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(root, File(at))}({at.Line},{at.Column})"),
        };
        output.Write($"{place}: {category} {id}: {text}{(help.Length > 0 ? $" [{help}]" : "")}\n");
    }

    // A file's name could itself read like a canonical message.
    private static string File(Location at) => at.Path.Replace(':', '_').Replace('/', Path.DirectorySeparatorChar);
}
