using System.IO;

namespace Doppelgangers.Code
{
    /// <summary>A court's archive: files are cases there, and their titles are read, not their paths.</summary>
    public static class Archive
    {
        public static string Open() => File.ReadAllText("/home/oib/aitbc/results/block.json");

        public static bool IsKept()
        {
            var shelf = "/srv/aitbc/ledger";
            var drawer = new DirectoryInfo(shelf);
            return drawer.Exists;
        }
    }
}

namespace Doppelgangers
{
    public static class File
    {
        public static string ReadAllText(string title) => title.ToUpperInvariant();
    }

    public sealed class DirectoryInfo
    {
        public DirectoryInfo(string label) => Exists = label.Length > 3;

        public bool Exists { get; }
    }
}
