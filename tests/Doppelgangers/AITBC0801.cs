// frameworks: XunitV2
using System.Collections.Generic;
using Xunit;

namespace Doppelgangers.Code
{
    /// <summary>An encyclopedia: its facts are not tests, and its theories need no proof.</summary>
    public class Animals
    {
        private static readonly List<string> Seen = new List<string>();
        private static int looked;

        [Fact]
        public void Whale()
        {
            Seen.Add("whale");
            looked++;
        }

        [Theory]
        [InlineData("bat")]
        public void Other(string name)
        {
            Seen.Add(name);
            looked += Seen.Count;
        }
    }
}

namespace Doppelgangers
{
    public sealed class FactAttribute : System.Attribute;

    public sealed class TheoryAttribute : System.Attribute;

    public sealed class InlineDataAttribute(string text) : System.Attribute
    {
        public string Text { get; } = text;
    }
}
