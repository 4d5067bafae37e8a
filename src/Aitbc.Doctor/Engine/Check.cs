using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor;

/// <summary>
/// One question of the playbook. A check is a class in its room (<c>src/Playbook/ss-Section/AITBCssnn-Name/NameCheck.cs</c>)
/// with a public parameterless constructor; the catalogue finds it. It holds no state: one instance may serve several runs.
/// </summary>
public abstract class Check
{
    /// <summary>What the check is.</summary>
    public abstract CheckInfo Info { get; }

    /// <summary>Looks. It may throw or be late: the engine makes that Unknown.</summary>
    public abstract Task<CheckResult> RunAsync(CheckContext context);
}

/// <summary>What a check sees of the world: nothing else is read, asked or run.</summary>
public sealed class CheckContext
{
    private readonly CheckInfo _info;
    private readonly Redactor _redactor;

    internal CheckContext(CheckInfo info, World world, CancellationToken cancellation)
    {
        (_info, _redactor, Cancellation) = (info, world.Redactor, cancellation);
        (Files, Git, Processes, Python, Environment, Clock) = (world.Files, world.Git, world.Processes, world.Python, world.Environment, world.Clock);
    }

    /// <summary>The repository's files.</summary>
    public FileSnapshot Files { get; }

    /// <summary>Read-only git.</summary>
    public GitProbe Git { get; }

    /// <summary>Programs of the machine, without a shell.</summary>
    public ProcessProbe Processes { get; }

    /// <summary>Facts of the Python files, as the rooms' <c>*Check.py</c> gather them.</summary>
    public PythonProbe Python { get; }

    /// <summary>The environment of the user.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The time; never ask <see cref="DateTime"/>.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Ends when the check's or the run's deadline is over or the user cancels.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>A new collection of findings for this check.</summary>
    public Findings Findings() => new(_info, _redactor);

    /// <summary>There is nothing here that the check is about.</summary>
    public CheckResult NotApplicable(string why) => new(Status.NotApplicable, _redactor.Line(why));

    /// <summary>The check could not look at all.</summary>
    public CheckResult Unknown(string why) => new(Status.Unknown, _redactor.Line(why));
}

/// <summary>The probes of one run, shared by its checks.</summary>
internal sealed record World(
    FileSnapshot Files,
    GitProbe Git,
    ProcessProbe Processes,
    PythonProbe Python,
    IReadOnlyDictionary<string, string> Environment,
    TimeProvider Clock,
    Redactor Redactor);
