using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.TestWaitsWithoutTimeoutAnalyzer, Aitbc.Analyzers.CiTimeouts.TestWaitsWithoutTimeoutCodeFix>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

public class TestWaitsWithoutTimeoutFixTests
{
    private static string Code(string body) => $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;
        using NUnit.Framework;

        public class Tests
        {
            private readonly ManualResetEvent done = new(false);
            private readonly TaskCompletionSource<int> source = new();
            private readonly Channel<int> channel = Channel.CreateUnbounded<int>();
            private readonly BlockingCollection<int> queue = new();
            private readonly Process? process = null;

            [Test]
            public async Task Works()
            {
                await Task.Yield();
        {{body}}
            }
        }
        """;

    [Theory]
    [InlineData(
        "        await source.[|Task|];",
        "        await source.Task.WaitAsync(TimeSpan.FromSeconds(30));")]
    [InlineData(
        "        var x = await source.[|Task|].ConfigureAwait(false); // the answer",
        "        var x = await source.Task.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false); // the answer")]
    [InlineData(
        "        await source.[|Task|].WaitAsync(Timeout.InfiniteTimeSpan);",
        "        await source.Task.WaitAsync(TimeSpan.FromSeconds(30));")]
    [InlineData(
        "        Assert.That(await channel.Reader.[|ReadAsync|](), Is.EqualTo(1));",
        "        Assert.That(await channel.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo(1));")]
    [InlineData(
        "        await foreach (var x in channel.Reader.[|ReadAllAsync|]()) { }",
        "        await foreach (var x in channel.Reader.ReadAllAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token)) { }")]
    [InlineData(
        "        var x = queue.[|Take|]();",
        "        var x = queue.Take(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);")]
    [InlineData(
        "        Assert.That(done.[|WaitOne|]());",
        "        Assert.That(done.WaitOne(TimeSpan.FromSeconds(30)));")]
    [InlineData(
        """
                // Until the job is done.
                done.[|WaitOne|](); // for ever
                await source.[|Task|];
        """,
        """
                // Until the job is done.
                if (!done.WaitOne(TimeSpan.FromSeconds(30)))
                    throw new TimeoutException("'done.WaitOne()' took more than 30 seconds."); // for ever
                await source.Task.WaitAsync(TimeSpan.FromSeconds(30));
        """)]
    [InlineData(
        """
                _ = done.[|WaitOne|](-1);
        """,
        """
                if (!done.WaitOne(TimeSpan.FromSeconds(30)))
                    throw new TimeoutException("'done.WaitOne(-1)' took more than 30 seconds.");
        """)]
    [InlineData(
        """
                process?.[|WaitForExit|]();
        """,
        """
                if (process?.WaitForExit(TimeSpan.FromSeconds(30)) == false)
                    throw new TimeoutException("'process?.WaitForExit()' took more than 30 seconds.");
        """)]
    [InlineData(
        """
                foreach (var thread in new Thread[0])
                    thread.[|Join|]();
        """,
        """
                foreach (var thread in new Thread[0])
                {
                    if (!thread.Join(TimeSpan.FromSeconds(30)))
                        throw new TimeoutException("'thread.Join()' took more than 30 seconds.");
                }
        """)]
    [InlineData(
        """
                var exit = process!.WaitForExitAsync();
                await [|exit|];
        """,
        """
                var exit = process!.WaitForExitAsync();
                await exit.WaitAsync(TimeSpan.FromSeconds(30));
        """)]
    public Task Bounds_the_wait(string body, string fixedBody) => Verify.FixesAsync(Code(body), Code(fixedBody), libraries: Library.NUnit);

    [Theory]
    [InlineData("        bool seen = done.[|WaitOne|]();")]
    [InlineData("        Console.WriteLine(done.[|WaitOne|]());")]
    [InlineData("        var first = WaitHandle.[|WaitAny|](new WaitHandle[] { done });")]
    [InlineData("        done.[|WaitOne|](/* for ever */ -1);")]
    [InlineData("        process!.BeginOutputReadLine(); process.[|WaitForExit|]();")]
    [InlineData("        await Task.[|Delay|](-1);")]
    [InlineData("        Parallel.Invoke(() => new Thread(() => { }).[|Join|]());")]
    public Task Offers_nothing_where_a_time_out_would_go_unseen_or_change_more(string body) => Verify.HasNoFixAsync(Code(body), Library.NUnit);

    [Fact]
    public Task Writes_the_full_name_where_System_is_not_imported() => Verify.FixesAsync(
        """
        public class Tests
        {
            private readonly System.Threading.Tasks.TaskCompletionSource source = new();
            [NUnit.Framework.Test]
            public async System.Threading.Tasks.Task Works() => await source.[|Task|];
        }
        """,
        """
        public class Tests
        {
            private readonly System.Threading.Tasks.TaskCompletionSource source = new();
            [NUnit.Framework.Test]
            public async System.Threading.Tasks.Task Works() => await source.Task.WaitAsync(System.TimeSpan.FromSeconds(30));
        }
        """,
        libraries: Library.NUnit);
}
