using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Aitbc.Doctor.MSBuild;

/// <summary>
/// Starts the doctor as a process of its own: its libraries never meet those of the build, and a cancel ends it alone.
/// Its lines become warnings and errors with file, line, code and help link.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RunDoctor : ToolTask
{
    private const int Failed = 1;
    private const int OnlyUnknown = 3;
    private const int Cancelled = 130;

    private static readonly Regex Finding = new(
        @"^(?<file>.+?)(\((?<line>\d+)(,(?<column>\d+))?\))?\s?: (?<category>error|warning) (?<code>AITBC\d{4}): (?<text>.*?)( \[(?<help>https?://[^\s\]]+)\])?$",
        RegexOptions.CultureInvariant);

    /// <summary>The full path of aitbc-doctor.dll.</summary>
    [Required]
    public string Doctor { get; set; } = "";

    /// <summary>The folder to inspect.</summary>
    [Required]
    public string Root { get; set; } = "";

    /// <summary>The .NET host; <c>dotnet</c> on PATH when empty.</summary>
    public string? DotnetHost { get; set; }

    /// <summary>Sections of the playbook; all when empty.</summary>
    public string? Sections { get; set; }

    /// <summary>Checks by id; all of the profile when empty.</summary>
    public string? Checks { get; set; }

    /// <summary><c>static</c> or <c>live</c>.</summary>
    public string? Profile { get; set; }

    /// <summary>A file for a report.</summary>
    public string? Report { get; set; }

    /// <summary>The report's format; by its name when empty.</summary>
    public string? ReportFormat { get; set; }

    /// <summary>Warnings are errors.</summary>
    public bool Strict { get; set; }

    /// <inheritdoc/>
    protected override string ToolName => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet.exe" : "dotnet";

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override string? GenerateFullPathToTool()
    {
        if (!string.IsNullOrEmpty(DotnetHost) && File.Exists(DotnetHost))
            return DotnetHost;

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            // A relative entry would find whatever lies in the folder that happens to be the current one.
            if (folder.Length > 0 && Path.IsPathRooted(folder) && File.Exists(Path.Combine(folder, ToolName)))
                return Path.Combine(folder, ToolName);
        }

        Log.LogError(null, "AITBC0002", null, null, 0, 0, 0, 0, "The doctor needs the .NET runtime 8 or later, and there is no '{0}' on PATH; install the .NET SDK from https://dot.net.", ToolName);
        return null;
    }

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => Root;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        line.AppendSwitch("exec");
        line.AppendFileNameIfNotNull(Doctor);
        line.AppendSwitch("check");
        line.AppendFileNameIfNotNull(Path.GetFullPath(Root));
        line.AppendSwitch("--format msbuild");
        Append("--section ", Sections);
        Append("--check ", Checks);
        Append("--profile ", Profile);
        Append("--report ", string.IsNullOrEmpty(Report) ? Report : Path.GetFullPath(Path.Combine(Root, Report)));
        Append("--report-format ", ReportFormat);
        if (Strict)
            line.AppendSwitch("--strict");
        return line.ToString();

        void Append(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                line.AppendSwitchIfNotNull(name, value);
        }
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        var match = Finding.Match(singleLine);
        if (!match.Success)
        {
            Log.LogMessage(MessageImportance.High, "{0}", singleLine);
            return;
        }

        string? Value(string group) => match.Groups[group].Success ? match.Groups[group].Value : null;
        int Number(string group) => int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        // "{0}": braces in what was seen are no format.
        if (Value("category") == "error")
            Log.LogError(null, Value("code"), null, Value("help"), Value("file"), Number("line"), Number("column"), 0, 0, "{0}", Value("text"));
        else
            Log.LogWarning(null, Value("code"), null, Value("help"), Value("file"), Number("line"), Number("column"), 0, 0, "{0}", Value("text"));
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors()
    {
        if (ExitCode == OnlyUnknown)
            return true;
        if (ExitCode == Failed && Log.HasLoggedErrors)
            return false;
        if (ExitCode != Cancelled)
            Log.LogError(null, "AITBC0002", null, null, 0, 0, 0, 0, "The doctor ended with exit code {0}; the lines above say why.", ExitCode);
        return false;
    }
}
