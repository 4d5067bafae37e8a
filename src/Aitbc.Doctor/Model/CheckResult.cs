namespace Aitbc.Doctor;

/// <summary>One thing that a check has to say: Fail, Warn, or Unknown for an input that it could not read.</summary>
public sealed record Finding(Status Status, string Message, Location? Location, IReadOnlyList<Evidence> Evidence, Remedy Remedy);

/// <summary>What a check found out.</summary>
/// <param name="Summary">One line: what was looked at, or why nothing was.</param>
public sealed record CheckResult(Status Status, string Summary)
{
    /// <summary>What it has to say, in the order of path and line.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Why it was skipped.</summary>
    public SkipReason SkipReason { get; init; }

    /// <summary>The failed checks at the root of a Blocked one.</summary>
    public IReadOnlyList<string> BlockedBy { get; init; } = [];
}

/// <summary>A check and what it found out.</summary>
public sealed record CheckOutcome(CheckInfo Info, CheckResult Result);
