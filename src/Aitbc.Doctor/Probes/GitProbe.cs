using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Probes;

/// <summary>
/// Read-only git in the inspected folder. Nothing that its configuration names is run: hooks, fsmonitor, filters, merge and
/// diff drivers, pagers, credential helpers and prompts are off, and no lock is taken.
/// </summary>
public sealed partial class GitProbe
{
    private readonly string _root;
    private readonly ProcessProbe _processes;
    private readonly object _lock = new();
    private Task<IReadOnlyList<string>>? _overrides;

    internal GitProbe(string root, ProcessProbe processes) => (_root, _processes) = (root, processes);

    /// <summary>Whether the folder is, or lies in, a working tree. No process is started for it.</summary>
    public bool IsRepository
    {
        get
        {
            for (var folder = new DirectoryInfo(_root); folder is not null; folder = folder.Parent)
            {
                if (Directory.Exists(Path.Combine(folder.FullName, ".git")) || File.Exists(Path.Combine(folder.FullName, ".git")))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Runs a git command that only reads.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="objects">A folder for objects that the command makes (<c>merge-tree</c>); never the repository's own.</param>
    /// <exception cref="ProgramMissingException">git is not on PATH.</exception>
    public async Task<ProcessOutput> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation, string? objects = null)
    {
        Task<IReadOnlyList<string>> overrides;
        lock (_lock)
            overrides = _overrides is { IsFaulted: false, IsCanceled: false } ? _overrides : _overrides = OverridesAsync(cancellation);
        var environment = objects is null ? [] : await DivertAsync(objects, cancellation).ConfigureAwait(false);
        return await RunBareAsync([.. await overrides.ConfigureAwait(false), .. arguments], cancellation, environment).ConfigureAwait(false);
    }

    /// <summary>
    /// What <c>git merge-tree --write-tree -z</c> says of a merge, which is made in a temporary folder that is gone
    /// afterwards: exit code 0 it is clean, 1 it conflicts, anything else it could not be made.
    /// </summary>
    /// <exception cref="ProgramMissingException">git is not on PATH.</exception>
    public async Task<ProcessOutput> PredictMergeAsync(string ours, string theirs, CancellationToken cancellation)
    {
        var objects = Directory.CreateTempSubdirectory("aitbc-doctor-merge-");
        try
        {
            return await RunAsync(["merge-tree", "--write-tree", "-z", "--messages", ours, theirs], cancellation, objects.FullName).ConfigureAwait(false);
        }
        finally
        {
            try
            {
                objects.Delete(recursive: true);
            }
            catch (IOException)
            {
                // A git that was ended may still write its last file; the system clears its temporary folder.
            }
        }
    }

    /// <summary>Variables that send new objects elsewhere and still find the repository's.</summary>
    private async Task<Dictionary<string, string?>> DivertAsync(string objects, CancellationToken cancellation)
    {
        var own = await RunBareAsync(["rev-parse", "--path-format=absolute", "--git-path", "objects"], cancellation).ConfigureAwait(false);
        return new() { ["GIT_OBJECT_DIRECTORY"] = objects, ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = own.Out.Trim() };
    }

    private Task<ProcessOutput> RunBareAsync(IEnumerable<string> arguments, CancellationToken cancellation, Dictionary<string, string?>? further = null)
    {
        var environment = _processes.Environment.Keys
            // A hook's or a rebase's variables point elsewhere than the folder that was asked for.
            .Where(static name => name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(static name => name, static _ => (string?)null, StringComparer.Ordinal);
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_ASKPASS"] = environment["SSH_ASKPASS"] = "";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["GIT_NO_LAZY_FETCH"] = "1";
        environment["GIT_PAGER"] = "cat";
        environment["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes";
        environment["LC_ALL"] = "C";
        foreach (var (name, value) in further ?? [])
            environment[name] = value;
        return _processes.RunAsync(
            "git",
            ["-C", _root, "-c", "core.hooksPath=" + NowhereFolder, "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "credential.helper=", .. arguments],
            cancellation,
            environment);
    }

    private static string NowhereFolder => OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    /// <summary>Every setting, wherever it comes from, that names a command which reading could start.</summary>
    private async Task<IReadOnlyList<string>> OverridesAsync(CancellationToken cancellation)
    {
        var names = await RunBareAsync(["config", "--list", "--name-only", "-z"], cancellation).ConfigureAwait(false);
        return
        [
            .. names.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(static name => CommandSetting().IsMatch(name))
                .Distinct(StringComparer.Ordinal)
                .SelectMany(static name => new[] { "-c", name + "=" + (name.EndsWith(".required", StringComparison.OrdinalIgnoreCase) ? "false" : "") }),
        ];
    }

    [GeneratedRegex(@"^(filter\..+\.(clean|smudge|process|required)|merge\..+\.driver|diff\..+\.(command|textconv)|diff\.external|core\.(pager|editor|sshcommand|askpass|gitproxy|alternaterefscommand)|gpg\..*program|uploadpack\.packobjectshook)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommandSetting();
}
