// frameworks: XunitV2
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using Xunit;

namespace ValidCode.OwnNames;

// A home of fixed name under the temp directory, and below it a directory for each test.
public sealed class Homes : IDisposable
{
    private static readonly string Home = Path.Combine(Path.GetTempPath(), "valid-code");
    private static int s_next;

    private readonly string _own = Path.Combine(Home, Interlocked.Increment(ref s_next).ToString());

    public Homes()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(_own);
    }

    [Fact]
    public void Writes() => File.WriteAllText(Path.Combine(_own, "state.json"), "{}");

    public void Dispose() => Directory.Delete(_own, recursive: true);
}

// The caller's name is the file's.
public class CallerNames
{
    private static string PathFor([CallerMemberName] string test = "") => Path.Combine(Path.GetTempPath(), test + ".log");

    [Fact]
    public void One() => File.WriteAllText(PathFor(), "1");

    [Fact]
    public void Two() => File.WriteAllText(PathFor(), "2");
}

// Made, used and deleted by one test alone; the second class only compares the name.
public class Deleted
{
    private const string Name = "valid-export.csv";

    [Fact]
    public void Exports()
    {
        try
        {
            File.AppendAllText(Name, "a;b");
            Assert.True(new FileInfo(Name).Length > 0);
        }
        finally
        {
            File.Delete(Name);
        }
    }
}

public class Compared
{
    [Fact]
    public void Is_called_so() => Assert.EndsWith(".csv", "valid-export.csv");
}

// Text of programs that are compiled elsewhere, and tables of names.
public class Programs
{
    private const string Source = """System.IO.File.WriteAllText("out.json", "x");""";

    private static readonly Dictionary<string, string> Files = new() { ["out.json"] = Source };

    [Fact]
    public void Has_a_source() => Assert.NotEmpty(Files["out.json"]);
}

// Test vectors that are fetched and unpacked once, and kept for the next run on purpose.
public class Vectors
{
    private static void Unpack(string archive, string directory) => Assert.NotEqual(archive, directory);

    [Fact]
    public void Hold()
    {
        var directory = Path.Combine("Vectors", "scripts");
        if (!Directory.Exists(directory))
            Directory.CreateDirectory(directory);
        if (!File.Exists("scripts.zip"))
            Unpack("scripts.zip", directory);
        Assert.True(Directory.Exists(directory));
    }
}
