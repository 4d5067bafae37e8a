// frameworks: XunitV2
using System.Collections.Generic;
using Xunit;

namespace Doppelgangers.Code
{
    public class Shelf
    {
        public List<string> Books { get; } = new List<string>();
    }

    /// <summary>A shop: its fixtures are shelves, and its facts stand in the catalogue.</summary>
    public class Shop : IClassFixture<Shelf>
    {
        private readonly Shelf _shelf;

        public Shop(Shelf shelf) => _shelf = shelf;

        [Fact]
        public void Sells() => _shelf.Books.Add("novel");

        [Fact]
        public int Counts() => _shelf.Books.Count;
    }
}

namespace Doppelgangers
{
    public sealed class FactAttribute : System.Attribute;

    public interface IClassFixture<T>;
}
