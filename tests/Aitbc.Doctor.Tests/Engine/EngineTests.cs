using Microsoft.Extensions.Time.Testing;

namespace Aitbc.Doctor.Tests.Engine;

/// <summary>What the engine promises whatever the checks do.</summary>
public sealed class EngineTests : IDisposable
{
    private static readonly TimeSpan TestLimit = TimeSpan.FromSeconds(30);

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Outcomes_stand_by_id_whatever_ends_first()
    {
        var report = await RunAsync(
            new TestCheck("AITBC9953", _ => Result(Status.Ok)),
            new TestCheck("AITBC9952", async _ =>
            {
                await Task.Delay(50);
                return await Result(Status.Warn);
            }),
            new TestCheck("AITBC9951", _ => Result(Status.Ok)) { After = ["AITBC9952"] });
        Assert.Equal(["AITBC9951", "AITBC9952", "AITBC9953"], report.Outcomes.Select(static outcome => outcome.Info.Id));
        Assert.Equal(ExitCode.Ok, report.ExitCode);
    }

    [Fact]
    public async Task Check_that_throws_is_unknown_and_stops_nobody_else()
    {
        var report = await RunAsync(
            new TestCheck("AITBC9951", _ => throw new InvalidOperationException("no \u001b[31mred\nlines")),
            new TestCheck("AITBC9952", _ => Result(Status.Ok)));
        Assert.Equal((Status.Unknown, "broke off with InvalidOperationException: no red lines"), (StatusOf(report, "AITBC9951"), report.Outcomes[0].Result.Summary));
        Assert.Equal(Status.Ok, StatusOf(report, "AITBC9952"));
        Assert.Equal(ExitCode.Unknown, report.ExitCode);
    }

