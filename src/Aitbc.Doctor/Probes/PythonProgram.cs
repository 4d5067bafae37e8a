using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Aitbc.Doctor.Probes;

/// <summary>What the Python processes run: the helper and the rooms' parts.</summary>
internal sealed class PythonProgram
{
    private const string PartPrefix = "part/";

    // A JSON string is a Python string, as long as no surrogate pair is escaped in it.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Lazy<PythonProgram> FromRooms = new(static () => new PythonProgram(
        Resources.Names
            .Where(static name => name.StartsWith(PartPrefix, StringComparison.Ordinal))
            .Select(static name => (Id: name[PartPrefix.Length..^".py".Length], Source: Resources.Text(name)))));

    /// <param name="parts">Ids and sources of the parts.</param>
    public PythonProgram(IEnumerable<(string Id, string Source)> parts)
    {
        var program = new StringBuilder(Resources.Text("facts.py")).Append("\nmain(load([");
        foreach (var (id, source) in parts.OrderBy(static part => part.Id, StringComparer.Ordinal))
            program.Append(CultureInfo.InvariantCulture, $"({JsonSerializer.Serialize(id, Quoting)}, {JsonSerializer.Serialize(source, Quoting)}),");
        Source = Encoding.UTF8.GetBytes(program.Append("]))\n").ToString());
        Digest = Convert.ToHexString(SHA256.HashData(Source));
    }

    /// <summary>The helper with the parts of all rooms.</summary>
    public static PythonProgram BuiltIn => FromRooms.Value;

    /// <summary>The program's text.</summary>
    public byte[] Source { get; }

    /// <summary>Changes whenever the helper or a part changes.</summary>
    public string Digest { get; }
}
