namespace Aitbc.Analyzers.TestIsolation;

/// <summary>The file that a connection string of SQLite or LiteDB names.</summary>
internal static class DataSource
{
    /// <summary>The file, or null where the database is in memory, read only or not named.</summary>
    public static string? FileIn(string text)
    {
        if (text.IndexOf('=') < 0)
            return IsMemory(text) ? null : text;

        string? file = null;
        foreach (var pair in text.Split(';'))
        {
            var equals = pair.IndexOf('=');
            if (equals < 0)
                continue;

            var key = pair.Substring(0, equals).Trim().Replace(" ", "").ToUpperInvariant();
            var value = pair.Substring(equals + 1).Trim().Trim('"', '\'');
            switch (key)
            {
                case "DATASOURCE" or "FILENAME" or "FULLURI":
                    file = value.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? value.Substring("file:".Length) : value;
                    break;
                case "MODE" when !value.Equals("ReadWriteCreate", StringComparison.OrdinalIgnoreCase):
                case "READONLY" when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                    return null;
            }
        }

        return file is null || IsMemory(file) ? null : file;
    }

    private static bool IsMemory(string name) =>
        name.Length == 0 || name.IndexOf(":memory:", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("mode=memory", StringComparison.OrdinalIgnoreCase) >= 0;
}
