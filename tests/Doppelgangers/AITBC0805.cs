// frameworks: XunitV2
using System.IO;
using Xunit;

namespace Doppelgangers.Code
{
    /// <summary>A file system of the test's own, in memory.</summary>
    public class Tests
    {
        [Fact]
        public void Keeps_a_block()
        {
            File.AppendAllText("blocks.db", "block");
            using (new FileStream("chain.db", FileMode.CreateNew))
            {
            }

            Directory.CreateDirectory("peers");
        }
    }
}

namespace Doppelgangers
{
    public static class File
    {
        public static void AppendAllText(string path, string text)
        {
        }
    }

    public static class Directory
    {
        public static void CreateDirectory(string path)
        {
        }
    }

    public sealed class FileStream(string path, FileMode mode) : System.IDisposable
    {
        public string Name { get; } = path + mode;

        public void Dispose()
        {
        }
    }

    public enum FileMode
    {
        CreateNew = 1,
    }
}
