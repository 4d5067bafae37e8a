// frameworks: NUnit
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace ValidCode.SharedStatics;

[SetUpFixture]
public class Assembly
{
    public static string? Root { get; private set; }

    [OneTimeSetUp]
    public void Start()
    {
        Root = Path.GetRandomFileName();
        Helper.Configure("en");
    }

    [OneTimeTearDown]
    public void Stop() => Root = null;
}

public static class Helper
{
    private static int s_port = 5000;

    public static int Port => s_port;

    // Other projects that compile this file call it once.
    public static void UsePort(int port) => s_port = port;

    private static string s_language = "";

    public static string Language => s_language;

    public static void Configure(string language) => s_language = language;
}

// NUnit runs all tests on one instance; set-up gives each test its own values.
public class ResetInSetUp
{
    private readonly List<string> _files = new();
    private string _shared = "";
    private string _subject = "";
    private int _count;

    [OneTimeSetUp]
    public void Once() => _shared = Helper.Language + Assembly.Root + Helper.Port;

    [SetUp]
    public void SetUp()
    {
        _subject = "fresh";
        _count = 0;
        Prepare();
    }

    [TearDown]
    public void TearDown()
    {
        foreach (var file in _files)
            File.Delete(file);
        _files.Clear();
    }

    private void Prepare() => _count = _subject.Length;

    [Test]
    public void First()
    {
        _subject += "a";
        _files.Add(_subject);
        _count++;
        Assert.That(_shared + _count, Is.Not.Empty);
    }

    [Test]
    public void Second()
    {
        _subject += "b";
        _files.Add(_subject);
        Assert.That(_subject, Is.EqualTo("freshb"));
    }
}

// No other test can see what the only test leaves on its instance.
public class OneTest
{
    private int _received;

    [Test]
    public void Counts()
    {
        Receive();
        Assert.That(_received, Is.EqualTo(1));
    }

    private void Receive() => _received++;
}

// A derived class says what happens in a step that the base's set-up runs.
public abstract class Scenario
{
    [SetUp]
    public void Run()
    {
        Given();
        When();
    }

    protected abstract void Given();

    protected abstract void When();
}

public class WhenAdding : Scenario
{
    private int _sum;
    private List<int> _numbers = new();

    protected override void Given() => _numbers = new List<int> { 1, 2 };

    protected override void When()
    {
        foreach (var number in _numbers)
            _sum += number;
    }

    [Test]
    public void Sums() => Assert.That(_sum, Is.GreaterThan(0));

    [Test]
    public void KeepsNumbers() => Assert.That(_numbers, Has.Count.EqualTo(2));
}

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class OwnInstance
{
    private int _count;

    [Test]
    public void A() => Assert.That(_count++, Is.Zero);

    [Test]
    public void B() => Assert.That(_count++, Is.Zero);
}

// Each test that needs a server makes its own; tear-down ends it, whichever test made it.
public class ServerOfATest
{
    private StringWriter? _server;
    private string _directory = "";

    [TearDown]
    public void TearDown()
    {
        _server?.Dispose();
        if (_directory.Length > 0)
            Directory.Delete(_directory, true);
    }

    [Test]
    public void Plain()
    {
        _server = new StringWriter();
        _directory = Directory.CreateTempSubdirectory().FullName;
        Assert.That(_server.ToString() + _directory, Is.Not.Null);
    }

    [TestCase(1)]
    public void WithPort(int port)
    {
        _server = new StringWriter();
        _directory = Directory.CreateTempSubdirectory("p" + port).FullName;
        Assert.That(_server.ToString() + _directory, Is.Not.Null);
    }
}

// Sister classes run on instances of their own.
public abstract class Step
{
    protected List<int> Seen = new();
    protected System.Collections.Concurrent.ConcurrentQueue<int> Queue { get; } = new();
}

public class StepC : Step
{
    [TestCase(1)]
    [TestCase(2)]
    public void OnlyReads(int count) => Assert.That(Seen, Has.Count.LessThan(count));
}

public class StepA : Step
{
    [Test]
    public void Runs()
    {
        Seen.Add(1);
        Assert.That(Seen, Has.Count.EqualTo(1));
    }
}

public class StepB : Step
{
    [Test]
    public void Runs()
    {
        Seen.Add(2);
        Queue.Enqueue(2);
        Assert.That(Queue.TryDequeue(out _) && Seen.Count == 1);
    }
}
