using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Aitbc.Analyzers.Field.Fixing;

/// <summary>Writes the difference of two texts in the unified format, with one line of context.</summary>
internal static class LineDiff
{
    private const int Context = 1;

    /// <summary>Writes what differs in the texts of two solutions; nothing if they are equal.</summary>
    public static async Task<string> Create(Solution before, Solution after)
    {
        var result = new StringBuilder();
        foreach (var change in after.GetChanges(before).GetProjectChanges())
        {
            foreach (var id in change.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true).Concat(change.GetAddedDocuments()))
            {
                var old = before.GetDocument(id) is { } document ? await document.GetTextAsync() : SourceText.From("");
                var changed = await after.GetDocument(id)!.GetTextAsync();
                if (!old.ContentEquals(changed))
                    result.Append(Create(after.GetDocument(id)!.Name, old, changed));
            }
        }
        return result.ToString();
    }

    private static string Create(string path, SourceText before, SourceText after)
    {
        var left = Lines(before);
        var right = Lines(after);
        var script = Script(left, right);
        var shown = new bool[script.Count];
        for (var i = 0; i < script.Count; i++)
        {
            for (var near = i - Context; script[i].Mark != ' ' && near <= i + Context; near++)
            {
                if (near >= 0 && near < script.Count)
                    shown[near] = true;
            }
        }
        var result = new StringBuilder().Append("--- ").Append(path).Append('\n');
        for (var i = 0; i < script.Count; i++)
        {
            if (!shown[i])
                continue;
            if (i == 0 || !shown[i - 1])
                result.Append("@@ line ").Append(script[i].Line + 1).Append('\n');
            result.Append(script[i].Mark).Append(script[i].Text).Append('\n');
        }
        return result.ToString();
    }

    private static string[] Lines(SourceText text) => [.. text.Lines.Select(line => line.ToString())];

    /// <summary>Lists kept, removed and added lines: the longest common subsequence between equal ends.</summary>
    private static List<(char Mark, int Line, string Text)> Script(string[] left, string[] right)
    {
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start])
            start++;
        var end = 0;
        while (end < left.Length - start && end < right.Length - start && left[^(end + 1)] == right[^(end + 1)])
            end++;
        var (rows, columns) = (left.Length - start - end, right.Length - start - end);
        var common = new int[rows + 1, columns + 1];
        for (var row = rows - 1; row >= 0; row--)
        {
            for (var column = columns - 1; column >= 0; column--)
            {
                common[row, column] = left[start + row] == right[start + column]
                    ? common[row + 1, column + 1] + 1
                    : Math.Max(common[row + 1, column], common[row, column + 1]);
            }
        }
        var script = left.Take(start).Select((text, line) => (' ', line, text)).ToList();
        for (var (row, column) = (0, 0); row < rows || column < columns;)
        {
            if (row < rows && column < columns && left[start + row] == right[start + column])
            {
                script.Add((' ', start + row, left[start + row]));
                row++;
                column++;
            }
            else if (row < rows && (column == columns || common[row + 1, column] >= common[row, column + 1]))
            {
                script.Add(('-', start + row, left[start + row]));
                row++;
            }
            else
            {
                script.Add(('+', start + row, right[start + column]));
                column++;
            }
        }
        script.AddRange(left.Skip(left.Length - end).Select((text, index) => (' ', left.Length - end + index, text)));
        return script;
    }
}
