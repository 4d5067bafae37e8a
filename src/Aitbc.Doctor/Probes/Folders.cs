namespace Aitbc.Doctor.Probes;

/// <summary>Paths of the repository as text: relative to its root, with <c>/</c>.</summary>
public static class Folders
{
    /// <summary>The last part: <c>pytest</c> of <c>.venv/bin/pytest</c>.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Where a relative path leads from a folder; <c>.</c> and <c>..</c> are followed, and never out of the root.</summary>
    public static string Join(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : $"{folder}/{path}").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
