using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;

namespace Aitbc.Doctor.Probes;

/// <summary>
/// The files of the inspected folder as they were at the start of the run. Each is read at most once (as long as all
/// together fit into <see cref="MostKept"/>); no link leads out of the folder; folders that are not the repository's own
/// work (git's, virtual environments, installed packages, build output that git ignores) are left out.
/// </summary>
public sealed class FileSnapshot
{
    /// <summary>The largest file that is read.</summary>
    public const int LargestFile = 4 * 1024 * 1024;

    /// <summary>How many bytes of content are kept.</summary>
    public const long MostKept = 96L * 1024 * 1024;

    private const int DeepestFolder = 64;
    private const int MostFiles = 200_000;
    private const int BinarySample = 8000;

    private static readonly HashSet<string> ForeignFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        ".git", ".hg", ".svn", "node_modules", "site-packages", "__pycache__", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".vs", ".idea",
    };

    private readonly ConcurrentDictionary<string, Lazy<FileContent>> _contents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RepositoryFile> _byPath;
    private readonly Lazy<HashSet<string>> _paths;
    private long _kept;

    private FileSnapshot(string root, IReadOnlyList<RepositoryFile> files, IReadOnlyList<Obstacle> obstacles)
    {
        (Root, IncludingIgnored, Obstacles) = (root, files, obstacles);
        All = [.. files.Where(static file => !file.IsIgnored)];
        _byPath = files.ToDictionary(static file => file.Path, StringComparer.Ordinal);
        _paths = new Lazy<HashSet<string>>(PathsAndFolders);
    }

    /// <summary>The inspected folder, absolute.</summary>
    public string Root { get; }

    /// <summary>The repository's files in the order of their paths, without those that git ignores.</summary>
    public IReadOnlyList<RepositoryFile> All { get; }

    /// <summary>The same with those that git ignores, such as <c>.env</c>; ignored folders are left out even here.</summary>
    public IReadOnlyList<RepositoryFile> IncludingIgnored { get; }

    /// <summary>Folders that could not be listed.</summary>
    public IReadOnlyList<Obstacle> Obstacles { get; }

    /// <summary>The file with that path, or null.</summary>
    public RepositoryFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>Whether a file or a folder of that path is there; nothing that git ignores counts.</summary>
    public bool Exists(string path) => _paths.Value.Contains(path);

    /// <summary>The files that a pattern (<c>*</c>, <c>**/</c>, <c>?</c>, <c>{a,b}</c>) matches.</summary>
    public IEnumerable<RepositoryFile> Match(string pattern, bool includingIgnored = false)
    {
        var glob = new Glob(pattern);
        return (includingIgnored ? IncludingIgnored : All).Where(file => glob.IsMatch(file.Path));
    }

    /// <summary>The content, read now or before.</summary>
    public FileContent Read(RepositoryFile file)
    {
        var content = _contents.GetOrAdd(file.Path, static (_, state) => new Lazy<FileContent>(() => state.Self.Load(state.File)), (Self: this, File: file)).Value;
        if (Interlocked.Read(ref _kept) > MostKept && content.Bytes.Length > 0 && _contents.TryRemove(file.Path, out _))
            Interlocked.Add(ref _kept, -content.Bytes.Length);
        return content;
    }

    /// <summary>The content where it is text; otherwise false, and what is wrong is said as Unknown.</summary>
    public bool TryReadText(RepositoryFile file, Findings findings, out FileContent content)
    {
        content = Read(file);
        if (!content.IsText && content.Kind != ContentKind.Binary)
            findings.Unknown(content.Problem!, file.At());
        return content.IsText;
    }

    /// <summary>
    /// Whether a text holds these bytes; false where it is none, and what is wrong is said as Unknown. For who looks into every
    /// file: what nobody else has read is not kept.
    /// </summary>
    public bool TryGlance(RepositoryFile file, ReadOnlySpan<byte> needle, Findings findings, out bool holds)
    {
        if (file is { IsLink: false, Size: > 0 and <= LargestFile } && !_contents.ContainsKey(file.Path))
        {
            var buffer = ArrayPool<byte>.Shared.Rent((int)file.Size);
            try
            {
                using var handle = File.OpenHandle(Path.Combine(Root, file.Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var bytes = buffer.AsSpan(0, (int)file.Size);
                bytes = bytes[..RandomAccess.Read(handle, bytes, 0)];
                holds = bytes.IndexOf(needle) >= 0;
                // Rare kinds of text, short reads and what is found are the other way's.
                if (!holds && bytes.Length == file.Size && bytes is not [0xFF, 0xFE, ..] and not [0xFE, 0xFF, ..])
                    return !bytes[..Math.Min(bytes.Length, BinarySample)].Contains((byte)0);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Read says what is wrong.
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        var isText = TryReadText(file, findings, out var content);
        holds = isText && content.Bytes.AsSpan().IndexOf(needle) >= 0;
        return isText;
    }

    /// <summary>The last bytes of a file of any size, as text: a log's tail.</summary>
    public string ReadTail(RepositoryFile file, int bytes = 256 * 1024)
    {
        if (file.Size <= 0 || Resolve(file) is not { } path)
            return "";

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(bytes, stream.Length), SeekOrigin.End);
        var buffer = new byte[Math.Min(bytes, stream.Length)];
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    internal static FileSnapshot Empty(string root) => new(root, [], []);

    internal static async Task<FileSnapshot> TakeAsync(string root, GitProbe git, CancellationToken cancellation)
    {
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var ignored = await IgnoredAsync(git, cancellation).ConfigureAwait(false);
        var walk = new Walk(root, ignored, cancellation);
        walk.Enter("", 0);
        walk.Files.Sort(static (x, y) => string.CompareOrdinal(x.Path, y.Path));
        return new FileSnapshot(root, walk.Files, walk.Obstacles);
    }

    /// <summary>What git ignores: files, and folders that end in <c>/</c>. Without git nothing is.</summary>
    private static async Task<HashSet<string>> IgnoredAsync(GitProbe git, CancellationToken cancellation)
    {
        var ignored = new HashSet<string>(StringComparer.Ordinal);
        if (!git.IsRepository)
            return ignored;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            var output = await git.RunAsync(["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"], limit.Token).ConfigureAwait(false);
            if (output is { ExitCode: 0, Truncated: false })
                ignored.UnionWith(output.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (ProgramMissingException)
        {
            // What git would ignore is looked at; a check that needs git says so itself.
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The same.
        }

        return ignored;
    }

    private HashSet<string> PathsAndFolders()
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in All)
        {
            paths.Add(file.Path);
            for (var folder = file.Folder; folder.Length > 0 && paths.Add(folder); folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "")
            {
            }
        }

        return paths;
    }

    private FileContent Load(RepositoryFile file)
    {
        if (file.Size == 0)
            return new FileContent(ContentKind.Text, []); // Nor is a pipe or a device ever opened: they have no size.
        try
        {
            if (Resolve(file) is not { } path)
                return new FileContent(ContentKind.Unreadable, [], "is a link that leads nowhere, in a circle or out of the folder, and was not read");
            if (file.Size > LargestFile)
            {
                return LooksBinary(path)
                    ? new FileContent(ContentKind.Binary, [], "is not text")
                    : new FileContent(ContentKind.TooLarge, [], $"is larger than {LargestFile / 1024 / 1024} MB and was not read");
            }

            var bytes = File.ReadAllBytes(path);
            Interlocked.Add(ref _kept, bytes.Length);
            return Classify(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FileContent(ContentKind.Unreadable, [], $"could not be read ({exception.GetType().Name})");
        }
    }

    private static FileContent Classify(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return new FileContent(ContentKind.Text, bytes);
        if (bytes.AsSpan(0, Math.Min(bytes.Length, BinarySample)).Contains((byte)0))
            return new FileContent(ContentKind.Binary, [], "is not text");
        return new FileContent(Utf8.IsValid(bytes) ? ContentKind.Text : ContentKind.InvalidUtf8, bytes);
    }

    private static bool LooksBinary(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var sample = new byte[BinarySample];
        return sample.AsSpan(0, stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false)).Contains((byte)0);
    }

    /// <summary>The real path, or null where a link leads out of the folder.</summary>
    private string? Resolve(RepositoryFile file)
    {
        var path = Path.Combine(Root, file.Path.Replace('/', Path.DirectorySeparatorChar));
        var info = new FileInfo(path);
        if (info.LinkTarget is null)
            return path;

        if (info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target)
            return null;

        var real = ProcessProbe.RealPath(target.FullName);
        var inside = ProcessProbe.RealPath(Root) + Path.DirectorySeparatorChar;
        return real.StartsWith(inside, StringComparison.Ordinal) && new FileInfo(real) is { Exists: true, Length: > 0 and <= LargestFile } ? real : null;
    }

    private sealed class Walk(string root, HashSet<string> ignored, CancellationToken cancellation)
    {
        public List<RepositoryFile> Files { get; } = [];

        public List<Obstacle> Obstacles { get; } = [];

        public void Enter(string folder, int depth)
        {
            cancellation.ThrowIfCancellationRequested();
            var entries = List(folder);
            // pyvenv.cfg makes a folder a virtual environment, whatever its name.
            if (depth > DeepestFolder || (depth > 0 && entries.Exists(static entry => entry.Name == "pyvenv.cfg")))
                return;

            foreach (var entry in entries)
            {
                var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
                if (entry is DirectoryInfo directory)
                {
                    // A linked folder is either met under its own name or none of ours.
                    if (directory.LinkTarget is null && !ForeignFolders.Contains(entry.Name) && !ignored.Contains(path + "/"))
                        Enter(path, depth + 1);
                }
                else if (Files.Count < MostFiles)
                {
                    var isLink = entry.LinkTarget is not null;
                    // A link's own size is that of the path it holds; any size but zero lets its target be looked up.
                    Files.Add(new RepositoryFile(path, isLink ? 1 : Length((FileInfo)entry), ignored.Contains(path), isLink));
                }
            }
        }

        private List<FileSystemInfo> List(string folder)
        {
            try
            {
                return [.. new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })];
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Obstacles.Add(new Obstacle(new Location(folder.Length == 0 ? "." : folder), $"could not be listed ({exception.GetType().Name})", []));
                return [];
            }
        }

        private static long Length(FileInfo file)
        {
            try
            {
                return file.Length;
            }
            catch (IOException)
            {
                return 1;
            }
        }
    }
}
