using Aitbc.Analyzers.Field.Analysis;

namespace Aitbc.Analyzers.Field.Fixing;

/// <summary>How the fix of one hit ended.</summary>
internal enum FixVerdict
{
    /// <summary>The result compiles as well as before and the diagnostic is gone.</summary>
    Fixed,

    /// <summary>No action is offered for this hit.</summary>
    NotOffered,

    /// <summary>The diagnostic does not show up again when its document alone is analyzed.</summary>
    NotReproduced,

    /// <summary>The result has compile errors that were not there.</summary>
    NewErrors,

    /// <summary>As many diagnostics of the rule as before are in the document.</summary>
    StillReported,

    /// <summary>A comment of the source is missing from the result.</summary>
    LostComment,

    /// <summary>The action changes nothing.</summary>
    NothingChanged,

    /// <summary>The fix can repair one hit only.</summary>
    NoFixAll,

    /// <summary>The fix threw an exception.</summary>
    Crashed,
}

/// <summary>The result of one applied action.</summary>
/// <param name="Hit">The diagnostic that was to be fixed.</param>
/// <param name="Action">The title of the action; a fix-all says so.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Details">New errors or warnings, or the exception.</param>
/// <param name="Diff">The change to the source.</param>
internal sealed record FixOutcome(Hit Hit, string Action, FixVerdict Verdict, string Details = "", string Diff = "")
{
    public bool IsFailure => Verdict is not (FixVerdict.Fixed or FixVerdict.NotOffered or FixVerdict.NotReproduced);
}
