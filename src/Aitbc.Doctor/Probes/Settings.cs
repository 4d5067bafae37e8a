using System.Text.RegularExpressions;

namespace Aitbc.Doctor.Probes;

/// <summary>Where a setting is written.</summary>
public enum SettingSource
{
    /// <summary>A file <c>.env</c>, <c>.env.local</c>, <c>name.env</c>.</summary>
    EnvFile,

    /// <summary>An <c>.env.example</c> or the like, which somebody copies.</summary>
    EnvTemplate,

    /// <summary>A systemd unit.</summary>
    Unit,

    /// <summary>A compose file: another network than the machine's.</summary>
    Compose,
}

/// <summary>An environment variable that a file of the repository sets.</summary>
/// <param name="Service">The compose file's service, else empty.</param>
public sealed record Setting(string Name, string Value, Location At, SettingSource Source, RepositoryFile File, string Service = "")
{
    /// <summary>The value is what is written: no shell, template or compose file fills it in.</summary>
    public bool IsPlain => !Value.Contains('$', StringComparison.Ordinal) && !Value.Contains("{{", StringComparison.Ordinal) && !Value.Contains('<', StringComparison.Ordinal);
}

/// <summary>Environment variables as the repository's files set them.</summary>
public static partial class Settings
{
    private const int LongestLine = 8192;

    private static readonly string[] TemplateWords = ["example", "sample", "template", "dist", "test", "tests", "testing"];

    /// <summary>All of them; what cannot be read is said as Unknown.</summary>
    public static List<Setting> ReadAll(CheckContext context, Findings findings)
    {
        var settings = new List<Setting>();
        foreach (var file in context.Files.IncludingIgnored)
        {
            if (IsEnvFile(file.Name))
            {
                if (context.Files.TryReadText(file, findings, out var content))
                    settings.AddRange(EnvFile(file, content));
            }
            else if (!file.IsIgnored && file.Name.EndsWith(".service", StringComparison.Ordinal))
            {
                settings.AddRange(Unit(context.Files, file, findings).Where(static line => line.Key == "Environment").SelectMany(line => Assignments(file, line)));
            }
            else if (!file.IsIgnored && IsCompose(file.Name))
            {
                settings.AddRange(Compose(context.Files, file, findings));
            }
        }

        return settings;
    }

    /// <summary>Compose files by their name.</summary>
    public static bool IsCompose(string name) =>
        (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal))
        && (name.StartsWith("compose.", StringComparison.Ordinal) || name.StartsWith("compose-", StringComparison.Ordinal) || name.StartsWith("docker-compose", StringComparison.Ordinal));

    /// <summary>The keys of a systemd unit, in order; several of a key are several lines.</summary>
    public static IEnumerable<UnitLine> Unit(FileSnapshot files, RepositoryFile file, Findings findings)
    {
        if (!files.TryReadText(file, findings, out var content))
            yield break;

        var (number, start, text) = (0, 0, "");
        foreach (var raw in content.Lines)
        {
            number++;
            if (text.Length == 0 && raw.TrimStart() is [] or ['#' or ';' or '[', ..])
                continue;
            start = text.Length == 0 ? number : start;
            text += raw.Trim();
            if (text.EndsWith('\\') && text.Length < LongestLine)
            {
                text = text[..^1] + " ";
                continue;
            }

            if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
                yield return new UnitLine(text[..sign].Trim(), text[(sign + 1)..].Trim(), start);
            text = "";
        }
    }

    private static bool IsEnvFile(string name) => name is ".env" || name.StartsWith(".env.", StringComparison.Ordinal) || name.EndsWith(".env", StringComparison.Ordinal) || name.EndsWith(".env.example", StringComparison.Ordinal);

    private static IEnumerable<Setting> EnvFile(RepositoryFile file, FileContent content)
    {
        var source = file.Name.Split('.').Any(TemplateWords.Contains) ? SettingSource.EnvTemplate : SettingSource.EnvFile;
        var number = 0;
        foreach (var line in content.Lines)
        {
            number++;
            if (line.Length < LongestLine && EnvLine().Match(line) is { Success: true } match)
                yield return new Setting(match.Groups["name"].Value, Unquoted(match.Groups["value"].Value), file.At(number), source, file);
        }
    }

    /// <summary><c>A=1 "B=2 3"</c>.</summary>
    private static IEnumerable<Setting> Assignments(RepositoryFile file, UnitLine line)
    {
        foreach (Match match in UnitAssignment().Matches(line.Value))
        {
            var text = match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Value;
            if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
                yield return new Setting(text[..sign], Unquoted(text[(sign + 1)..]), file.At(line.Line), SettingSource.Unit, file);
        }
    }

    private static IEnumerable<Setting> Compose(FileSnapshot files, RepositoryFile file, Findings findings)
    {
        foreach (var (service, body) in Yaml.Read(files, file, findings).Get("services").Pairs())
        {
            var environment = body.Get("environment");
            foreach (var (name, value) in environment.Pairs())
                yield return new Setting(name.Value ?? "", value.Scalar() ?? "", file.At(name), SettingSource.Compose, file, service.Value ?? "");
            foreach (var item in environment.Items())
            {
                if (item.Scalar() is { } text && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
                    yield return new Setting(text[..sign], text[(sign + 1)..], file.At(item), SettingSource.Compose, file, service.Value ?? "");
            }
        }
    }

    private static string Unquoted(string value)
    {
        value = value.Trim();
        if (value is ['"' or '\'', .., _] && value.IndexOf(value[0], 1) is > 0 and var end)
            return value[1..end];
        return TrailingComment().Replace(value, "").Trim();
    }

    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex EnvLine();

    [GeneratedRegex(@"""(?<quoted>[^""]*)""|'(?<quoted>[^']*)'|\S+", RegexOptions.CultureInvariant)]
    private static partial Regex UnitAssignment();

    [GeneratedRegex(@"(?:^|\s)#.*$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingComment();
}

/// <summary>A key of a systemd unit.</summary>
public sealed record UnitLine(string Key, string Value, int Line);
