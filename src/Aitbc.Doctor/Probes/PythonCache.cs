using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aitbc.Doctor.Probes;

/// <summary>
/// What the parts said of a content, in the user's cache folder: one file for each inspected folder, doctor and Python; what
/// the last run did not ask for is dropped. A broken or missing cache only costs time.
/// </summary>
internal sealed class PythonCache
{
    private const int LargestCache = 64 * 1024 * 1024;

    private readonly string? _path;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _used = new(StringComparer.Ordinal);
    private int _added;

    private PythonCache(string? path) => _path = path;

    public static PythonCache Open(string? folder, string root, string python, PythonProgram program)
    {
        if (folder is null)
            return new PythonCache(null);

        // Another interpreter may accept another grammar.
        var interpreter = new FileInfo(ProcessProbe.RealPath(python));
        var key = string.Create(CultureInfo.InvariantCulture, $"{root}\n{program.Digest}\n{interpreter.FullName}\n{interpreter.Length}\n{interpreter.LastWriteTimeUtc.Ticks}");
        var cache = new PythonCache(Path.Combine(folder, "python-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32] + ".facts"));
        cache.Load();
        return cache;
    }

    /// <summary>The answer for a content, if it is known.</summary>
    public JsonElement? Find(string digest, out string key)
    {
        key = digest;
        if (!_known.TryGetValue(digest, out var json))
            return null;

        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(json);
            _used[digest] = json;
            return answer.ValueKind == JsonValueKind.Object ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Add(string key, JsonElement answer)
    {
        _used[key] = answer.GetRawText();
        Interlocked.Increment(ref _added);
    }

    public void Save(CancellationToken cancellation)
    {
        if (_path is null || cancellation.IsCancellationRequested || (_added == 0 && _used.Count == _known.Count))
            return;

        var temporary = $"{_path}.{Environment.ProcessId}.tmp";
        try
        {
            Private.CreateFolder(Path.GetDirectoryName(_path)!);
            using (var stream = Private.CreateFile(temporary))
            using (var writer = new StreamWriter(stream))
            {
                foreach (var (key, json) in _used.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                    writer.Write(key + "\t" + json + "\n");
            }

            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next run parses again.
        }
    }

    private void Load()
    {
        try
        {
            if (new FileInfo(_path!) is not { Exists: true, Length: <= LargestCache })
                return;

            foreach (var line in File.ReadLines(_path!))
            {
                if (line.Split('\t', 2) is [var key, var json])
                    _known[key] = json;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _known.Clear();
        }
    }
}

/// <summary>Files that only the user may read.</summary>
internal static class Private
{
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
