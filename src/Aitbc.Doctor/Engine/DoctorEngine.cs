using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor;

/// <summary>Runs checks: what needs nothing at once, the rest behind what it needs, each within its deadline.</summary>
public sealed class DoctorEngine(CheckGraph graph, TimeProvider clock)
{
    /// <summary>How long the run waits at its end for checks that it gave up, so that they can end what they started.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>What the Python processes run; the rooms' parts when not set.</summary>
    internal PythonProgram? PythonProgram { get; init; }

    /// <summary>Runs what the request asks for. It never throws for what a check does.</summary>
    public async Task<RunReport> RunAsync(RunRequest request, CancellationToken cancellation = default)
    {
        using var deadline = new CancellationTokenSource(request.Deadline, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var processes = new ProcessProbe(request.Root, request.Environment);
        var git = new GitProbe(request.Root, processes);
        FileSnapshot files;
        try
        {
            files = await FileSnapshot.TakeAsync(request.Root, git, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Every check now says that it did not come to look.
            files = FileSnapshot.Empty(request.Root);
        }

        await using var python = new PythonProbe(files, processes, PythonProgram ?? Probes.PythonProgram.BuiltIn, request.CacheFolder, ended.Token);
        var world = new World(files, git, processes, python, request.Environment, clock, new Redactor(request.Environment));
        var run = new Run(graph, request, world, clock, cancellation, ended.Token);
        return await run.RunAsync(Farewell).ConfigureAwait(false);
    }

    private sealed class Run(
        CheckGraph graph, RunRequest request, World world, TimeProvider clock, CancellationToken cancelledByUser, CancellationToken ended)
    {
        private readonly Dictionary<string, Task<CheckResult>> _results = new(StringComparer.Ordinal);
        private readonly SemaphoreSlim _gate = new(request.Width);
        private readonly List<Task> _abandoned = [];

        public async Task<RunReport> RunAsync(TimeSpan farewell)
        {
            var asked = graph.InOrder.Where(check => request.Decide(check.Info) == SkipReason.None).Select(static check => check.Info.Id);
            var needed = graph.WithRequired(asked);
            foreach (var check in graph.InOrder)
                _results[check.Info.Id] = ResultAsync(check, needed.Contains(check.Info.Id));

            var results = await Task.WhenAll(graph.InOrder.Select(check => _results[check.Info.Id])).ConfigureAwait(false);
            await FarewellAsync(farewell).ConfigureAwait(false);
            var outcomes = graph.InOrder.Zip(results, static (check, result) => new CheckOutcome(check.Info, result));
            return new RunReport(
                request.Root, [.. outcomes.OrderBy(static outcome => outcome.Info.Id, StringComparer.Ordinal)], request.Strict, cancelledByUser.IsCancellationRequested)
            {
                Unlisted = [.. world.Files.Obstacles.Select(obstacle => obstacle with { Location = obstacle.Location! with { Path = world.Redactor.Line(obstacle.Location.Path) } })],
            };
        }

        private async Task<CheckResult> ResultAsync(Check check, bool needed)
        {
            // A check that another one requires runs although nobody asked for it, within the same gates.
            var reason = needed ? request.Gate(check.Info) : request.Decide(check.Info);
            if (reason != SkipReason.None)
                return Skipped(reason);

            await Task.WhenAll(check.Info.Requires.Concat(check.Info.After).Select(id => _results[id])).ConfigureAwait(false);
            if (PreventedBy(check.Info) is { } prevented)
                return prevented;

            try
            {
                await _gate.WaitAsync(ended).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return Unended();
            }

            try
            {
                return await BoundedAsync(check).ConfigureAwait(false);
            }
            finally
            {
                _gate.Release();
            }
        }

        /// <summary>The result that a requirement forces on its dependant, if any.</summary>
        private CheckResult? PreventedBy(CheckInfo info)
        {
            var required = info.Requires.Select(id => (Id: id, Result: _results[id].Result)).ToList();
            var roots = required
                .SelectMany(static need => need.Result.Status switch
                {
                    Status.Fail or Status.Unknown => [need.Id],
                    Status.Blocked => need.Result.BlockedBy,
                    _ => [],
                })
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToList();
            if (roots.Count > 0)
                return new CheckResult(Status.Blocked, $"waits for {string.Join(", ", roots)}") { BlockedBy = roots };
            if (required.Find(static need => need.Result.Status == Status.Skipped) is { Result: not null } skipped)
                return Skipped(skipped.Result.SkipReason);
            if (required.Find(static need => need.Result.Status == Status.NotApplicable) is { Result: not null } absent)
                return new CheckResult(Status.NotApplicable, $"{absent.Id} does not apply: {absent.Result.Summary}");
            return null;
        }

        private async Task<CheckResult> BoundedAsync(Check check)
        {
            // Not disposed: a check that was given up may still look at its token.
            var limit = new CancellationTokenSource(check.Info.Deadline, clock);
            var token = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ended).Token;
            var looking = Task.Run(() => check.RunAsync(new CheckContext(check.Info, world, token)), CancellationToken.None);
            try
            {
                return await looking.WaitAsync(token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                if (!looking.IsCompleted)
                {
                    lock (_abandoned)
                        _abandoned.Add(looking);
                }

                if (ended.IsCancellationRequested)
                    return Unended();
                if (limit.IsCancellationRequested)
                    return new CheckResult(Status.Unknown, $"gave no answer within {Seconds(check.Info.Deadline)}");
                return new CheckResult(Status.Unknown, world.Redactor.Line($"broke off with {exception.GetType().Name}: {exception.Message}"));
            }
        }

        private CheckResult Unended() => new(
            Status.Unknown, cancelledByUser.IsCancellationRequested ? "was cancelled" : $"did not end before the run's {Seconds(request.Deadline)} were over");

        private static CheckResult Skipped(SkipReason reason) => new(Status.Skipped, reason switch
        {
            SkipReason.Offline => "asks other machines; --allow-network lets it",
            SkipReason.Unsafe => "runs code of the repository or takes locks; --allow-exec or --allow-state lets it",
            SkipReason.Waived => "waived",
            _ => "not selected",
        }) { SkipReason = reason };

        private async Task FarewellAsync(TimeSpan farewell)
        {
            Task[] left;
            lock (_abandoned)
                left = [.. _abandoned];
            if (left.Length == 0)
                return;

            var all = Task.WhenAll(left);
            // Whatever they throw now, nobody listens any more.
            _ = all.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await Task.WhenAny(all, Task.Delay(farewell)).ConfigureAwait(false);
        }

        private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");
    }
}
