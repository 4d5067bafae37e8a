// frameworks: XunitV2
using Xunit;

namespace Doppelgangers.Code
{
    /// <summary>A listener of one's own, to whom nobody has to say goodbye.</summary>
    public class Choirs
    {
        [Fact]
        public void Sings()
        {
            var listener = new TcpListener("first row");
            listener.Start();
            var file = File.Create("a song");
            Assert.NotNull(file.Name + listener.Seat);
            File.Create("another song");
        }
    }
}

namespace Doppelgangers.Code
{
    public sealed class TcpListener(string seat)
    {
        public string Seat => seat;

        public void Start()
        {
        }
    }

    public sealed record Song(string Name);

    public static class File
    {
        public static Song Create(string name) => new(name);
    }
}
