using System.Diagnostics;
using System.Text;

namespace Aitbc.EndToEnd.Tests;

/// <summary>What a command printed, both streams in one, and how it ended.</summary>
public sealed record CommandResult(int ExitCode, string Output)
{
    public void AssertSucceeded() => Assert.True(ExitCode == 0, Output);
}

/// <summary>Runs the dotnet command line with a time limit.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Starts the command and leaves it to the caller.</summary>
    public static Process Start(string folder, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        Process.Start(StartInfo(folder, environment, arguments))!;

    public static async Task<CommandResult> RunAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = StartInfo(folder, environment ?? new Dictionary<string, string>(), arguments) };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Append($"dotnet {string.Join(' ', arguments)} did not end within {Limit}.");
            return new CommandResult(-1, Text());
        }

        return new CommandResult(process.ExitCode, Text());

        void Append(string? line)
        {
            lock (output)
                output.AppendLine(line);
        }

        string Text()
        {
            lock (output)
                return output.ToString();
        }
    }

    private static ProcessStartInfo StartInfo(string folder, IEnumerable<KeyValuePair<string, string>> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The variables of the build that runs these tests must not leak into the builds under test.
        foreach (var name in start.Environment.Keys.Where(static key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
