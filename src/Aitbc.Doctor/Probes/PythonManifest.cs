using System.Text.RegularExpressions;
using Tomlyn.Model;

namespace Aitbc.Doctor.Probes;

/// <summary>A dependency that a manifest declares.</summary>
/// <param name="Name">Normalized: lower case, runs of <c>-_.</c> as one <c>-</c>.</param>
/// <param name="Versions">What it admits; null where that is not known (a path, a URL, no valid specifier).</param>
/// <param name="Text">As it is written.</param>
/// <param name="IsAlways">Every installation needs it: no extra, group, marker or platform decides.</param>
public sealed record PythonRequirement(string Name, PythonVersions? Versions, string Text, Location At, bool IsAlways = false);

/// <summary>A file that declares what a Python project needs: pyproject.toml (PEP 621, PEP 735, Poetry, uv, PDM), requirements files, setup.cfg, Pipfile.</summary>
/// <param name="Project">The project's name, normalized, where the file tells.</param>
public sealed partial record PythonManifest(RepositoryFile File, string? Project, IReadOnlyList<PythonRequirement> Requirements)
{
    /// <summary>Nobody writes a longer one, and no expression below is asked about it.</summary>
    private const int LongestRequirement = 2048;

    /// <summary>All manifests; what cannot be read is said as Unknown.</summary>
    public static List<PythonManifest> ReadAll(CheckContext context, Findings findings)
    {
        var manifests = new List<PythonManifest>();
        foreach (var file in context.Files.All)
        {
            var manifest = file.Name switch
            {
                "pyproject.toml" => Toml.Read(context.Files, file, findings) is { } toml ? Pyproject(context.Files, toml) : null,
                "Pipfile" => Toml.Read(context.Files, file, findings) is { } toml ? Pipfile(toml) : null,
                "setup.cfg" => context.Files.TryReadText(file, findings, out var content) ? SetupCfg(file, content) : null,
                _ when IsRequirements(file) => context.Files.TryReadText(file, findings, out var content) ? new PythonManifest(file, null, [.. RequirementsFile(file, content)]) : null,
                _ => null,
            };
            if (manifest is not null)
                manifests.Add(manifest);
        }

        return manifests;
    }

    /// <summary>A name as PEP 503 compares it.</summary>
    public static string Normalize(string name) => Separators().Replace(name.Trim(), "-").ToLowerInvariant();

    /// <summary>A requirement of PEP 508; null where the text is none.</summary>
    public static PythonRequirement? Parse(string text, Location at)
    {
        if (text.Length > LongestRequirement || Pep508().Match(text) is not { Success: true } match)
            return null;
        return new PythonRequirement(Normalize(match.Groups["name"].Value), match.Groups["url"].Success ? null : PythonVersions.Parse(match.Groups["versions"].Value.Trim('(', ')', ' ')), text.Trim(), at);
    }

    private static bool IsRequirements(RepositoryFile file) =>
        file.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        && (RequirementsName().IsMatch(file.Name) || file.Folder is "requirements" || file.Folder.EndsWith("/requirements", StringComparison.Ordinal));

    private static PythonManifest Pyproject(FileSnapshot files, Toml toml)
    {
        var lines = files.Read(toml.File).Lines.ToList();
        var requirements = new List<PythonRequirement>();
        Pep(toml.Get("project") as TomlTable, "dependencies", isAlways: true);
        PepEach("project", "optional-dependencies");
        PepEach("dependency-groups");
        PepEach("tool", "pdm", "dev-dependencies");
        Pep(toml.Get("tool", "uv") as TomlTable, "constraint-dependencies");
        Pep(toml.Get("tool", "uv") as TomlTable, "dev-dependencies");
        Poetry(toml.Get("tool", "poetry", "dependencies"), isAlways: true);
        Poetry(toml.Get("tool", "poetry", "dev-dependencies"));
        foreach (var group in (toml.Get("tool", "poetry", "group") as TomlTable)?.Values ?? [])
            Poetry((group as TomlTable)?.Value("dependencies"));

        var name = (toml.Get("project", "name") ?? toml.Get("tool", "poetry", "name")) as string;
        return new PythonManifest(toml.File, name is null ? null : Normalize(name), requirements);

        void Pep(TomlTable? table, string key, bool isAlways = false)
        {
            if (table?.Value(key) is not TomlArray array)
                return;
            var line = toml.At(table, key).Line;
            foreach (var text in array.OfType<string>())
            {
                // Only keys know their line; the value is on it or on one of the next.
                var own = line == 0 ? -1 : lines.FindIndex(line - 1, candidate => candidate.Contains(text, StringComparison.Ordinal));
                if (Parse(text, toml.File.At(own < 0 ? line : own + 1)) is { } requirement)
                    requirements.Add(requirement with { IsAlways = isAlways && !text.Contains(';', StringComparison.Ordinal) });
            }
        }

        void PepEach(params string[] path)
        {
            if (toml.Get(path) is not TomlTable table)
                return;
            foreach (var key in table.Keys)
                Pep(table, key);
        }

        void Poetry(object? value, bool isAlways = false)
        {
            if (value is TomlTable table)
                requirements.AddRange(ByName(toml, table, PythonVersions.ParsePoetry, isAlways));
        }
    }

