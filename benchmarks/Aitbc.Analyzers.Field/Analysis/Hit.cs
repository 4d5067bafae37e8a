using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Field.Analysis;

/// <summary>One diagnostic in one repository.</summary>
internal sealed record Hit(
    string Rule,
    string Severity,
    string Repository,
    string Project,
    string File,
    int Line,
    int Column,
    string Message,
    string Source)
{
    private const int LinesAround = 2;

    /// <summary>The hit's line with those around it, each with its number.</summary>
    public IReadOnlyList<string> Context { get; private init; } = [];

    /// <summary>What makes two hits the same although they were seen in two projects.</summary>
    [JsonIgnore]
    public (string, string, string, int, int, string) Identity => (Rule, Repository, File, Line, Column, Message);

    public static Hit Create(Diagnostic diagnostic, SourceText text, string repository, string root, Project project)
    {
        var position = diagnostic.Location.GetLineSpan().StartLinePosition;
        var first = Math.Max(0, position.Line - LinesAround);
        var last = Math.Min(text.Lines.Count - 1, position.Line + LinesAround);
        return new Hit(
            diagnostic.Id,
            diagnostic.Severity.ToString(),
            repository,
            Path.GetRelativePath(root, project.FilePath!),
            Path.GetRelativePath(root, diagnostic.Location.SourceTree!.FilePath),
            position.Line + 1,
            position.Character + 1,
            OneLine(diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)),
            OneLine(text.Lines[position.Line].ToString()))
        {
            Context = [.. Enumerable.Range(first, last - first + 1)
                .Select(line => $"{(line == position.Line ? '>' : ' ')}{line + 1,6} | {text.Lines[line]}")],
        };
    }

    /// <summary>A number that is the same in every run, whatever else the corpus holds: the order of samples.</summary>
    public ulong Rank(int seed)
    {
        var key = $"{seed}|{Rule}|{Repository}|{File}|{Line}|{Column}|{Message}";
        return BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static string OneLine(string text) => text.Trim().Replace('\t', ' ').Replace('\r', ' ').Replace('\n', ' ');
}
