namespace Aitbc.Doctor;

/// <summary>The exit codes, the same in every format.</summary>
public static class ExitCode
{
    /// <summary>Nothing found, or warnings only.</summary>
    public const int Ok = 0;

    /// <summary>A check failed, or one warned and the run is strict.</summary>
    public const int Failed = 1;

    /// <summary>Usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Nothing failed, and something could not be looked at.</summary>
    public const int Unknown = 3;

    /// <summary>Cancelled.</summary>
    public const int Cancelled = 130;
}

/// <summary>An input that could not be read, and the checks that would have read it; none where it would have been any.</summary>
public sealed record Obstacle(Location? Location, string Message, IReadOnlyList<string> Ids)
{
    /// <summary>The checks in words.</summary>
    public string By => Ids.Count > 0 ? string.Join(", ", Ids) : "any check";
}

/// <summary>What a run found out, in the order of ids.</summary>
public sealed record RunReport(string Root, IReadOnlyList<CheckOutcome> Outcomes, bool Strict, bool Cancelled)
{
    /// <summary>Folders that could not be listed: no check looked there.</summary>
    public IReadOnlyList<Obstacle> Unlisted { get; init; } = [];

    /// <summary>What the process ends with.</summary>
    public int ExitCode =>
        Cancelled ? Doctor.ExitCode.Cancelled
        : Any(Status.Fail) || (Strict && Any(Status.Warn)) ? Doctor.ExitCode.Failed
        : Any(Status.Unknown) || Unlisted.Count > 0 ? Doctor.ExitCode.Unknown
        : Doctor.ExitCode.Ok;

    /// <summary>The checks that were asked for.</summary>
    public IEnumerable<CheckOutcome> Selected => Outcomes.Where(static outcome => outcome.Result.SkipReason != SkipReason.NotSelected);

    /// <summary>The checks that a failed one blocks, each named once, under its first cause.</summary>
    public IEnumerable<CheckOutcome> BlockedUnder(string id) =>
        Outcomes.Where(outcome => outcome.Result.Status == Status.Blocked && outcome.Result.BlockedBy[0] == id);

    /// <summary>
    /// What could not be looked at. Many checks read one file: a file that none of them could read is said once.
    /// </summary>
    public IReadOnlyList<Obstacle> Obstacles =>
    [
        .. Outcomes
            .SelectMany(static outcome => outcome.Result is { Status: Status.Unknown, Findings.Count: 0 }
                ? [(outcome.Info.Id, Location: (Location?)null, Message: outcome.Result.Summary)]
                : outcome.Result.Findings.Where(static finding => finding.Status == Status.Unknown)
                    .Select(finding => (outcome.Info.Id, finding.Location, finding.Message)))
            .GroupBy(static item => (item.Location, item.Message), static item => item.Id)
            .Select(static group => new Obstacle(group.Key.Location, group.Key.Message, [.. group.Distinct()]))
            .Concat(Unlisted)
            .OrderBy(static obstacle => obstacle.Location?.Path ?? "", StringComparer.Ordinal)
            .ThenBy(static obstacle => obstacle.Location?.Line ?? 0)
            .ThenBy(static obstacle => obstacle.Message, StringComparer.Ordinal),
    ];

    /// <summary>How many of the checks asked for ended so.</summary>
    public int Count(Status status) => Selected.Count(outcome => outcome.Result.Status == status);

    private bool Any(Status status) => Outcomes.Any(outcome => outcome.Result.Status == status);
}