    [Fact]
    public async Task Check_that_hangs_is_unknown_when_its_deadline_is_over()
    {
        var clock = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var run = RunAsync(
            clock,
            new TestCheck("AITBC9951", async context =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, context.Cancellation);
                return await Result(Status.Fail);
            }) { Deadline = TimeSpan.FromSeconds(30) },
            new TestCheck("AITBC9952", _ => Result(Status.Ok)) { Deadline = TimeSpan.FromSeconds(50) });
        await started.Task.WaitAsync(TestLimit);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(run.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var report = await run;
        Assert.Equal("gave no answer within 30 s", report.Outcomes[0].Result.Summary);
        Assert.Equal(Status.Ok, StatusOf(report, "AITBC9952"));
    }

    [Fact]
    public async Task Check_that_does_not_even_listen_is_given_up()
    {
        using var forever = new ManualResetEventSlim();
        var report = await RunAsync(
            new TestCheck("AITBC9951", context =>
            {
                forever.Wait(CancellationToken.None);
                return Result(Status.Fail);
            }) { Deadline = TimeSpan.FromMilliseconds(100) });
        Assert.Equal(Status.Unknown, StatusOf(report, "AITBC9951"));
        forever.Set();
    }

    [Fact]
    public async Task Run_deadline_makes_unknown_what_has_not_ended()
    {
        var clock = new FakeTimeProvider();
        var started = new TaskCompletionSource();
        var run = RunAsync(clock, request => request with { Width = 1 },
            new TestCheck("AITBC9951", async context =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, context.Cancellation);
                return await Result(Status.Ok);
            }) { Deadline = TimeSpan.FromHours(1) },
            new TestCheck("AITBC9952", _ => Result(Status.Ok)));
        await started.Task.WaitAsync(TestLimit);
        clock.Advance(TimeSpan.FromSeconds(60));
        var report = await run;
        Assert.All(report.Outcomes, static outcome => Assert.Equal("did not end before the run's 60 s were over", outcome.Result.Summary));
    }

    [Fact]
    public async Task Cancel_ends_at_once_with_130()
    {
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var engine = Engine(TimeProvider.System, new TestCheck("AITBC9951", async context =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.Cancellation);
            return await Result(Status.Ok);
        }));
        var run = engine.RunAsync(new RunRequest(_repository.Root), cancel.Token);
        await started.Task.WaitAsync(TestLimit);
        await cancel.CancelAsync();
        var report = await run.WaitAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(ExitCode.Cancelled, report.ExitCode);
        Assert.Equal("was cancelled", report.Outcomes[0].Result.Summary);
    }

    [Fact]
    public async Task Cancelled_before_it_starts_it_still_reports()
    {
        var report = await Engine(TimeProvider.System, new TestCheck("AITBC9951", _ => Result(Status.Ok)))
            .RunAsync(new RunRequest(_repository.Root), new CancellationToken(canceled: true));
        Assert.Equal((ExitCode.Cancelled, "was cancelled"), (report.ExitCode, report.Outcomes[0].Result.Summary));
    }

    [Theory]
    [InlineData(Status.Fail, Status.Blocked)]
    [InlineData(Status.Unknown, Status.Blocked)]
    [InlineData(Status.NotApplicable, Status.NotApplicable)]
    [InlineData(Status.Warn, Status.Ok)]
    [InlineData(Status.Ok, Status.Ok)]
    public async Task Requirement_decides_over_its_dependants(Status required, Status dependant)
    {
        var report = await RunAsync(
            new TestCheck("AITBC9953", _ => Result(required)),
            new TestCheck("AITBC9952", _ => Result(Status.Ok)) { Requires = ["AITBC9953"] },
            new TestCheck("AITBC9951", _ => Result(Status.Ok)) { Requires = ["AITBC9952"] },
            new TestCheck("AITBC9954", _ => Result(Status.Ok)) { After = ["AITBC9953"] });
        Assert.Equal((dependant, dependant), (StatusOf(report, "AITBC9952"), StatusOf(report, "AITBC9951")));
        Assert.Equal(Status.Ok, StatusOf(report, "AITBC9954"));
        if (dependant == Status.Blocked)
        {
            // Named under the root cause, not under the next neighbour.
            Assert.Equal(["AITBC9951", "AITBC9952"], report.BlockedUnder("AITBC9953").Select(static outcome => outcome.Info.Id));
        }
    }

    [Fact]
    public async Task At_most_eight_run_at_once()
    {
        var (running, most) = (0, 0);
        var checks = Enumerable.Range(51, 30).Select(number => new TestCheck($"AITBC99{number}", async _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Delay(20);
            Interlocked.Decrement(ref running);
            return await Result(Status.Ok);
        }));
        await RunAsync([.. checks]);
        Assert.InRange(most, 2, 8);
    }

    [Fact]
    public async Task What_is_not_allowed_is_skipped_with_its_reason()
    {
        TestCheck[] checks =
        [
            new("AITBC9951", _ => Result(Status.Fail)) { Class = CheckClass.Network },
            new("AITBC9952", _ => Result(Status.Fail)) { Class = CheckClass.ExecutesRepositoryCode },
            new("AITBC9953", _ => Result(Status.Fail)) { Class = CheckClass.TouchesState },
            new("AITBC9954", _ => Result(Status.Ok)) { Class = CheckClass.Live },
        ];
        Assert.Equal(
            [SkipReason.NotSelected, SkipReason.NotSelected, SkipReason.NotSelected, SkipReason.NotSelected],
            Reasons(await RunAsync(checks)));
        Assert.Equal(
            [SkipReason.Offline, SkipReason.Unsafe, SkipReason.Unsafe, SkipReason.None],
            Reasons(await RunAsync(TimeProvider.System, static request => request with { Profile = Profile.Live }, checks)));
        Assert.Equal(
            [SkipReason.None, SkipReason.None, SkipReason.None, SkipReason.None],
            Reasons(await RunAsync(TimeProvider.System, static request => request with { Profile = Profile.Live, AllowNetwork = true, AllowExec = true, AllowState = true }, checks)));

        static IEnumerable<SkipReason> Reasons(RunReport report) => report.Outcomes.Select(static outcome => outcome.Result.SkipReason);
    }

    [Fact]
    public async Task Asked_for_by_id_brings_what_it_requires()
    {
        var report = await RunAsync(
            TimeProvider.System,
            static request => request with { Ids = ["AITBC9952"] },
            new TestCheck("AITBC9951", _ => Result(Status.Ok)),
            new TestCheck("AITBC9952", _ => Result(Status.Ok)) { Requires = ["AITBC9951"], Class = CheckClass.Live },
            new TestCheck("AITBC9953", _ => Result(Status.Ok)));
        Assert.Equal(["AITBC9951", "AITBC9952"], report.Selected.Select(static outcome => outcome.Info.Id));
    }

    [Theory]
    [InlineData(Status.Ok, ExitCode.Ok, ExitCode.Ok)]
    [InlineData(Status.Warn, ExitCode.Ok, ExitCode.Failed)]
    [InlineData(Status.Fail, ExitCode.Failed, ExitCode.Failed)]
    [InlineData(Status.Unknown, ExitCode.Unknown, ExitCode.Unknown)]
    [InlineData(Status.NotApplicable, ExitCode.Ok, ExitCode.Ok)]
    public async Task Exit_code(Status status, int code, int strict)
    {
        var check = new TestCheck("AITBC9951", _ => Result(status));
        Assert.Equal(code, (await RunAsync(check)).ExitCode);
        Assert.Equal(strict, (await RunAsync(TimeProvider.System, static request => request with { Strict = true }, check)).ExitCode);
    }

    [Fact]
    public void Catalogue_that_contradicts_itself_is_refused()
    {
        var one = new TestCheck("AITBC9951", _ => Result(Status.Ok)) { Requires = ["AITBC9952"] };
        var two = new TestCheck("AITBC9952", _ => Result(Status.Ok)) { After = ["AITBC9951"] };
        Assert.Contains("wait for each other", Assert.Throws<CheckGraphException>(() => new CheckGraph([one, two])).Message, StringComparison.Ordinal);
        Assert.Contains("no check", Assert.Throws<CheckGraphException>(() => new CheckGraph([one])).Message, StringComparison.Ordinal);
        Assert.Contains("two checks", Assert.Throws<CheckGraphException>(() => new CheckGraph([two, two])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_several_could_not_read_is_one_obstacle()
    {
        static Task<CheckResult> Unread(CheckContext context)
        {
            var findings = context.Findings();
            findings.Unknown("cannot be parsed", new Location("a.py", 3));
            return Task.FromResult(findings.Result("one file"));
        }

        var report = await RunAsync(new TestCheck("AITBC9951", Unread), new TestCheck("AITBC9952", Unread));
        var obstacle = Assert.Single(report.Obstacles);
        Assert.Equal(["AITBC9951", "AITBC9952"], obstacle.Ids);
    }

    private static Status StatusOf(RunReport report, string id) => report.Outcomes.Single(outcome => outcome.Info.Id == id).Result.Status;

    private static Task<CheckResult> Result(Status status) => Task.FromResult(new CheckResult(status, "looked"));

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private static DoctorEngine Engine(TimeProvider clock, params TestCheck[] checks) => new(new CheckGraph(checks), clock);

    private Task<RunReport> RunAsync(params TestCheck[] checks) => RunAsync(TimeProvider.System, checks);

    private Task<RunReport> RunAsync(TimeProvider clock, params TestCheck[] checks) => RunAsync(clock, static request => request, checks);

    private Task<RunReport> RunAsync(TimeProvider clock, Func<RunRequest, RunRequest> adjust, params TestCheck[] checks) =>
        Engine(clock, checks).RunAsync(adjust(new RunRequest(_repository.Root)));
}
