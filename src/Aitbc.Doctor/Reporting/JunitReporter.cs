using System.Globalization;
using System.Xml;

namespace Aitbc.Doctor.Reporting;

/// <summary>A suite for each section, a case for each check that was asked for.</summary>
internal static class JunitReporter
{
    public static void Write(RunReport report, TextWriter output)
    {
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n", CloseOutput = false, CheckCharacters = true }))
        {
            xml.WriteStartElement("testsuites");
            Counts(xml, "aitbc-doctor", [.. report.Selected], report.Strict);
            foreach (var section in report.Selected.GroupBy(static outcome => outcome.Info.Section))
            {
                xml.WriteStartElement("testsuite");
                Counts(xml, Section.Find(section.Key) is { } known ? $"{section.Key:00} {known.Title}" : $"{section.Key:00}", [.. section], report.Strict);
                foreach (var outcome in section)
                    Case(xml, outcome, report.Strict);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        output.Write("\n");
    }

    private static void Counts(XmlWriter xml, string name, IReadOnlyList<CheckOutcome> outcomes, bool strict)
    {
        xml.WriteAttributeString("name", name);
        Number("tests", static _ => true);
        Number("failures", outcome => Fails(outcome, strict));
        Number("errors", static outcome => outcome.Result.Status == Status.Unknown);
        Number("skipped", IsSkipped);

        void Number(string attribute, Func<CheckOutcome, bool> counts) =>
            xml.WriteAttributeString(attribute, outcomes.Count(counts).ToString(CultureInfo.InvariantCulture));
    }

    private static void Case(XmlWriter xml, CheckOutcome outcome, bool strict)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"aitbc.{Section.Find(outcome.Info.Section)?.Name ?? outcome.Info.Section.ToString("00", CultureInfo.InvariantCulture)}");
        xml.WriteAttributeString("name", $"{outcome.Info.Id} {outcome.Info.Title}");
        if (Fails(outcome, strict))
            Detail(xml, "failure", outcome);
        else if (outcome.Result.Status == Status.Unknown)
            Detail(xml, "error", outcome);
        else if (IsSkipped(outcome))
            Detail(xml, "skipped", outcome);
        else if (outcome.Result.Findings.Count > 0)
            xml.WriteElementString("system-out", Lines(outcome));
        xml.WriteEndElement();
    }

    private static void Detail(XmlWriter xml, string element, CheckOutcome outcome)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("message", outcome.Result.Findings.Count > 0 ? outcome.Result.Findings[0].Message : outcome.Result.Summary);
        if (element != "skipped")
            xml.WriteAttributeString("type", outcome.Info.Id);
        if (outcome.Result.Findings.Count > 0)
            xml.WriteString(Lines(outcome));
        xml.WriteEndElement();
    }

    private static string Lines(CheckOutcome outcome) =>
        string.Join("\n", outcome.Result.Findings.Select(static finding =>
            $"{(finding.Location is { } at ? $"{at}: " : "")}{finding.Message}{string.Concat(finding.Evidence.Select(static seen => $"; {seen.Label}: {seen.Text}"))}. {Reporter.NextStep(finding)}"));

    private static bool Fails(CheckOutcome outcome, bool strict) =>
        outcome.Result.Status == Status.Fail || (strict && outcome.Result.Status == Status.Warn);

    private static bool IsSkipped(CheckOutcome outcome) =>
        outcome.Result.Status is Status.Skipped or Status.NotApplicable or Status.Blocked;
}
