namespace Aitbc.Doctor;

/// <summary>How a check ended.</summary>
public enum Status
{
    /// <summary>Looked, and found nothing.</summary>
    Ok,

    /// <summary>Works today, and will bite.</summary>
    Warn,

    /// <summary>The cause, or one of them.</summary>
    Fail,

    /// <summary>Could not look: it threw, hung, or an input was not readable. Never a Fail.</summary>
    Unknown,

    /// <summary>Was not asked, or not allowed, to look; <see cref="SkipReason"/> says which.</summary>
    Skipped,

    /// <summary>There is nothing here that the check is about.</summary>
    NotApplicable,

    /// <summary>What it needs has failed; it is named under that cause.</summary>
    Blocked,
}

/// <summary>Why a check was skipped.</summary>
public enum SkipReason
{
    /// <summary>It was not skipped.</summary>
    None,

    /// <summary>It needs the network, and <c>--allow-network</c> was not given.</summary>
    Offline,

    /// <summary>It runs the repository's code or touches state, and that was not allowed.</summary>
    Unsafe,

    /// <summary>The user waived it.</summary>
    Waived,

    /// <summary>The sections, ids or profile asked for leave it out.</summary>
    NotSelected,
}

/// <summary>What a check does to find out; decides whether it may run.</summary>
public enum CheckClass
{
    /// <summary>Reads files.</summary>
    Static,

    /// <summary>Asks loopback and the machine's processes.</summary>
    Live,

    /// <summary>Asks other machines; needs <c>--allow-network</c>.</summary>
    Network,

    /// <summary>Runs code of the repository; needs <c>--allow-exec</c>.</summary>
    ExecutesRepositoryCode,

    /// <summary>Takes a lock or the like; needs <c>--allow-state</c>.</summary>
    TouchesState,
}
