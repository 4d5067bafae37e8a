using Microsoft.CodeAnalysis.Testing;
using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.SleepBeforeAssertionAnalyzer, Microsoft.CodeAnalysis.Testing.EmptyCodeFixProvider>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public class SleepBeforeAssertionTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private const string Members = """
            private readonly List<int> _seen = [];
            private int Count => _seen.Count;
            private void Start() { }
            private Task StopAsync() => Task.CompletedTask;
            private void Check() => Assert.That(Count, Is.EqualTo(1));
            private void CheckInTime() { while (Count != 1) Thread.Sleep(5); Assert.That(Count, Is.EqualTo(1)); }
        """;

    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    private static Task InTestAsync(string body, string name = "Works") => Verify.ReportsAsync(
        Usings + FrameworkCode.Frameworks[2].Class(Members, body).Replace("public void Works", "public async Task " + name),
        Library.NUnit);

    [Theory]
    [InlineData("Start(); Thread.Sleep(1); Assert.That(Count, Is.EqualTo(1)); await StopAsync();")]
    [InlineData("Start(); await Task.Delay(100);")]
    [InlineData("await Task.Delay(100); Start(); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("var delay = Task.Delay(100); Assert.That(Count, Is.EqualTo(1)); await delay;")]
    [InlineData("await Task.WhenAny(StopAsync(), Task.Delay(100)); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("while (Count < 1) { await Task.Delay(100); } Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("for (var i = 0; i < 10; i++) { await Task.Delay(100); if (Count == i) Assert.Pass(); Assert.That(Count, Is.EqualTo(1)); }")]
    [InlineData("await Task.Run(async () => { await Task.Delay(100); Assert.That(Count, Is.EqualTo(1)); });")]
    [InlineData("void Work() { Thread.Sleep(100); Assert.That(Count, Is.EqualTo(1)); } Work(); await StopAsync();")]
    [InlineData("await Task.Delay(100); CheckInTime();")]
    [InlineData("await Task.Delay(100); Assert.Fail();")]
    [InlineData("await Task.Delay(100); Assert.Throws<Exception>(Start);")]
    [InlineData("var time = new System.Random().Next(10, 99); await Task.Delay(time); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("Task.Delay(100).Wait(); Assert.That(Count, Is.EqualTo(1)); await StopAsync();")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("await Task.Delay(Timeout.Infinite); Assert.That(Count, Is.EqualTo(1));")]
    public Task Silent_where_the_sleep_is_not_for_an_assertion(string body) => InTestAsync(body);

    [Theory]
    [InlineData("Assert.That(Count == 1, Is.False);")]
    [InlineData("Assert.That(_seen, Is.Empty);")]
    [InlineData("Assert.That(Count, Is.Zero);")]
    [InlineData("Assert.That(Count, Is.EqualTo(0));")]
    [InlineData("Assert.That(_seen, Does.Not.Contain(3));")]
    [InlineData("Assert.That(!_seen.Contains(3));")]
    [InlineData("Assert.That(_seen, Has.No.Member(3));")]
    public Task Silent_where_nothing_must_happen(string assertion) => InTestAsync($"Start(); await Task.Delay(200); {assertion}");

    [Fact]
    public Task Silent_where_nothing_must_change() =>
        InTestAsync("Assert.That(Count, Is.EqualTo(1)); Start(); await Task.Delay(200); Assert.That(Count, Is.EqualTo(1));");

    [Fact]
    public Task Silent_where_the_value_read_before_must_still_hold() =>
        InTestAsync("var count = Count; Start(); await Task.Delay(200); Assert.That(Count, Is.EqualTo(count));");

    [Fact]
    public Task Silent_where_the_set_up_sets_a_shorter_time() => Verify.ReportsAsync(
        Usings + """
        using NUnit.Framework;

        public class Tests
        {
            private TimeSpan _grace;
            [SetUp] public void SetUp() => _grace = TimeSpan.FromMilliseconds(50);
            [Test] public void Works() { Thread.Sleep(60); Assert.That(_grace, Is.Not.Null); }
            [Test] public void Other() { Thread.[|Sleep|](40); Assert.That(_grace, Is.Not.Null); }
        }
        """,
        Library.NUnit);

    [Theory]
    [InlineData("Entry_expires")]
    [InlineData("Runs_after_the_interval")]
    [InlineData("Session_timeout_closes")]
    public Task Silent_in_tests_of_time_itself_by_name(string name) => InTestAsync("Start(); await Task.Delay(200); Assert.That(Count, Is.EqualTo(1));", name);

    [Theory]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); await Task.Delay(200); Assert.That(watch.ElapsedMilliseconds, Is.GreaterThan(100));")]
    [InlineData("var before = DateTime.UtcNow; await Task.Delay(200); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)); await Task.Delay(200); Assert.That(source.IsCancellationRequested);")]
    [InlineData("using var source = new CancellationTokenSource(millisecondsDelay: 100); await Task.Delay(200); Assert.That(source.IsCancellationRequested);")]
    [InlineData("const int life = 50; using var source = new CancellationTokenSource(life); await Task.Delay(life * 2); Assert.That(source.IsCancellationRequested);")]
    public Task Silent_in_tests_of_time_itself_by_what_they_do(string body) => InTestAsync(body);

    [Theory]
    [InlineData("Start(); Thread.[|Sleep|](100); Assert.That(Count, Is.EqualTo(1)); await StopAsync();")]
    [InlineData("Start(); await Task.[|Delay|](100); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("Start(); await Task.[|Delay|](100).ConfigureAwait(false); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("Start(); await Task.[|Delay|](2 * 1000, default); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("Start(); await Task.[|Delay|](TimeSpan.FromSeconds(1)); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("Start(); Thread.[|Sleep|](TimeSpan.FromSeconds(0.5)); Assert.That(Count, Is.EqualTo(1)); await StopAsync();")]
    [InlineData("const int Wait = 50; Start(); await Task.[|Delay|](Wait); Assert.That(Count, Is.EqualTo(1));")]
    [InlineData("Start(); await Task.[|Delay|](100); await StopAsync(); var count = Count; Console.WriteLine(count); Assert.That(count, Is.EqualTo(1));")]
    [InlineData("Start(); await Task.[|Delay|](100); lock (_seen) { Assert.That(Count, Is.EqualTo(1)); }")]
    [InlineData("Start(); await Task.[|Delay|](100); foreach (var s in _seen) Assert.That(s, Is.EqualTo(1));")]
    [InlineData("Start(); await Task.[|Delay|](100); Assert.Multiple(() => { Assert.That(Count, Is.EqualTo(1)); });")]
    [InlineData("Start(); await Task.[|Delay|](100); Check();")]
    [InlineData("Start(); await Task.[|Delay|](100); Assert.That(_seen, Is.Not.Empty);")]
    [InlineData("try { Start(); await Task.[|Delay|](100); Assert.That(Count, Is.EqualTo(1)); } finally { await StopAsync(); }")]
    public Task Reports_a_fixed_sleep_before_an_assertion(string body) => InTestAsync(body);

    [Theory, MemberData(nameof(Frameworks))]
    public Task Reports_in_every_framework(FrameworkCode framework)
    {
        if (framework.Library == Library.TUnit)
            return Task.CompletedTask;

        var assert = framework.Library is Library.NUnit ? "Assert.That(seen, Is.EqualTo(1));" : framework.Library is Library.MSTest ? "Assert.AreEqual(1, seen);" : "Assert.Equal(1, seen);";
        return Verify.ReportsAsync(
            Usings + framework.Class("", $"var seen = 0; new Thread(() => seen = 1).Start(); Thread.[|Sleep|](100); {assert}"), framework.Library);
    }

    [Fact]
    public Task Silent_outside_tests_and_on_sleeps_of_the_users_own() => Verify.ReportsAsync(
        """
        using NUnit.Framework;

        public static class Thread { public static void Sleep(int ms) { } }

        public class Tests
        {
            [Test] public void Works() { Thread.Sleep(100); Assert.That(1, Is.EqualTo(1)); }
            private static void Helper() { System.Threading.Thread.Sleep(100); Assert.That(1, Is.EqualTo(1)); }
        }
        """,
        Library.NUnit);
}
