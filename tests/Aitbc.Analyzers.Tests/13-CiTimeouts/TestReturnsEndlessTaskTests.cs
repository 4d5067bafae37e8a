using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.TestWaitsWithoutTimeoutAnalyzer, Aitbc.Analyzers.CiTimeouts.TestWaitsWithoutTimeoutCodeFix>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

/// <summary>A test that returns the task which it waits for leaves the waiting to its framework, and is AITBC1303 all the same.</summary>
public class TestReturnsEndlessTaskTests
{
    public static TheoryData<FrameworkCode> Frameworks => FrameworkCode.All;

    private static string Code(FrameworkCode framework, string test, string body, string members = "") => $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        {{framework.Usings}}
        {{framework.TestClass}}
        public class Tests
        {
            private readonly TaskCompletionSource _done = new();
            private void Submit() => ThreadPool.QueueUserWorkItem(_ => _done.SetResult());
            {{members}}

            {{test}}
            public Task Works() {{body}}
        }
        """;

    [Theory, MemberData(nameof(Frameworks))]
    public async Task Silent_where_something_ends_it_or_nobody_waits(FrameworkCode framework)
    {
        foreach (var body in new[]
        {
            "{ Submit(); return _done.Task.WaitAsync(TimeSpan.FromSeconds(1)); }",
            "{ Submit(); return Task.WhenAny(_done.Task, Task.Delay(1000)); }",
            "{ _done.SetResult(); return _done.Task; }",
            "{ Func<Task> later = () => _done.Task; return Task.FromResult(later); }",
            "{ return Task.FromResult(Later()); Task Later() => _done.Task; }",
            "{ if (_done.Task.IsCompleted) return _done.Task; return Task.CompletedTask; }",
        })
            await Verify.ReportsAsync(Code(framework, framework.Test, body), framework.Library);

        await Verify.ReportsAsync(Code(framework, framework.TestWithTimeout, "{ Submit(); return _done.Task; }"), framework.Library);
        await Verify.ReportsAsync(Code(framework, framework.Test, "=> Task.CompletedTask;", "public Task Signal() => _done.Task;"), framework.Library);
    }

    [Theory, MemberData(nameof(Frameworks))]
    public async Task Reports_and_bounds_what_a_test_returns(FrameworkCode framework)
    {
        foreach (var (body, fixedBody) in new[]
        {
            ("{ Submit(); return _done.[|Task|]; }", "{ Submit(); return _done.Task.WaitAsync(TimeSpan.FromSeconds(30)); }"),
            ("=> _done.[|Task|];", "=> _done.Task.WaitAsync(TimeSpan.FromSeconds(30));"),
            ("{ var task = _done.Task; return [|task|]; }", "{ var task = _done.Task; return task.WaitAsync(TimeSpan.FromSeconds(30)); }"),
            ("=> Task.[|WhenAll|](_done.Task, Task.Delay(1));", "=> Task.WhenAll(_done.Task, Task.Delay(1)).WaitAsync(TimeSpan.FromSeconds(30));"),
        })
            await Verify.FixesAsync(Code(framework, framework.Test, body), Code(framework, framework.Test, fixedBody), libraries: framework.Library);
    }
}
