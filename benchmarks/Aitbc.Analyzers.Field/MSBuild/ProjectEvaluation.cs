using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Aitbc.Analyzers.Field.MSBuild;

/// <summary>One item of a project: what it includes and where its metadata stand.</summary>
internal sealed record ProjectItem(string Specification, XElement Element)
{
    /// <summary>Reads metadata written as attribute or as child element.</summary>
    public string Metadata(string name) =>
        (string?)Element.Attribute(name) ?? Element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value ?? "";
}

/// <summary>The properties and items of one project for one target framework.</summary>
internal sealed class ProjectEvaluation
{
    private readonly string root;
    private readonly Func<string, XElement?> documents;
    private readonly List<(XElement Element, string File)> elements = [];
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly List<string> sdks = [];

    public ProjectEvaluation(string path, string root, string framework, Func<string, XElement?> documents)
    {
        this.root = root;
        this.documents = documents;
        Path = path;
        Folder = System.IO.Path.GetDirectoryName(path)!;
        SetReservedProperties();
        if (framework.Length > 0)
            Properties.SetGlobal("TargetFramework", framework);
        Import(Above("Directory.Build.props"));
        Import(Above("Directory.Packages.props"));
        Import(path);
        SetFrameworkProperties();
        Import(Above("Directory.Build.targets"));
    }

    public string Path { get; }

    public string Folder { get; }

    public PropertyExpander Properties { get; } = new();

    /// <summary>The names of the project SDKs, without versions.</summary>
    public IReadOnlyList<string> Sdks => sdks;

    /// <summary>Reads an XML file, or nothing if it is not there or not readable.</summary>
    public XElement? Document(string path) => documents(path);

    /// <summary>Imports a file that a package adds to the project.</summary>
    public void Import(string path)
    {
        if (path.Length == 0 || !visited.Add(path) || documents(path) is not { } document)
            return;
        var outer = (Properties["MSBuildThisFileDirectory"], Properties["MSBuildThisFileFullPath"]);
        SetThisFile(path);
        AddSdks(document);
        Visit(document, path);
        Properties.Set("MSBuildThisFileDirectory", outer.Item1);
        Properties.Set("MSBuildThisFileFullPath", outer.Item2);
    }

    /// <summary>Lists the items of one type after every include and remove.</summary>
    public List<ProjectItem> Items(string type)
    {
        var result = new List<ProjectItem>();
        foreach (var (element, include, remove) in ItemElements(type))
        {
            result.AddRange(include.Select(specification => new ProjectItem(specification, element)));
            result.RemoveAll(item => remove.Contains(item.Specification, StringComparer.OrdinalIgnoreCase));
        }
        return result;
    }

    /// <summary>Lists what the project removes from the items of one type.</summary>
    public HashSet<string> Removed(string type) => [.. ItemElements(type).SelectMany(item => item.Remove)];

    /// <summary>Lists the files of one item type that lie in the repository; <paramref name="defaults"/> come first.</summary>
    public SortedSet<string> Files(string type, IEnumerable<string> defaults)
    {
        var result = new SortedSet<string>(defaults, StringComparer.Ordinal);
        foreach (var (element, include, remove) in ItemElements(type))
        {
            var excluded = Split((string?)element.Attribute("Exclude")).Select(Matcher).ToList();
            result.UnionWith(include.SelectMany(specification => FileGlob.Find(specification, Folder))
                .Where(file => IsOfRepository(file) && !excluded.Exists(matcher => matcher.IsMatch(file))));
            foreach (var matcher in remove.Select(Matcher))
                result.RemoveWhere(matcher.IsMatch);
        }
        return result;
    }

    private bool IsOfRepository(string file) => file.StartsWith(root + "/", StringComparison.Ordinal);

