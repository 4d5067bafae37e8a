using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Tests;

/// <summary>A rule's folder under <c>src/Playbook</c> and its page.</summary>
public sealed partial record Room(string Id, string Folder, string Page)
{
    private static readonly ImmutableArray<Room> Every =
    [
        .. Directory.EnumerateDirectories(Path.Combine(References.RepositoryRoot, "src", "Playbook"), "AITBC*", SearchOption.AllDirectories)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .Select(static folder => new Room(Path.GetFileName(folder)[..9], folder, File.ReadAllText(Path.Combine(folder, "README.md")).ReplaceLineEndings("\n"))),
    ];

    /// <summary>The rooms of rules: 01-49, seen in source.</summary>
    public static ImmutableArray<Room> All { get; } = [.. Every.Where(static room => !room.IsCheck)];

    /// <summary>The rooms of the doctor's checks: 51-99, seen in the repository or on the machine. Its own tests hold them to their checks.</summary>
    public static ImmutableArray<Room> Checks { get; } = [.. Every.Where(static room => room.IsCheck)];

    private bool IsCheck => int.Parse(Id.AsSpan(7), System.Globalization.CultureInfo.InvariantCulture) > 50;

    /// <summary>The page's own title.</summary>
    public string Title => Page.Split('\n')[0][(Id.Length + 4)..];

    internal DiagnosticDescriptor Descriptor => RuleCatalogue.Descriptors.First(descriptor => descriptor.Id == Id);

    /// <summary>The text under <c>## heading</c>, up to the next one; null where the page lacks it.</summary>
    public string? Section(string heading)
    {
        var match = Regex.Match(Page, $@"^## {Regex.Escape(heading)}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        return match.Success ? match.Groups[1].Value : null;
    }

    /// <summary>The C# blocks under <c>## heading</c>.</summary>
    public ImmutableArray<string> Examples(string heading) =>
        [.. CodeBlock().Matches(Section(heading) ?? "").Select(static match => match.Groups[1].Value)];

    public override string ToString() => Id;

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
