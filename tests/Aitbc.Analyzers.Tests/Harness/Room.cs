using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Aitbc.Analyzers.Tests;

/// <summary>A rule's folder under <c>src/Playbook</c> and its page.</summary>
public sealed partial record Room(string Id, string Folder, string Page)
{
    public static ImmutableArray<Room> All { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(References.RepositoryRoot, "src", "Playbook"), "AITBC*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static folder => new Room(Path.GetFileName(folder)[..9], folder, File.ReadAllText(Path.Combine(folder, "README.md")).ReplaceLineEndings("\n"))),
    ];

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
