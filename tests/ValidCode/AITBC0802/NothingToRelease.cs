// frameworks: XunitV2
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ValidCode.NothingToRelease;

public sealed class Fixture : IDisposable
{
    public HttpClient Client { get; } = new();

    public void Dispose() => Client.Dispose();
}

public class Tests(Fixture fixture) : IClassFixture<Fixture>
{
    private static readonly HttpClient Shared = new();
    private readonly HttpClient _given = fixture.Client;
    private readonly HttpClient _faked = new(new Answering());
    private readonly MemoryStream _memory = new();
    private readonly StreamWriter _writer = new(new MemoryStream());
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Task _task = Task.Run(static () => { });
    private readonly IEnumerator<int> _numbers = new List<int>().GetEnumerator();
    private readonly Noting _noting = new();
    private readonly Lazy<HttpClient> _lazy = new(static () => new HttpClient());
    private readonly Func<IDisposable> _factory = static () => new HttpClient();

    // A name only: nothing is ever made there.
    private readonly string _missing = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());

    // AITBC0805 speaks of fixed names.
    private readonly string _root = Path.GetTempPath();

    [Fact]
    public void Works() => Assert.False(Directory.Exists(_missing) || _noting.IsDisposed);

    private sealed class Answering : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());
    }

    private sealed class Noting : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose()
        {
            IsDisposed = true;
            GC.SuppressFinalize(this);
        }
    }
}

// Not made by the framework: whoever makes it ends it.
public sealed class Helper
{
    private readonly HttpClient _client = new();

    public Task<string> GetAsync() => _client.GetStringAsync("http://localhost");
}
