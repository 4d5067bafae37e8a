// frameworks: NUnit
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using NUnit.Framework;

namespace ValidCode.RestoredInTime;

public abstract class Isolated
{
    private string? _directory;

    [SetUp]
    public void Save() => _directory = Environment.CurrentDirectory;

    [TearDown]
    public void PutBack() => Environment.CurrentDirectory = _directory!;
}

[TestFixture]
public class Tests : Isolated
{
    [Test]
    public void Goes_elsewhere()
    {
        Directory.SetCurrentDirectory(Path.GetTempPath());
        Assert.That(Environment.CurrentDirectory, Is.Not.Empty);
    }

    [Test]
    public void Speaks_German()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de");
        Assert.That(1.5.ToString(CultureInfo.CurrentCulture), Is.EqualTo("1,5"));
    }

    [Test]
    public void Sets_many_and_restores_all()
    {
        var saved = new Dictionary<string, string?>();
        foreach (var name in new[] { "AITBC_A", "AITBC_B" })
            saved[name] = Environment.GetEnvironmentVariable(name);
        try
        {
            Environment.SetEnvironmentVariable("AITBC_A", "1");
            Environment.SetEnvironmentVariable("AITBC_B", "2");
            Assert.Pass();
        }
        finally
        {
            foreach (var pair in saved)
                Environment.SetEnvironmentVariable(pair.Key, pair.Value);
        }
    }

    [Test]
    public void Starts_without()
    {
        Environment.SetEnvironmentVariable("AITBC_A", null);
        Assert.That(Environment.GetEnvironmentVariable("AITBC_A"), Is.Null);
    }

    [Test]
    public void Captures_output()
    {
        var previous = Console.Out;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            Console.Write("x");
        }
        finally
        {
            Console.SetOut(previous);
        }

        Assert.That(output.ToString(), Is.EqualTo("x"));
    }

    // What the callers say, and bring back.
    private static void Use(string value) => Environment.SetEnvironmentVariable("AITBC_B", value);

    private static readonly string Variable = "AITBC_C";

    private static void Enable()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
    }

    [Test]
    public void Uses_helpers()
    {
        try
        {
            Use("1");
            Enable();
            Assert.That(Environment.GetEnvironmentVariable("AITBC_C"), Is.EqualTo("1"));
        }
        finally
        {
            Use("");
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }
}
