using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;
using Tomlyn.Serialization;

namespace Aitbc.Doctor.Probes;

/// <summary>A TOML file as tables that know their lines.</summary>
public sealed class Toml
{
    private readonly TomlMetadataStore _metadata;

    private Toml(RepositoryFile file, TomlTable root, TomlMetadataStore metadata) => (File, Root, _metadata) = (file, root, metadata);

    /// <summary>The file.</summary>
    public RepositoryFile File { get; }

    /// <summary>The root table.</summary>
    public TomlTable Root { get; }

    /// <summary>The file's tables; null with a finding Unknown where it cannot be read.</summary>
    public static Toml? Read(FileSnapshot files, RepositoryFile file, Findings findings)
    {
        if (!files.TryReadText(file, findings, out var content))
            return null;

        try
        {
            // Tables take the last of two equal keys, which Python's reader refuses; this one does too. Both bound nesting.
            SyntaxParser.ParseStrict(content.Text, file.Path, validate: true);
            var metadata = new TomlMetadataStore();
            var root = TomlSerializer.Deserialize<TomlTable>(content.Text, new TomlSerializerOptions { MetadataStore = metadata });
            return new Toml(file, root ?? [], metadata);
        }
        catch (TomlException exception)
        {
            findings.Unknown($"is no valid TOML: {exception.Message}", file.At(exception.Line ?? 0));
            return null;
        }
    }

    /// <summary>The value under a path of keys, or null: <c>Get("tool", "poetry", "dependencies")</c>.</summary>
    public object? Get(params string[] keys)
    {
        object? value = Root;
        foreach (var key in keys)
            value = value is TomlTable inner && inner.TryGetValue(key, out var next) ? next : null;
        return value;
    }

    /// <summary>The place of a key in its table; the file as a whole where it is not known.</summary>
    public Location At(TomlTable table, string key) =>
        _metadata.TryGetProperties(table, out var properties) && properties is not null && properties.TryGetProperty(key, out var property) && property is not null
            ? File.At(property.Span.Start.Line + 1, property.Span.Start.Column + 1)
            : File.At();
}

/// <summary>Looking into tables.</summary>
internal static class TomlTables
{
    /// <summary>The value of a key, or null.</summary>
    public static object? Value(this TomlTable table, string key) => table.TryGetValue(key, out var value) ? value : null;
}
