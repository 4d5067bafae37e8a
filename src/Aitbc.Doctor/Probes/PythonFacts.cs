using System.Text.Json;

namespace Aitbc.Doctor.Probes;

/// <summary>One fact that a room's <c>*Check.py</c> yielded.</summary>
public sealed record PythonFact(RepositoryFile File, JsonElement Value)
{
    /// <summary>The place that the fact's <c>line</c> and <c>column</c> name.</summary>
    public Location At => File.At(Number("line"), Number("column"));

    /// <summary>A text of the fact, empty where it has none of that name.</summary>
    public string Text(string name) => Value.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A number of the fact, 0 where it has none of that name.</summary>
    public int Number(string name) => Value.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;

    /// <summary>Whether the fact says so.</summary>
    public bool Is(string name) => Value.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>What the Python files say to one room.</summary>
/// <param name="Problem">Why none was read, if so: no Python on PATH.</param>
public sealed record PythonFacts(IReadOnlyList<PythonFact> All, IReadOnlyList<(RepositoryFile File, int Line, string Problem)> Unread, string? Problem)
{
    /// <summary>Says every file that was not read as Unknown.</summary>
    public void SayUnread(Findings findings)
    {
        foreach (var (file, line, problem) in Unread)
            findings.Unknown(problem, file.At(line));
    }
}
