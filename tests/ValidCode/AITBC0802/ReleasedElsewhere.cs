// frameworks: NUnit
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace ValidCode.ReleasedElsewhere;

// The base keeps a list and empties it; the derived class only hands things over.
public abstract class Collecting
{
    private readonly List<IDisposable> _later = new();

    protected T Later<T>(T disposable) where T : IDisposable
    {
        _later.Add(disposable);
        return disposable;
    }

    [TearDown]
    public void DisposeAll()
    {
        foreach (var disposable in _later)
            disposable.Dispose();
        _later.Clear();
    }
}

public class HandedOver : Collecting
{
    private TcpClient? _client;

    [SetUp]
    public void SetUp() => _client = Later(new TcpClient());

    [Test]
    public void Works() => Assert.That(_client, Is.Not.Null);
}

// The attribute stands on the base only; the override releases.
public abstract class Template
{
    [SetUp]
    public void Before() => Arrange();

    [TearDown]
    public void After() => End();

    protected abstract void Arrange();

    protected virtual void End()
    {
    }
}

public class Overriding : Template
{
    private Socket? _socket;
    private IDisposable? _borrowed;
    private UdpClient? _moved;

    protected override void Arrange()
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _moved = new UdpClient();
        _borrowed = Broker.Shared;
    }

    protected override void End() => Close(_socket, _moved);

    private static void Close(params IDisposable?[] all)
    {
        foreach (var one in all)
            one?.Dispose();
    }

    [Test]
    public void Works() => Assert.That(_socket ?? (object?)_borrowed, Is.Not.Null);
}

public static class Broker
{
    public static IDisposable Shared { get; } = new TcpClient();
}

// Lazy, swapped, disposed through a pattern, through a task, in a finally.
public class ManyWays
{
    private TcpListener? _lazy;
    private Timer? _swapped;
    private object? _pattern;
    private FileSystemWatcher? _final;
    private CancellationTokenSource _cancelled = new();

    private TcpListener Lazy => _lazy ??= new TcpListener(IPAddress.Loopback, 0);

    [SetUp]
    public void SetUp()
    {
        _swapped = new Timer(_ => Lazy.Start());
        _pattern = new TcpClient();
        _final = new FileSystemWatcher(Path.GetTempPath());
    }

    [TearDown]
    public async Task TearDown()
    {
        try
        {
            var timer = Interlocked.Exchange(ref _swapped, null);
            if (timer is { } running)
                await running.DisposeAsync();
            if (_pattern is IDisposable disposable)
                disposable.Dispose();
        }
        finally
        {
            _final?.Dispose();
        }
    }

    [OneTimeTearDown]
    public void Last()
    {
        _lazy?.Stop();
        _cancelled.Cancel();
    }

    [Test]
    public void Works() => Assert.That(_pattern, Is.Not.Null);
}
