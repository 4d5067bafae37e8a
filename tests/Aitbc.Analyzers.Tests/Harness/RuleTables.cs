using System.Text;

namespace Aitbc.Analyzers.Tests;

/// <summary>The tables that the README shows; a test holds the README to them.</summary>
internal static class RuleTables
{
    public static string Rules()
    {
        var table = new StringBuilder("| Id | Rule | Section | Severity | Fix |\n|---|---|---|---|---|\n");
        foreach (var room in Room.All)
        {
            var descriptor = room.Descriptor;
            var page = Path.GetRelativePath(References.RepositoryRoot, room.Folder).Replace('\\', '/');
            var hasFix = RuleCatalogue.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(room.Id));
            table.Append($"| [{room.Id}]({page}/README.md) | {descriptor.Title} | {descriptor.Category} | {descriptor.DefaultSeverity} | {(hasFix ? "yes" : "")} |\n");
        }

        return table.ToString();
    }

    public static string Checks()
    {
        var table = new StringBuilder("| Id | Check | Section |\n|---|---|---|\n");
        foreach (var room in Room.Checks)
        {
            var page = Path.GetRelativePath(References.RepositoryRoot, room.Folder).Replace('\\', '/');
            table.Append($"| [{room.Id}]({page}/README.md) | {room.Title} | {Path.GetFileName(Path.GetDirectoryName(room.Folder))![3..]} |\n");
        }

        return table.ToString();
    }

    public static string Options()
    {
        var table = new StringBuilder("| Key | Value | Default |\n|---|---|---|\n");
        foreach (var option in RuleOptions.All)
            table.Append($"| `{option.Key}` | {option.Accepts.Replace("|", "\\|")} | {(option.DefaultText.Length == 0 ? "empty" : $"`{option.DefaultText.Replace("|", "\\|")}`")} |\n");
        return table.ToString();
    }
}
