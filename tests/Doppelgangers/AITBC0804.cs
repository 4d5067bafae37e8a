// frameworks: XunitV2
using Xunit;

namespace Doppelgangers.Code
{
    /// <summary>The environment of a garden, the console of an organ.</summary>
    public class Gardens
    {
        [Fact]
        public void Grows()
        {
            var garden = new Environment();
            garden.SetEnvironmentVariable("rain", "much");
            Console.SetOut("all pipes");
            garden.CurrentDirectory = "south";
            Assert.Equal("much", garden.Rain);
        }
    }

    public sealed class Environment
    {
        public string? Rain { get; private set; }

        public string? CurrentDirectory { get; set; }

        public void SetEnvironmentVariable(string name, string value) => Rain = name.Length > 0 ? value : null;
    }

    public static class Console
    {
        public static void SetOut(string pipes) => _ = pipes;
    }
}
