namespace Aitbc.Doctor;

/// <summary>
/// Collects what a check has to say and makes its result. Everything that goes in is redacted here; a check never builds
/// a <see cref="Finding"/> itself.
/// </summary>
public sealed class Findings
{
    private readonly List<Finding> _findings = [];
    private readonly CheckInfo _info;
    private readonly Redactor _redactor;

    internal Findings(CheckInfo info, Redactor redactor) => (_info, _redactor) = (info, redactor);

    /// <summary>How many were added so far.</summary>
    public int Count => _findings.Count;

    /// <summary>The cause, or one of them.</summary>
    /// <param name="message">One sentence that tells the reader what is wrong and what to do.</param>
    /// <param name="at">Where, if it is a place in the repository.</param>
    /// <param name="seen">Evidence: label and text.</param>
    /// <param name="next">The next step, where it differs from the check's own.</param>
    public void Fail(string message, Location? at = null, IEnumerable<(string Label, string Text)>? seen = null, Remedy? next = null) =>
        Add(Status.Fail, message, at, seen, next);

    /// <summary>Works today, and will bite.</summary>
    /// <inheritdoc cref="Fail"/>
    public void Warn(string message, Location? at = null, IEnumerable<(string Label, string Text)>? seen = null, Remedy? next = null) =>
        Add(Status.Warn, message, at, seen, next);

    /// <summary>An input that could not be read. Checks that could not read the same one are named together.</summary>
    public void Unknown(string message, Location? at = null) => Add(Status.Unknown, message, at, null, null);

    /// <summary>The result: the worst of the findings, Ok when there are none.</summary>
    /// <param name="summary">What was looked at, for the reader of an Ok: "3 workflow jobs".</param>
    public CheckResult Result(string summary) => new(Worst(), _redactor.Line(summary))
    {
        Findings =
        [
            .. _findings
                .OrderBy(static finding => finding.Location?.Path ?? "", StringComparer.Ordinal)
                .ThenBy(static finding => finding.Location?.Line ?? 0)
                .ThenBy(static finding => finding.Location?.Column ?? 0)
                .ThenBy(static finding => finding.Message, StringComparer.Ordinal)
                .Distinct(FindingComparer.Instance),
        ],
    };

    // A file that could not be read may hide a Fail: Unknown is worse than Warn.
    private Status Worst() =>
        Has(Status.Fail) ? Status.Fail : Has(Status.Unknown) ? Status.Unknown : Has(Status.Warn) ? Status.Warn : Status.Ok;

    private bool Has(Status status) => _findings.Exists(finding => finding.Status == status);

    private void Add(Status status, string message, Location? at, IEnumerable<(string Label, string Text)>? seen, Remedy? next) =>
        _findings.Add(new Finding(
            status,
            _redactor.Line(message),
            at is null ? null : at with { Path = _redactor.Line(at.Path) },
            [.. (seen ?? []).Select(pair => _redactor.Evidence(pair.Label, pair.Text))],
            next is null ? _info.Remedy : new Remedy(_redactor.Line(next.Text), next.Command is null ? null : _redactor.Line(next.Command))));

    private sealed class FindingComparer : IEqualityComparer<Finding>
    {
        public static readonly FindingComparer Instance = new();

        public bool Equals(Finding? x, Finding? y) => x?.Status == y?.Status && x?.Message == y?.Message && x?.Location == y?.Location;

        public int GetHashCode(Finding obj) => HashCode.Combine(obj.Message, obj.Location);
    }
}
