namespace Aitbc.Doctor;

/// <summary>Which classes of checks are asked for.</summary>
public enum Profile
{
    /// <summary>Files only.</summary>
    Static,

    /// <summary>Files, loopback, processes; the rest only where it is allowed.</summary>
    Live,
}

/// <summary>What the user asks for.</summary>
/// <param name="Root">The folder to inspect.</param>
public sealed record RunRequest(string Root)
{
    /// <summary>Sections asked for; all when empty.</summary>
    public IReadOnlyList<int> Sections { get; init; } = [];

    /// <summary>Checks asked for by id, whatever the profile; all of the profile when empty.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>The classes of checks.</summary>
    public Profile Profile { get; init; } = Profile.Static;

    /// <summary>Other machines may be asked.</summary>
    public bool AllowNetwork { get; init; }

    /// <summary>Code of the repository may run.</summary>
    public bool AllowExec { get; init; }

    /// <summary>Locks and the like may be taken.</summary>
    public bool AllowState { get; init; }

    /// <summary>Warnings count as failures.</summary>
    public bool Strict { get; init; }

    /// <summary>How long the run may take in all.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many checks run at once.</summary>
    public int Width { get; init; } = 8;

    /// <summary>The user's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = CurrentEnvironment();

    /// <summary>The folder for caches; null for none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether a check runs, and why not.</summary>
    internal SkipReason Decide(CheckInfo info)
    {
        var named = Ids.Contains(info.Id, StringComparer.Ordinal);
        var wanted = named || (Ids.Count == 0 && (Sections.Count == 0 || Sections.Contains(info.Section)))
            || (Ids.Count > 0 && Sections.Contains(info.Section));
        if (!wanted || (!named && Profile == Profile.Static && info.Class != CheckClass.Static))
            return SkipReason.NotSelected;

        return Gate(info);
    }

    /// <summary>What a check may not do, whoever asked for it.</summary>
    internal SkipReason Gate(CheckInfo info) => info.Class switch
    {
        CheckClass.Network when !AllowNetwork => SkipReason.Offline,
        CheckClass.ExecutesRepositoryCode when !AllowExec => SkipReason.Unsafe,
        CheckClass.TouchesState when !AllowState => SkipReason.Unsafe,
        _ => SkipReason.None,
    };

    private static Dictionary<string, string> CurrentEnvironment()
    {
        var environment = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        return environment;
    }
}