    private Regex Matcher(string specification) =>
        FileGlob.Matcher(System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, PropertyFunctions.Slashes(specification))));

    private IEnumerable<(XElement Element, List<string> Include, List<string> Remove)> ItemElements(string type)
    {
        foreach (var (element, file) in elements.Where(item => item.Element.Name.LocalName == type))
        {
            SetThisFile(file);
            if (Condition.Holds((string?)element.Parent?.Attribute("Condition"), Properties) && Holds(element))
                yield return (element, Split((string?)element.Attribute("Include")), Split((string?)element.Attribute("Remove")));
        }
    }

    private List<string> Split(string? specification) => [.. Properties.Expand(specification ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private bool Holds(XElement element) => Condition.Holds((string?)element.Attribute("Condition"), Properties);

    private void Visit(XElement parent, string file)
    {
        foreach (var element in parent.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "ItemGroup":
                    elements.AddRange(element.Elements().Select(item => (item, file)));
                    break;
                case "Choose":
                    var branch = element.Elements().FirstOrDefault(when => when.Name.LocalName == "Otherwise" || Holds(when));
                    if (branch is not null)
                        Visit(branch, file);
                    break;
                case "Sdk":
                    AddSdk((string?)element.Attribute("Name"));
                    break;
                case "PropertyGroup" when Holds(element):
                    foreach (var property in element.Elements().Where(Holds))
                        Properties.Set(property.Name.LocalName, Properties.Expand(property.Value).Trim());
                    break;
                case "ImportGroup" when Holds(element):
                    Visit(element, file);
                    break;
                case "Import" when Holds(element):
                    Import(element);
                    break;
            }
        }
    }

    private void Import(XElement element)
    {
        AddSdk((string?)element.Attribute("Sdk"));
        if (element.Attribute("Sdk") is null && Split((string?)element.Attribute("Project")) is { Count: > 0 } paths)
        {
            foreach (var file in paths.SelectMany(path => FileGlob.Find(path, Properties["MSBuildThisFileDirectory"])))
                Import(file);
        }
    }

    private void AddSdks(XElement document)
    {
        foreach (var sdk in Split((string?)document.Attribute("Sdk")))
            AddSdk(sdk);
    }

    private void AddSdk(string? sdk)
    {
        if (!string.IsNullOrEmpty(sdk))
            sdks.Add(sdk.Split('/')[0]);
    }

    private string Above(string file)
    {
        for (var folder = Folder; folder is not null && folder.StartsWith(root, StringComparison.Ordinal); folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (System.IO.Path.Combine(folder, file) is var path && File.Exists(path))
                return path;
        }
        return "";
    }

    private void SetThisFile(string path)
    {
        Properties.Set("MSBuildThisFileDirectory", System.IO.Path.GetDirectoryName(path) + "/");
        Properties.Set("MSBuildThisFileFullPath", path);
    }

    private void SetReservedProperties()
    {
        foreach (var (name, value) in new (string, string)[]
        {
            ("MSBuildProjectDirectory", Folder),
            ("MSBuildProjectFullPath", Path),
            ("MSBuildProjectFile", System.IO.Path.GetFileName(Path)),
            ("MSBuildProjectName", System.IO.Path.GetFileNameWithoutExtension(Path)),
            ("MSBuildProjectExtension", System.IO.Path.GetExtension(Path)),
            ("MSBuildRuntimeType", "Core"),
            ("MSBuildVersion", "18.0"),
            ("VisualStudioVersion", "18.0"),
            ("NETCoreSdkVersion", "10.0.400"),
            ("BundledNETCoreAppTargetFrameworkVersion", "10.0"),
            ("NetCoreTargetingPackRoot", ""),
            ("_DirectoryBuildPropsFile", "Directory.Build.props"),
            ("_DirectoryBuildTargetsFile", "Directory.Build.targets"),
            ("DirectoryBuildPropsPath", Above("Directory.Build.props")),
            ("OS", "Unix"),
            ("Configuration", "Debug"),
            ("Platform", "AnyCPU"),
            ("SolutionDir", root + "/"),
            ("RepoRoot", root + "/"),
            ("RepositoryRoot", root + "/"),
        })
        {
            Properties.Set(name, value);
        }
    }

    private void SetFrameworkProperties()
    {
        var framework = TargetFramework.Parse(Properties["TargetFramework"]);
        Properties.Set("TargetFrameworkIdentifier", framework.Identifier);
        Properties.Set("TargetFrameworkVersion", "v" + framework.Version.ToString(2));
        Properties.Set("TargetPlatformIdentifier", framework.Platform);
        foreach (var name in new[] { "AssemblyName", "RootNamespace" })
        {
            if (Properties[name].Length == 0)
                Properties.Set(name, Properties["MSBuildProjectName"]);
        }
    }
}
