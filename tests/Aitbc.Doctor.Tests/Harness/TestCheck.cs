namespace Aitbc.Doctor.Tests;

/// <summary>A check that does what a test says; section 99 is none of the playbook's.</summary>
internal sealed class TestCheck(string id, Func<CheckContext, Task<CheckResult>> run) : Check
{
    public CheckClass Class { get; init; } = CheckClass.Static;

    public IReadOnlyList<string> Requires { get; init; } = [];

    public IReadOnlyList<string> After { get; init; } = [];

    public TimeSpan Deadline { get; init; } = CheckInfo.DefaultDeadline;

    public override CheckInfo Info => new(id, $"Test check {id}", $"https://example.org/{id}")
    {
        Class = Class,
        Requires = Requires,
        After = After,
        Deadline = Deadline,
        Remedy = new Remedy("Do the next thing.", "next --thing"),
    };

    public override Task<CheckResult> RunAsync(CheckContext context) => run(context);
}
