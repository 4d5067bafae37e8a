using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aitbc.Doctor.Probes;

/// <summary>
/// The repository's Python files, parsed by Python's own <c>ast</c> in at most two isolated processes
/// (<c>python3 -I -S</c>) that import nothing of the repository and open no file. All rooms' parts look at a file together;
/// what they say is cached by the file's content.
/// </summary>
public sealed class PythonProbe : IAsyncDisposable
{
    private const int MostWorkers = 2;

    /// <summary>Files that are named where none could be read; a repository can have thousands.</summary>
    private const int MostNames = 20;

    /// <summary>A file that takes longer is given up.</summary>
    private static readonly TimeSpan LongestFile = TimeSpan.FromSeconds(5);

    /// <summary>How long the end waits for the processes to be ended.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly FileSnapshot _files;
    private readonly ProcessProbe _processes;
    private readonly PythonProgram _program;
    private readonly string? _cacheFolder;
    private readonly CancellationTokenSource _ended;
    private readonly Lazy<Task<Everything>> _all;
    private readonly SemaphoreSlim _alone = new(1);
    private readonly ConcurrentBag<PythonWorker> _idle = [];
    private readonly ConcurrentBag<Task> _readings = [];
    private PythonCache? _cache;

    internal PythonProbe(FileSnapshot files, ProcessProbe processes, PythonProgram program, string? cacheFolder, CancellationToken runEnded)
    {
        (_files, _processes, _program, _cacheFolder) = (files, processes, program, cacheFolder);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(runEnded);
        _all = new Lazy<Task<Everything>>(() => Noted(Task.Run(ReadAllAsync)));
    }

    /// <summary>What the part in a check's room says of all files. The first caller waits for the reading, the others share it.</summary>
    public async Task<PythonFacts> FactsAsync(string id, CancellationToken cancellation) =>
        Of(id, await _all.Value.WaitAsync(cancellation).ConfigureAwait(false));

    /// <summary>
    /// What the part says of these files, which its check has chosen by their text; the part's needles do not count. For what
    /// nearly every file holds, so that not nearly every file is parsed.
    /// </summary>
    public async Task<PythonFacts> FactsAsync(string id, IReadOnlyList<RepositoryFile> files, CancellationToken cancellation)
    {
        // One reading after the other: there are never more than two processes.
        await _all.Value.WaitAsync(cancellation).ConfigureAwait(false);
        await _alone.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return Of(id, await Noted(ReadAsync(files, id)).WaitAsync(cancellation).ConfigureAwait(false));
        }
        finally
        {
            _alone.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _cache?.Save(_ended.Token);
        await _ended.CancelAsync().ConfigureAwait(false);
        // The processes are ended by who started them; without a wait the program could be gone before that.
        var readings = Task.WhenAll(_readings);
        await Task.WhenAny(readings, Task.Delay(Farewell)).ConfigureAwait(false);
        _ = readings.Exception;
        foreach (var worker in _idle)
            worker.Dispose();
        _ended.Dispose();
        _alone.Dispose();
    }

    private static PythonFacts Of(string id, Everything all)
    {
        var facts = new List<PythonFact>();
        var unread = new List<(RepositoryFile, int, string)>();
        foreach (var (file, answer) in all.Answers)
        {
            if (answer.TryGetProperty("problem", out var problem))
            {
                // Named only by the checks that wanted to look at it, where the part got far enough to say so.
                if (answer.TryGetProperty("asked", out var asked) && !asked.EnumerateArray().Any(name => name.GetString() == id))
                    continue;
                unread.Add((file, answer.GetProperty("line").GetInt32(), problem.GetString()!));
            }
            else if (answer.TryGetProperty("facts", out var parts) && parts.TryGetProperty(id, out var mine))
            {
                facts.AddRange(mine.EnumerateArray().Select(fact => new PythonFact(file, fact)));
            }
        }

        return new PythonFacts(facts, unread, all.Problem);
    }

    private Task<Everything> Noted(Task<Everything> reading)
    {
        _readings.Add(reading);
        return reading;
    }

    private Task<Everything> ReadAllAsync() =>
        ReadAsync([.. _files.All.Where(static file => file.Path.EndsWith(".py", StringComparison.Ordinal) && !file.IsLink)], null);

    private async Task<Everything> ReadAsync(IReadOnlyList<RepositoryFile> files, string? only)
    {
        if (files.Count == 0)
            return new Everything([], null);
        if (_processes.Find("python3") is not { } python)
            return new Everything([], $"python3 is not on PATH, so no Python file was read: {Names(files)}");

        var cache = _cache ??= PythonCache.Open(_cacheFolder, _files.Root, python, _program);
        var answers = new JsonElement[files.Count];
        var open = new ConcurrentQueue<(int Index, byte[] Content, string Key)>();
        for (var i = 0; i < files.Count; i++)
        {
            var content = _files.Read(files[i]);
            if (content.Bytes.Length == 0)
                answers[i] = content.Problem is { } problem && content.Kind != ContentKind.Binary ? Problem(problem) : Nothing;
            else if (cache.Find(Key(files[i].Path, content.Bytes, only), out var key) is { } known)
                answers[i] = known;
            else
                open.Enqueue((i, content.Bytes, key));
        }

        var problems = new ConcurrentQueue<string>();
        var workers = Enumerable.Range(0, Math.Min(MostWorkers, (open.Count + 15) / 16)).Select(_ => WorkAsync()).ToList();
        await Task.WhenAll(workers).ConfigureAwait(false);
        return new Everything([.. files.Zip(answers)], problems.FirstOrDefault());

        async Task WorkAsync()
        {
            PythonWorker? worker = null;
            try
            {
                // A later reading goes on with the processes of the first.
                while (open.TryDequeue(out var item))
                {
                    worker ??= _idle.TryTake(out var idle) ? idle : PythonWorker.Start(_processes, _program);
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
                    limit.CancelAfter(LongestFile);
                    try
                    {
                        var answer = await worker.AskAsync(files[item.Index].Path, item.Content, only, limit.Token).ConfigureAwait(false);
                        answers[item.Index] = answer;
                        cache.Add(item.Key, answer);
                    }
                    catch (Exception exception) when (exception is IOException or JsonException || (exception is OperationCanceledException && !_ended.IsCancellationRequested))
                    {
                        // Deep nesting can end the interpreter itself; the file is named and the next one gets a new process.
                        answers[item.Index] = Problem(exception is OperationCanceledException ? $"Python did not parse it within {LongestFile.TotalSeconds:0} s" : "Python broke off while parsing it");
                        worker.Dispose();
                        worker = null;
                    }
                }
            }
            catch (ProgramMissingException exception)
            {
                problems.Enqueue(exception.Message);
            }
            finally
            {
                if (worker is not null && !_ended.IsCancellationRequested)
                    _idle.Add(worker);
                else
                    worker?.Dispose();
            }
        }
    }

    private static string Names(IReadOnlyList<RepositoryFile> files) =>
        string.Join(", ", files.Take(MostNames).Select(static file => file.Path)) + (files.Count > MostNames ? $" and {files.Count - MostNames} more" : "");

    // A part may look at tests only: the path counts beside the content.
    private static string Key(string path, byte[] content, string? only)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{only}\0"));
        hash.AppendData(content);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new Dictionary<string, string>());

    private static JsonElement Problem(string problem) => JsonSerializer.SerializeToElement(new { line = 0, problem });

    private sealed record Everything(IReadOnlyList<(RepositoryFile File, JsonElement Answer)> Answers, string? Problem);
}