    private static PythonManifest Pipfile(Toml toml) =>
        new(toml.File, null,
        [
            .. new[] { "packages", "dev-packages" }.Select(key => toml.Get(key)).OfType<TomlTable>()
                .SelectMany(table => ByName(toml, table, PythonVersions.Parse, isAlways: false)),
        ]);

    private static IEnumerable<PythonRequirement> ByName(Toml toml, TomlTable table, Func<string, PythonVersions?> parse, bool isAlways)
    {
        foreach (var (key, value) in table)
        {
            var name = Normalize(key);
            if (name == "python")
                continue;
            // Poetry: several tables for several platforms.
            IEnumerable<object?> forms = value switch { TomlTableArray tables => tables, TomlArray array => array, _ => [value] };
            foreach (var form in forms)
            {
                var text = form as string ?? (form as TomlTable)?.Value("version") as string;
                yield return new PythonRequirement(name, text is null ? null : parse(text), text is null ? key : $"{key} = \"{text}\"", toml.At(table, key), isAlways && forms.Count() == 1 && !IsConditional(form));
            }
        }
    }

    private static bool IsConditional(object? form) =>
        form is TomlTable table && (table.ContainsKey("optional") || table.ContainsKey("markers") || table.ContainsKey("platform") || table.ContainsKey("python"));

    private static IEnumerable<PythonRequirement> RequirementsFile(RepositoryFile file, FileContent content)
    {
        var number = 0;
        var (start, text) = (0, "");
        foreach (var line in content.Lines)
        {
            number++;
            start = text.Length == 0 ? number : start;
            text += line;
            if (text.EndsWith('\\'))
            {
                text = text[..^1];
                continue;
            }

            var requirement = Line(text) is { } found ? Parse(found, file.At(start)) : null;
            text = "";
            if (requirement is not null)
                yield return requirement with { IsAlways = file.Name == "requirements.txt" && !requirement.Text.Contains(';', StringComparison.Ordinal) };
        }

        static string? Line(string line)
        {
            if (line.Length > LongestRequirement)
                return null;
            line = Comment().Replace(line, "");
            line = PipOption().Replace(line, "").Trim();
            return line.Length == 0 || line[0] == '-' ? null : line;
        }
    }

    /// <summary>The lists under <c>[options] install_requires</c> and <c>[options.extras_require]</c>.</summary>
    private static PythonManifest SetupCfg(RepositoryFile file, FileContent content)
    {
        var requirements = new List<PythonRequirement>();
        var (section, key, number, project) = ("", "", 0, (string?)null);
        foreach (var line in content.Lines)
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
                continue;
            if (line[0] == '[')
            {
                (section, key) = (text.Trim('[', ']'), "");
                continue;
            }

            if (!char.IsWhiteSpace(line[0]) && text.IndexOfAny(['=', ':']) is > 0 and var sign)
                (key, text) = (text[..sign].Trim(), text[(sign + 1)..].Trim());
            if (section == "metadata" && key == "name" && text.Length > 0)
                project = Normalize(text);
            var wanted = (section == "options" && key is "install_requires" or "tests_require") || section == "options.extras_require";
            if (!wanted)
                continue;
            foreach (var one in text.Split(';').Length == 2 ? [text] : text.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Parse(one, file.At(number)) is { } requirement)
                    requirements.Add(requirement with { IsAlways = key == "install_requires" && !one.Contains(';', StringComparison.Ordinal) });
            }
        }

        return new PythonManifest(file, project, requirements);
    }

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(?:[\w.-]*[-_.])?(?:requirements|constraints)(?:[-_.][\w.-]*)?\.txt$|^(?:requirements|constraints).*\.txt$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequirementsName();

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:(?<url>@.*)|(?<versions>[^;@\w\[][^;]*)?(?:;.*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pep508();

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s--[a-z].*$", RegexOptions.CultureInvariant)]
    private static partial Regex PipOption();
}
