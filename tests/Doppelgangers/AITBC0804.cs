// frameworks: XunitV2
using System;
using Xunit;

namespace Doppelgangers.Code
{
    /// <summary>The environment of a garden.</summary>
    public class Gardens
    {
        [Fact]
        public void Grows()
        {
            Environment.SetEnvironmentVariable("rain", "much");
            Assert.NotNull(Environment.GetEnvironmentVariable("rain"));
        }
    }
}

namespace Doppelgangers
{
    public static class Environment
    {
        public static string GetEnvironmentVariable(string name) => name;

        public static void SetEnvironmentVariable(string name, string value) => System.GC.KeepAlive(name + value);
    }
}
