using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.CiTimeouts.BlockingOnAsyncAnalyzer, Aitbc.Analyzers.CiTimeouts.BlockingOnAsyncCodeFix>;

namespace Aitbc.Analyzers.Tests.CiTimeouts;

// What the fix writes, and where there is none.
public partial class BlockingOnAsyncTests
{
    [Theory, MemberData(nameof(Frameworks))]
    public Task Fix_awaits_and_makes_the_test_async(FrameworkCode framework) => Verify.FixesAsync(
        Usings + framework.Class(
            Members,
            """
            Use(GetAsync().[|Result|]); // first
            // above
            GetAsync()
                .[|Wait|](); // second
            var length = Task.Run(() => "")
                .[|Result|].Length;
            Task.[|WaitAll|](GetAsync(), GetAsync());
            Use(-GetAsync().ConfigureAwait(false).GetAwaiter().[|GetResult|]());
            Use(Task.Run(() => Task.Run(() => 1)).[|Result|].ToString());
            """),
        Usings + framework.Class(
            Members,
            """
            Use(await GetAsync()); // first
            // above
            await GetAsync(); // second
            var length = (await Task.Run(() => "")).Length;
            await Task.WhenAll(GetAsync(), GetAsync());
            Use(-await GetAsync());
            Use((await Task.Run(() => Task.Run(() => 1))).ToString());
            """).Replace("public void Works", "public async Task Works"),
        libraries: framework.Library);

    [Fact]
    public Task Fix_keeps_comments_between_and_names_Task_in_full_where_it_must() => Verify.FixesAsync(
        """
        using NUnit.Framework;

        public class Tests
        {
            // What it does.
            [Test] // here
            public void Works() // there
            {
                var length = Client.GetAsync() // the call
                    // still the call
                    .[|Result|] // the result
                    .Length;
            }
        }

        public static class Client
        {
            public static System.Threading.Tasks.Task<string> GetAsync() => System.Threading.Tasks.Task.Run(() => "");
        }
        """,
        """
        using NUnit.Framework;

        public class Tests
        {
            // What it does.
            [Test] // here
            public async System.Threading.Tasks.Task Works() // there
            {
                var length = (await Client.GetAsync()) // the call
                                                       // still the call
                                                       // the result
                    .Length;
            }
        }

        public static class Client
        {
            public static System.Threading.Tasks.Task<string> GetAsync() => System.Threading.Tasks.Task.Run(() => "");
        }
        """,
        libraries: Library.NUnit);

    [Fact]
    public Task Fix_makes_helpers_and_their_callers_async() => Verify.FixesAsync(
        Usings + FrameworkCode.Frameworks[2].Class(
            Members + """

                private static int Helper(int n) => GetAsync().[|Result|] + n;
                private int Middle() { return Helper(1) + Helper(Helper(2)); }

                [SetUp]
                public void SetUp() => Use(Middle());
            """,
            """
            int Local() { return GetAsync().[|Result|]; }
            Use(Helper(3).ToString());
            Use(Local());
            """),
        Usings + FrameworkCode.Frameworks[2].Class(
            Members + """

                private static async Task<int> Helper(int n) => await GetAsync() + n;
                private async Task<int> Middle() { return await Helper(1) + await Helper(await Helper(2)); }

                [SetUp]
                public async Task SetUp() => Use(await Middle());
            """,
            """
            async Task<int> Local() { return await GetAsync(); }
            Use((await Helper(3)).ToString());
            Use(await Local());
            """).Replace("public void Works", "public async Task Works"),
        libraries: Library.NUnit);

    [Theory]
    [InlineData("try { GetAsync().[|Wait|](); } catch (AggregateException) { }")]
    [InlineData("try { GetAsync().[|Wait|](); } catch (Exception e) { Use(e.InnerException!); }")]
    [InlineData("GetAsync()?.[|Wait|]();")]
    [InlineData("var gate = new object(); Monitor.Enter(gate); GetAsync().[|Wait|](); Monitor.Exit(gate);")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture = new(\"de\"); GetAsync().[|Wait|]();")]
    [InlineData("Use(\"abc\".AsSpan().IndexOf(GetAsync().[|Result|].ToString()));")]
    [InlineData("var i = Task.[|WaitAny|](GetAsync());")]
    [InlineData("Span<int> s = stackalloc int[1]; s[0] = 1; GetAsync().[|Wait|]();")]
    public Task No_fix_where_await_is_not_possible_or_not_the_same(string body) =>
        Verify.HasNoFixAsync(Usings + FrameworkCode.Frameworks[2].Class(Members, body), Library.NUnit);

    [Fact]
    public Task No_fix_where_the_test_is_called_or_overridden() => Verify.HasNoFixAsync(
        Usings + """
        using NUnit.Framework;

        public class Tests
        {
            [Test] public void Called() => Task.Run(() => { }).[|Wait|]();
            [Test] public virtual void Overridden() => Task.Run(() => { }).[|Wait|]();
            [Test] public Task Given() { Task.Run(() => { }).[|Wait|](); return Task.CompletedTask; }
            [Test] public void Calls() => Called();
            [Test] public void OfHelperThatSetsTheCulture() => SetCulture();
            private static void SetCulture() => System.Globalization.CultureInfo.CurrentCulture = new(Task.Run(() => "de").[|Result|]);
        }
        """,
        Library.NUnit);
}
