using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Aitbc.Analyzers.Field.Analysis;

namespace Aitbc.Analyzers.Field.Reporting;

/// <summary>Writes hits: one line each for machines, with their surroundings for readers.</summary>
internal static class HitReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes every hit as tab-separated values, or as JSON lines if the file's name says so.</summary>
    public static void Write(string path, IEnumerable<Hit> hits)
    {
        var lines = path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? hits.Select(hit => JsonSerializer.Serialize(hit, Json))
            : hits.Select(TabSeparated).Prepend("rule\tseverity\trepository\tproject\tfile\tline\tcolumn\tmessage\tsource");
        File.WriteAllLines(path, lines, new UTF8Encoding(false));
    }

    /// <summary>Writes hits as text to read, grouped by rule.</summary>
    public static void WriteContext(string path, IEnumerable<Hit> hits)
    {
        var text = new StringBuilder();
        foreach (var rule in hits.GroupBy(hit => hit.Rule).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("# ").Append(rule.Key).Append(": ").Append(rule.Count()).Append(" hits\n\n");
            foreach (var hit in rule)
                text.Append(Describe(hit)).Append('\n');
        }
        File.WriteAllText(path, text.ToString());
    }

    /// <summary>Draws hits at random, but the same in every run: of all, or of each rule.</summary>
    public static IEnumerable<Hit> Sample(IEnumerable<Hit> hits, FieldOptions options) => options switch
    {
        { Sample: not { } } => hits,
        { Sample: { } size, PerRule: true } => hits.GroupBy(hit => hit.Rule).SelectMany(group => group.OrderBy(hit => hit.Rank(options.Seed)).Take(size)),
        { Sample: { } size } => hits.OrderBy(hit => hit.Rank(options.Seed)).Take(size),
    };

    /// <summary>Shows one hit with the lines around it.</summary>
    public static string Describe(Hit hit)
    {
        var text = new StringBuilder($"{hit.Rule} {hit.Severity.ToLowerInvariant()} {hit.Repository}/{hit.File}:{hit.Line}:{hit.Column}\n  {hit.Message}\n");
        foreach (var line in hit.Context)
            text.Append("  ").Append(line).Append('\n');
        return text.ToString();
    }

    private static string TabSeparated(Hit hit) => string.Join('\t',
        hit.Rule, hit.Severity, hit.Repository, hit.Project, hit.File, hit.Line, hit.Column, hit.Message, hit.Source);
}
