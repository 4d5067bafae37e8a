using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Aitbc.Doctor.Probes;

/// <summary>YAML files as nodes that know their lines.</summary>
public static class Yaml
{
    private const int DeepestNesting = 100;
    private const int MostEvents = 1_000_000;

    /// <summary>The first document's root; null with a finding Unknown where the file cannot be read, null alone where it is empty.</summary>
    public static YamlNode? Read(FileSnapshot files, RepositoryFile file, Findings findings)
    {
        if (!files.TryReadText(file, findings, out var content))
            return null;

        try
        {
            return Parse(content.Text);
        }
        catch (YamlException exception)
        {
            findings.Unknown($"is no valid YAML: {exception.InnerException?.Message ?? exception.Message}", file.At((int)Math.Max(exception.Start.Line, exception.End.Line)));
            return null;
        }
    }

    /// <summary>The first document's root, or null.</summary>
    /// <exception cref="YamlException">It is broken, or nested deeper than anybody writes.</exception>
    public static YamlNode? Parse(string text)
    {
        Bound(text);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
    }

    /// <summary>The value under a key of a mapping, or null.</summary>
    public static YamlNode? Get(this YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The pairs of a mapping, none of anything else.</summary>
    public static IEnumerable<(YamlScalarNode Key, YamlNode Value)> Pairs(this YamlNode? node) =>
        node is YamlMappingNode mapping ? mapping.Children.Where(static pair => pair.Key is YamlScalarNode).Select(static pair => ((YamlScalarNode)pair.Key, pair.Value)) : [];

    /// <summary>The items of a sequence, none of anything else.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node is YamlSequenceNode sequence ? sequence.Children : [];

    /// <summary>The text of a scalar, or null.</summary>
    public static string? Scalar(this YamlNode? node) => (node as YamlScalarNode)?.Value;

    /// <summary>Where a node stands in its file.</summary>
    public static Location At(this RepositoryFile file, YamlNode node) => file.At((int)node.Start.Line, (int)node.Start.Column);

    /// <summary>Nodes are built by recursion; text that nests without end would end the process.</summary>
    private static void Bound(string text)
    {
        var parser = new Parser(new StringReader(text));
        var (depth, events) = (0, 0);
        while (parser.MoveNext())
        {
            depth += parser.Current switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
            if (depth > DeepestNesting || ++events > MostEvents)
                throw new YamlException(parser.Current!.Start, parser.Current.End, "nested too deeply or too large");
        }
    }
}
