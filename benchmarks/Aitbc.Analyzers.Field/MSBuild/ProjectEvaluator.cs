using System.Xml;
using System.Xml.Linq;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>Reads project files as MSBuild would, as far as a compilation depends on them: properties in order of the files,
/// imports that exist, conditions, then items. No SDK is evaluated and no target runs.</summary>
internal sealed class ProjectEvaluator(string root)
{
    private readonly Dictionary<string, XElement?> documents = new(StringComparer.Ordinal);

    /// <summary>Evaluates a project for the framework nearest to .NET 10 that it is built for.</summary>
    public ProjectEvaluation Evaluate(string path)
    {
        var first = new ProjectEvaluation(path, root, "", Document);
        var several = first.Properties["TargetFrameworks"];
        var single = first.Properties["TargetFramework"];
        if (several.Length == 0 && (TargetFramework.Parse(single).Identifier.Length > 0 || first.Properties["TargetFrameworkVersion"].Length > 0))
            return first;
        var chosen = TargetFramework.Choose(several.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(moniker => TargetFramework.Parse(moniker).Identifier.Length > 0));
        return new ProjectEvaluation(path, root, chosen.Length > 0 ? chosen : "net10.0", Document);
    }

    private XElement? Document(string path)
    {
        if (!documents.TryGetValue(path, out var document))
            documents[path] = document = Read(path);
        return document;
    }

    private static XElement? Read(string path)
    {
        try
        {
            return XDocument.Load(path).Root;
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
