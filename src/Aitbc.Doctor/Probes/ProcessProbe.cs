using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Aitbc.Doctor.Probes;

/// <summary>What a program printed, capped, and how it ended.</summary>
public sealed record ProcessOutput(int ExitCode, string Out, string Err, bool Truncated);

/// <summary>A program that is not on PATH, or did not start.</summary>
public sealed class ProgramMissingException(string message) : Exception(message);

/// <summary>
/// Starts programs: from PATH only and never from the inspected folder, with an argument list and no shell, with capped
/// output; a cancel kills the whole tree.
/// </summary>
public sealed class ProcessProbe
{
    private const int LongestOutput = 16 * 1024 * 1024;

    private readonly string _root;

    internal ProcessProbe(string root, IReadOnlyDictionary<string, string> environment) =>
        (_root, Environment) = (RealPath(root), environment);

    /// <summary>What programs inherit.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The full path of a program, or null.</summary>
    public string? Find(string program)
    {
        foreach (var folder in (Environment.GetValueOrDefault("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (!Path.IsPathFullyQualified(folder))
                continue;

            foreach (var name in OperatingSystem.IsWindows() ? [program + ".exe"] : new[] { program })
            {
                var path = Path.Combine(folder, name);
                if (IsExecutable(path) && !IsInside(path) && !IsInside(RealPath(path)))
                    return path;
            }
        }

        return null;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name, without folder.</param>
    /// <param name="arguments">One by one; no shell reads them.</param>
    /// <param name="environment">Variables to set, or with null to remove.</param>
    /// <exception cref="ProgramMissingException">It is not on PATH.</exception>
    public async Task<ProcessOutput> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, cancellation);
            var errors = ReadAsync(process.StandardError, cancellation);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            var (text, cut) = await output.ConfigureAwait(false);
            var (error, errorCut) = await errors.ConfigureAwait(false);
            return new ProcessOutput(process.ExitCode, text, error, cut || errorCut);
        }
        catch
        {
            // Not a callback of the token: it could be unregistered before its turn comes.
            Kill(process);
            throw;
        }
    }

    /// <summary>Starts a program with all three streams redirected; the caller ends it.</summary>
    internal Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var path = Find(program) ?? throw new ProgramMissingException($"{program} is not on PATH");
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            // Not the inspected folder: a program may look for its configuration where it stands.
            WorkingDirectory = Path.GetPathRoot(_root)!,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new ProgramMissingException($"{program} did not start");
        }
        catch (Win32Exception exception)
        {
            throw new ProgramMissingException($"{program} did not start: {exception.Message}");
        }
    }

    /// <summary>Ends a process and all that it started.</summary>
    internal static void Kill(Process process)
    {
        // The tree is found by reading all processes of the machine, one of which may end meanwhile; the first of ours is
        // then stopped, not ended.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                process.Kill(entireProcessTree: true);
                return;
            }
            catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException or IOException)
            {
                // Again.
            }
        }

        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    /// <summary>The path with every link resolved; the path itself where that fails.</summary>
    internal static string RealPath(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var real = Path.GetPathRoot(full)!;
            foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
            {
                real = Path.Combine(real, part);
                var info = new FileInfo(real);
                if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                    real = RealPath(target.FullName);
            }

            return real;
        }
        catch (IOException)
        {
            return path;
        }
        catch (UnauthorizedAccessException)
        {
            return path;
        }
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return File.Exists(path)
                && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool IsInside(string path) =>
        path.StartsWith(_root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static async Task<(string Text, bool Truncated)> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        var cut = false;
        while (await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            // Read on without keeping, so that the program does not wait for a reader.
            var room = Math.Min(count, LongestOutput - text.Length);
            cut |= room < count;
            text.Append(buffer, 0, room);
        }

        return (text.ToString(), cut);
    }
}
