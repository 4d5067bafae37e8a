// frameworks: XunitV3
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net.Http;
using Xunit;

namespace ValidCode.OwnObjects;

public class Server
{
    private readonly List<string> _users = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public List<string> Sink { get; } = new();

    public HttpClient NewClient => new() { BaseAddress = new Uri("http://localhost") };

    public HttpClient? Shared { get; set; }

    public void AddUser(string name) => _users.Add(name);

    public HttpClient CreateClient() => NewClient;
}

// Clients of the test's own, a log that many write, a sink that each test empties, one value made once.
public class Calls(Server server) : IClassFixture<Server>, IDisposable
{
    [Fact]
    public void One()
    {
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("User", "one");
        server.NewClient.DefaultRequestHeaders.Add("User", "one");
        server.AddUser("one");
        server.Log.Enqueue("one");
        server.Sink.Add("one");
        Assert.Contains("one", server.Sink);
    }

    [Fact]
    public void Two()
    {
        server.Shared ??= server.CreateClient();
        Assert.NotNull(server.Shared.BaseAddress);
        Assert.True(server.Log.Count < 9 && server.Sink.Count == 0);
    }

    public void Dispose() => server.Sink.Clear();
}

public class Limits
{
    public Uri? Proxy { get; set; }
}

// What is expected to throw assigns nothing.
public class Refusals(Limits limits) : IClassFixture<Limits>
{
    [Fact]
    public void Refuses_what_is_no_address() => Assert.Throws<UriFormatException>(() => limits.Proxy = new Uri("::"));

    [Fact]
    public void Starts_without() => Assert.Null(limits.Proxy);
}
