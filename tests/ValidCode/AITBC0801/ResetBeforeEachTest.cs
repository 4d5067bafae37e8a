// frameworks: XunitV2
using System.Collections.Generic;
using Xunit;

namespace ValidCode.ResetBeforeEachTest;

// Set-up empties it, and the two classes that use it wait for one another.
public static class Journal
{
    public static readonly List<string> Lines = new();

    public static int Writers { get; set; }
}

[Collection("journal")]
public class WritesToTheJournal
{
    public WritesToTheJournal()
    {
        Journal.Lines.Clear();
        Journal.Writers = 0;
    }

    [Fact]
    public void Once()
    {
        Journal.Writers++;
        Journal.Lines.Add("once");
        Assert.Equal(Journal.Writers, Journal.Lines.Count);
    }
}

[Collection("journal")]
public class ReadsTheJournal
{
    public ReadsTheJournal() => Journal.Lines.Clear();

    [Fact]
    public void Empty()
    {
        Journal.Writers = 0;
        Assert.Empty(Journal.Lines);
    }
}

// One class has it for itself; its tests run one after the other.
public class AloneWithACount
{
    private static int calls;

    public AloneWithACount() => calls = 0;

    [Fact]
    public void One() => Assert.Equal(1, ++calls);

    [Fact]
    public void Two() => Assert.Equal(2, calls += 2);
}

// Each closed type has a static of its own.
public abstract class Counting<T>
{
    private static int seen;

    protected Counting() => seen = 0;

    [Fact]
    public void Sees() => Assert.Equal(1, ++seen);
}

public class CountingNumbers : Counting<int>
{
}

public class CountingTexts : Counting<string>
{
}
