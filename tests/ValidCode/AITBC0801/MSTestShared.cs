// frameworks: MSTest
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ValidCode.SharedStatics;

[TestClass]
public class ClassWide
{
    private static readonly List<string> Users = new();
    private static string? s_server;
    private static TestContext? s_context;

    public TestContext? TestContext { get; set; }

    [AssemblyInitialize]
    public static void Load(TestContext context)
    {
        s_context = context;
        Users.Add("alice");
    }

    [ClassInitialize]
    public static void Start(TestContext context) => StartServer();

    [ClassCleanup]
    public static void Stop()
    {
        s_server = null;
        Users.Clear();
    }

    private static void StartServer()
    {
        s_server = "localhost";
        Users.Add(s_server);
    }

    [TestMethod]
    public void Reads() => Assert.IsNotNull(s_server + Users.Count + s_context);
}

// Without [Parallelize] MSTest runs one test after another.
[TestClass]
public class ResetBeforeEachTest
{
    private static Dictionary<string, string> s_headers = new();

    [TestInitialize]
    public void Initialize() => s_headers = new Dictionary<string, string>();

    [TestMethod]
    public void Adds()
    {
        s_headers["a"] = "b";
        Assert.AreEqual(1, s_headers.Count);
    }
}
