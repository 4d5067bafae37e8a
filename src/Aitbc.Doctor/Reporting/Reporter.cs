using System.Reflection;

namespace Aitbc.Doctor.Reporting;

/// <summary>The formats of a report.</summary>
public enum Format
{
    /// <summary>For people.</summary>
    Console,

    /// <summary>Canonical messages of MSBuild.</summary>
    Msbuild,

    /// <summary>Everything.</summary>
    Json,

    /// <summary>JUnit XML, for CI hosts.</summary>
    Junit,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,
}

/// <summary>Writes a report. What it writes depends on the report alone.</summary>
public static class Reporter
{
    /// <summary>The doctor's version.</summary>
    public static string Version { get; } =
        typeof(Reporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Writes a report in one of the formats, without colour.</summary>
    public static void Write(Format format, RunReport report, TextWriter output)
    {
        switch (format)
        {
            case Format.Msbuild:
                MsbuildReporter.Write(report, output);
                break;
            case Format.Json:
                JsonReporter.Write(report, output);
                break;
            case Format.Junit:
                JunitReporter.Write(report, output);
                break;
            case Format.Sarif:
                SarifReporter.Write(report, output);
                break;
            default:
                ConsoleReporter.Write(report, new PlainConsole(output), all: true);
                break;
        }
    }

    /// <summary>The word for a status in machine-read formats.</summary>
    internal static string Word(Status status) => status switch
    {
        Status.NotApplicable => "notApplicable",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>The sentence that tells what to do: the remedy, its command, and what else would work again.</summary>
    internal static string NextStep(Finding finding) =>
        finding.Remedy.Command is { } command ? $"{finding.Remedy.Text} [{command}]" : finding.Remedy.Text;
}
