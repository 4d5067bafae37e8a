using Verify = Aitbc.Analyzers.Tests.RuleVerifier<Aitbc.Analyzers.Gitea.RetryWithoutBackoffAnalyzer, Aitbc.Analyzers.Gitea.RetryWithoutBackoffCodeFix>;

namespace Aitbc.Analyzers.Tests.Gitea;

public class RetryWithoutBackoffTests
{
    [Theory]
    [InlineData("for", true)]
    [InlineData("[|for|]", false)]
    public Task Silent_in_a_handler_that_tests_bring(string loop, bool isOfTests) => Verify.ReportsAsync(
        $$"""
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        public class Retrying : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                {{loop}} (var attempt = 0; attempt < 3; attempt++)
                {
                    try { return await base.SendAsync(request, token); } catch (HttpRequestException) { if (attempt == 2) throw; }
                }

                return new HttpResponseMessage();
            }
        }

        public class Tests
        {
            {{(isOfTests ? "[Xunit.Fact] public void Works() => new HttpClient(new Retrying()).Dispose();" : "")}}
        }
        """, Library.XunitV2);

    [Theory]
    // The pause grows, or changes in a way of its own.
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000 << i); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, i))); } }")]
    [InlineData("for (var i = 1; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(Wait * i); } }")]
    [InlineData("var pause = 100; for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(pause); pause *= 2; } }")]
    [InlineData("for (var i = 0; i < 2 + 3; i++) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(pauses[i % 2]); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { var pause = 100 * (i + 1); await Task.Delay(pause); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(BackOff(i)); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(i < 3 ? 100 : 1000); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(random.Next(100, 1000)); } }")]
    [InlineData("foreach (var pause in pauses) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(pause); } }")]
    // The server says how long.
    [InlineData("for (var i = 0; i < 5; i++) { var response = await http.GetAsync(\"/\"); if (response.IsSuccessStatusCode) return \"\"; await Task.Delay(response.Headers.RetryAfter?.Delta ?? Wait); }")]
    // Another target each time.
    [InlineData("foreach (var url in urls) { try { return await http.GetStringAsync(url); } catch (HttpRequestException) { } }")]
    [InlineData("for (var i = 0; i < urls.Count; i++) { try { return await http.GetStringAsync(urls[i]); } catch (HttpRequestException) { } }")]
    [InlineData("for (var i = 0; i < 9; i++) { var url = urls[i % urls.Count]; try { return await http.GetStringAsync(url); } catch (HttpRequestException) { } }")]
    [InlineData("var port = 80; while (port < 90) { try { socket.Connect(\"host\", port); break; } catch (SocketException) { port++; } }")]
    [InlineData("var left = new Queue<Uri>(urls); while (left.Count > 0) { try { return await http.GetStringAsync(left.Dequeue()); } catch (HttpRequestException) { } }")]
    // A service that goes on after a bad message: that all went well does not end the loop.
    [InlineData("while (!token.IsCancellationRequested) { try { await http.GetStringAsync(\"/\", token); } catch (HttpRequestException) { await Task.Delay(1000, token); } }")]
    [InlineData("while (!stopped) { try { Log(await http.GetStringAsync(\"/\", token)); } catch (HttpRequestException) { } await Task.Delay(1000, token); }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } }")]
    // Pages.
    [InlineData("string? next = \"/\"; while (next != null) { try { next = await http.GetStringAsync(next); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    // Polling for a state, with or without patience for failures.
    [InlineData("for (var i = 0; i < 50; i++) { try { if (await http.GetStringAsync(\"/state\") == \"done\") return \"\"; } catch (HttpRequestException) { } await Task.Delay(100); }")]
    [InlineData("for (var i = 0; i < 50; i++) { var state = await http.GetStringAsync(\"/state\"); if (state == \"done\") break; await Task.Delay(100); }")]
    // Another writer was faster.
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) when (IsConflict(e)) { } }", "private static bool IsConflict(Exception e) => true;")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (NodeNotFoundException) { await Task.Delay(1000); } }", "private sealed class NodeNotFoundException : HttpRequestException;")]
    // Work on this machine, and a server that it has started.
    [InlineData("using var server = Process.Start(\"x\"); for (var i = 0; i < 5 && !server.HasExited; i++) { try { socket.Connect(point); break; } catch (SocketException) { Thread.Sleep(100); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { socket.Connect(new IPEndPoint(IPAddress.Loopback, 80)); break; } catch (SocketException) { } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { socket.Connect(\"localhost\", 80); break; } catch (SocketException) { } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { using var file = File.OpenRead(\"x\"); return \"\"; } catch (IOException) { await Task.Delay(100); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await LocalAsync(); } catch (InvalidOperationException) { await Task.Delay(100); } }")]
    // What failed is no remote call.
    [InlineData("for (var i = 0; i < 5; i++) { try { return int.Parse(await http.GetStringAsync(\"/\")).ToString(); } catch (FormatException) { } }")]
    // The failure ends it.
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { break; } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { throw; } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } finally { Log(\"\"); } }")]
    // Once more, not again and again.
    [InlineData("for (var i = 0; i < 2; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i == 0) { } }")]
    [InlineData("for (var i = 0; i <= 1; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(Pause); } }")]
    [InlineData("var again = false; while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (!again) { again = true; } }")]
    // A user is asked before it goes on.
    [InlineData("for (var i = 0; i < 3; i++) { var name = Console.ReadLine(); try { return await http.GetStringAsync(\"/\" + name); } catch (HttpRequestException) { Console.WriteLine(\"no\"); } }")]
    // The pause is somebody else's.
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { await BackOffAsync(e); } }", "private Task BackOffAsync(Exception e) => Task.Delay(1);")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await onFailure(); } }", "private readonly Func<Task> onFailure = () => Task.CompletedTask;")]
    // Without end: AITBC0502's.
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { Login(); await Task.Delay(1000); } }", "private void Login() { }")]
    // A server that accepts, one that prepares the next attempt, and another writer who was faster.
    [InlineData("for (var i = 0; i < 5; i++) { try { var caller = await socket.AcceptAsync(); caller.Send([1]); return \"\"; } catch (SocketException) { } }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { PrepareReset(); } }", "private void PrepareReset() { }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) when (e.Data[0] is Code.Aborted) { await Task.Delay(10); } }", "private enum Code { Aborted }")]
    [InlineData("await Task.Delay(1);", "private sealed class RowLock(DbConnection database) { public void Take() { for (var i = 0; i < 5; i++) { try { database.Open(); return; } catch (DbException) { Thread.Sleep(1000); } } } }")]
    [InlineData("again: try { while (await queue!.Reader.WaitToReadAsync(token)) Log(await http.GetStringAsync(\"/\")); } catch (Exception) when (!token.IsCancellationRequested) { await Task.Delay(1000); goto again; }", "private readonly System.Threading.Channels.Channel<int>? queue;")]
    [InlineData("while (true) { try { return await http.GetStringAsync(\"/\"); } catch (Exception) { if (daemon!.HasExited) throw; } await Task.Delay(1000, token); }", "private sealed class Daemon { public bool HasExited => false; } private readonly Daemon? daemon;")]
    // A wait, and called so.
    [InlineData("// Wait until the stream can be created.\n for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } }")]
    [InlineData("//wait for the server\n for (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    // A stand-in for another machine, a server that is started, or a server that nobody says is tried again.
    [InlineData("for (var i = 0; i < 5; i++) { try { await new FakeClient().SendAsync(); break; } catch (Exception) { await Task.Delay(100); } }", "private sealed class FakeClient { public Task SendAsync() => Task.CompletedTask; }")]
    [InlineData("for (var i = 0; i < 5; i++) { try { await new InMemoryClient().SendAsync(); break; } catch (Exception) { await Task.Delay(100); } }", "private sealed class InMemoryClient { public Task SendAsync() => Task.CompletedTask; }")]
    [InlineData("for (var attempt = 0; attempt < 5; attempt++) { try { await server!.StartAsync(); break; } catch (Exception) { await Task.Delay(100); } }", "private interface IJobServer { Task StartAsync(); } private readonly IJobServer? server;")]
    [InlineData("var retriesLeft = 3; while (true) { retriesLeft--; try { plane!.Clear(1); break; } catch (Exception) { if (retriesLeft <= 0) throw; Thread.Sleep(250); } }", "private interface IBackplane { void Clear(int id); } private readonly IBackplane? plane;")]
    [InlineData("for (var i = 0; i < 5; i++) { try { await server!.FinishAsync(); break; } catch (Exception) { await Task.Delay(100); } }", "private interface IJobServer { Task FinishAsync(); } private readonly IJobServer? server;")]
    [InlineData("for (var attempt = 0; attempt < 5; attempt++) { try { await server!.FinishAsync(); break; } catch (IOException) { await Task.Delay(100); } }", "private interface IJobServer { Task FinishAsync(); } private readonly IJobServer? server;")]
    [InlineData("for (var attempt = 0; attempt < 5; attempt++) { try { A(); break; } catch (IOException) { await Task.Delay(100); } }", "private void A() => B(); private void B() => C(); private void C() => http.Send(new());")]
    public Task Silent_where_the_pause_grows_or_nothing_is_retried(string body, string members = "") =>
        Verify.ReportsAsync(RetryCode.Of(body, members));

    [Fact]
    public Task Silent_where_something_is_waited_for_to_become_ready() => Verify.ReportsAsync(RetryCode.Of("", """
        public async Task WaitForServerAsync()
        {
            for (var i = 0; i < 60; i++)
            {
                try { await http.GetStringAsync("/health"); return; }
                catch (HttpRequestException) { await Task.Delay(500); }
            }
        }
        public async Task<bool> IsUp()
        {
            for (var i = 0; i < 60; i++)
            {
                try { await http.GetStringAsync("/healthz"); return true; }
                catch (HttpRequestException) { await Task.Delay(500); }
            }
            return false;
        }
        """));

    [Theory]
    // No pause at all.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { Log(e.Message); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) when (i < 4) { } }")]
    // The same pause each time: literal, constant, field, parameter, property, local.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (Exception) { await Task.Delay(Pause, token); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(Wait).ConfigureAwait(false); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { Thread.Sleep(given); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { Task.Delay(Configured).Wait(); } }")]
    [InlineData("var pause = TimeSpan.FromSeconds(3); [|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch { await Task.Delay(pause); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { if (i > 0) await Task.Delay(TimeSpan.FromSeconds(1)); try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { Log(\"\"); } }")]
    // Ways out when it went well.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { Log(await http.GetStringAsync(\"/\")); break; } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("var done = false; var i = 0; [|while|] (!done && i < 5) { try { Log(await http.GetStringAsync(\"/\")); done = true; } catch (HttpRequestException) { i++; await Task.Delay(1000); } }")]
    [InlineData("string? text = null; var i = 0; [|while|] (text == null && i++ < 5) { try { text = await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("var i = 0; bool again; [|do|] { again = false; try { Log(await http.GetStringAsync(\"/\")); } catch (HttpRequestException) { again = ++i < 5; await Task.Delay(1000); } } while (again);")]
    [InlineData("var i = 0; [|while|] (true) { try { Log(await http.GetStringAsync(\"/\")); } catch (HttpRequestException) { if (++i > 5) throw; await Task.Delay(1000); continue; } break; }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { string text; try { text = await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); continue; } return text; }")]
    [InlineData("var i = 0; [|while|] (!socket.Connected && i++ < 5) { try { socket.Connect(point); } catch (SocketException) { Thread.Sleep(1000); } }")]
    // A status instead of an exception.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { var response = await http.PostAsync(\"/\", null); if (response.IsSuccessStatusCode) return \"\"; await Task.Delay(1000); }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { kept = await http.SendAsync(request); if (kept.StatusCode == HttpStatusCode.OK) break; await Task.Delay(1000); }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { var response = await http.GetAsync(\"/\"); if (response.StatusCode == HttpStatusCode.BadGateway) { await Task.Delay(1000); continue; } return \"\"; }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { var response = await http.GetAsync(\"/\"); if (response.IsSuccessStatusCode) return \"\"; } catch (HttpRequestException) { } await Task.Delay(1000); }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { var response = await http.GetAsync(\"/\"); response.EnsureSuccessStatusCode(); return \"\"; } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    // What is called.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { await database.OpenAsync(token); break; } catch (DbException) { await Task.Delay(1000); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { socket.Connect(point); break; } catch (SocketException) { Thread.Sleep(1000); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { using var response = await http.PostAsJsonAsync(\"/\", new { Name = given.Days, Deep = new Uri(\"/\") }, token); return \"\"; } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { using var again = new HttpRequestMessage { Method = HttpMethod.Post, Content = request.Content }; await http.SendAsync(again); break; } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await IssueAsync(); } catch (Exception) { await Task.Delay(1000); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await LocalAsync(); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    [InlineData("async Task<string> Get() { return await http.GetStringAsync(\"/\"); } [|for|] (var i = 0; i < 5; i++) { try { return await Get(); } catch (Exception) { await Task.Delay(1000); } }")]
    // With a way to stop, but with the same pause.
    [InlineData("[|while|] (!token.IsCancellationRequested) { try { return await http.GetStringAsync(\"/\", token); } catch (HttpRequestException) { await Task.Delay(1000, token); } }")]
    [InlineData("var i = 0; again: try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { if (++i > 5) throw; await Task.Delay(1000); [|goto|] again; }")]
    [InlineData("// Try again: the server may be busy, and waiting helps.\n [|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    // Whatever of .NET is called besides waits for nothing.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException e) { Log(string.Concat(new AggregateException(e).Flatten().InnerExceptions)); } }")]
    // LogInformation is no login, and a text that another project makes takes no time.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { LogInformation(\"\"); await Task.Delay(1000); } }", "private static void LogInformation(string text) { }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (HttpRequestException) { debug!(\"\"); } }", "private readonly Action<string>? debug;")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { Log($\"attempt {i}\"); Fetch(); return \"\"; } catch (HttpRequestException) { await Task.Delay(1000); } }", "private void Fetch() { }")]
    // Which attempt it is makes it no other call.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(Address(isLast: i == 4)); } catch (HttpRequestException) { await Task.Delay(1000); } }", "private static string Address(bool isLast) => \"\";")]
    // What is excluded by the filter is not caught.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return await http.GetStringAsync(\"/\"); } catch (Exception e) when (e is HttpRequestException || e is IOException && !(e is DirectoryNotFoundException || e is FileNotFoundException)) { await Task.Delay(1000); } }")]
    // The statuses that are worth another attempt have sections of their own.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { var response = await http.GetAsync(\"/\"); switch (response.StatusCode) { case HttpStatusCode.BadGateway: await Task.Delay(1000); continue; default: return \"\"; } } catch (Exception e) { Log(e.Message); await Task.Delay(1000); } }")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { await send!(request); return \"\"; } catch (Exception) { await Task.Delay(1000); } }", "private readonly Func<HttpRequestMessage, Task<HttpResponseMessage>>? send;")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { Ack ack; try { await http.GetStringAsync(\"/\"); ack = new(); } catch (HttpRequestException) { await Task.Delay(1000); continue; } if (ack.IsSuccess()) return \"\"; await Task.Delay(1000); }", "private sealed class Ack { public bool IsSuccess() => true; }")]
    // A call that joins texts waits for nothing.
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { return string.Join(\";\", await http.GetStringAsync(\"/\")); } catch (HttpRequestException) { await Task.Delay(1000); } }")]
    // Code that says that it tries again is looked deeper into, and a server behind an interface counts.
    [InlineData("[|for|] (var attempt = 0; attempt < 5; attempt++) { try { await AAsync(); break; } catch (Exception) { await Task.Delay(1000); } }", "private Task AAsync() => BAsync(); private Task BAsync() => Locked(async () => await CAsync()); private Task Locked(Func<Task> work) => work(); private Task CAsync() => http.GetAsync(\"/\");")]
    [InlineData("var retriesLeft = 3; [|while|] (true) { retriesLeft--; try { plane!.Subscribe(1); break; } catch (Exception) { if (retriesLeft <= 0) throw; Thread.Sleep(250); } } return \"\";", "private interface IBackplane { void Subscribe(int id); } private readonly IBackplane? plane;")]
    [InlineData("var retries = 5; [|while|] (retries-- > 0) { try { await server!.FinishAsync(1); return \"\"; } catch (ArgumentException) { break; } catch (Exception) { Log(\"\"); } await Task.Delay(TimeSpan.FromSeconds(5)); }", "private interface IJobServer { Task FinishAsync(int job); } private readonly IJobServer? server;")]
    [InlineData("[|for|] (var i = 0; i < 5; i++) { try { await new EventConnection().StartAsync(); break; } catch (Exception) { await Task.Delay(1000); } }", "private sealed class EventConnection { public Task StartAsync() => Task.CompletedTask; }")]
    public Task Reports_a_retry_with_the_same_pause_or_none(string body, string members = "") => Verify.ReportsAsync(RetryCode.Of(body, members));

    [Fact]
    public Task Reports_a_method_that_calls_itself_again() => Verify.ReportsAsync(RetryCode.Of("", """
        public async Task<string> GetAsync(string path, int left)
        {
            try { return await http.GetStringAsync(path); }
            catch (HttpRequestException)
            {
                if (left == 0) throw;
                await Task.Delay(1000);
                return await [|GetAsync|](path, left - 1);
            }
        }
        public async Task<string> FromMirror(string path, int left)
        {
            try { return await http.GetStringAsync(path); }
            catch (HttpRequestException) when (left > 0) { return await FromMirror("/mirror" + path, left - 1); }
        }
        """));
}
