using System.Globalization;
using System.Text.RegularExpressions;

namespace Aitbc.Analyzers.Field;

/// <summary>What one run is asked to do, read from the command line.</summary>
internal sealed class FieldOptions
{
    public const string Usage = """
        usage: aitbc-field [options] <repository folder>...

        corpus
          --corpus DIR         every folder in DIR is a repository
          --project TEXT       only projects whose path contains TEXT
          --files REGEX        only files whose text matches REGEX, one by one; a project without one is not even bound
          --references DIR     restored projects to take packages from (default: the tool's own 'references')

        what to run
          --analyzers DLL      an assembly with analyzers; repeatable
          --fixes DLL          an assembly with code fixes; repeatable
          --rule ID            only this rule; repeatable
          --option KEY=VALUE   an .editorconfig value for every file; repeatable
          --hits-only          do not count compile errors: faster

        what to write
          --out FILE           all hits, tab-separated; as JSON lines if FILE ends in .jsonl
          --context FILE       hits with two lines around each, to read
          --sample N           put only N random hits over all repositories into the context report
          --per-rule           N counts for each rule, in the sample
          --seed S             another sample (default 1)
          --errors N           list the N most frequent compile errors of each repository

        code fixes
          --check-fixes N      apply the fix of up to N hits of each rule, and compile the result
          --all-actions        apply each offered action, not only the first
          --fix-all            also fix all in one document of each project with such hits

        exit code: 0 all well, 1 an analyzer or a fix failed, 2 wrong usage
        """;

    private readonly List<string> repositories = [];
    private readonly List<string> analyzers = [];
    private readonly List<string> fixes = [];
    private readonly HashSet<string> rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    private FieldOptions()
    {
    }

    public IReadOnlyList<string> Repositories => repositories;

    public IReadOnlyList<string> Analyzers => analyzers;

    public IReadOnlyList<string> Fixes => fixes;

    public IReadOnlySet<string> Rules => rules;

    public IReadOnlyDictionary<string, string> Values => values;

    public string References { get; private set; } = DefaultReferences();

    public string Project { get; private set; } = "";

    /// <summary>What the text of a file must match to be analyzed; null for whole compilations.</summary>
    public Regex? Files { get; private set; }

    public bool HitsOnly { get; private set; }

    public string? Out { get; private set; }

    public string? Context { get; private set; }

    public int? Sample { get; private set; }

    public bool PerRule { get; private set; }

    public int Seed { get; private set; } = 1;

    public int Errors { get; private set; }

    public int CheckFixes { get; private set; }

    public bool AllActions { get; private set; }

    public bool FixAll { get; private set; }

    /// <summary>Reads the command line; throws <see cref="FormatException"/> with a sentence to show.</summary>
    public static FieldOptions Parse(IEnumerable<string> arguments)
    {
        var options = new FieldOptions();
        using var words = arguments.GetEnumerator();
        while (words.MoveNext())
            options.Take(words.Current, words);
        if (options.repositories.Count == 0)
            throw new FormatException("No repository is given.");
        if (options is { CheckFixes: > 0, fixes.Count: 0 })
            throw new FormatException("--check-fixes needs --fixes.");
        if (options is { FixAll: true, CheckFixes: 0 })
            throw new FormatException("--fix-all needs --check-fixes.");
        return options;
    }

    private void Take(string word, IEnumerator<string> words)
    {
        switch (word)
        {
            case "--corpus":
                repositories.AddRange(Directory.EnumerateDirectories(Folder(Value())).Order(StringComparer.Ordinal));
                break;
            case "--project":
                Project = Value();
                break;
            case "--files":
                Files = Pattern(Value());
                HitsOnly = true;
                break;
            case "--references":
                References = Folder(Value());
                break;
            case "--analyzers":
                analyzers.Add(Assembly(Value()));
                break;
            case "--fixes":
                fixes.Add(Assembly(Value()));
                break;
            case "--rule":
                rules.Add(Value());
                break;
            case "--option" when Value().Split('=', 2) is [var key, var value]:
                values[key.Trim()] = value.Trim();
                break;
            case "--hits-only":
                HitsOnly = true;
                break;
            case "--out":
                Out = Value();
                break;
            case "--context":
                Context = Value();
                break;
            case "--sample":
                Sample = Number();
                break;
            case "--per-rule":
                PerRule = true;
                break;
            case "--seed":
                Seed = Number();
                break;
            case "--errors":
                Errors = Number();
                break;
            case "--check-fixes":
                CheckFixes = Number();
                break;
            case "--all-actions":
                AllActions = true;
                break;
            case "--fix-all":
                FixAll = true;
                break;
            case ['-', ..]:
                throw new FormatException($"'{word}' is not an option.");
            default:
                repositories.Add(Folder(word));
                break;
        }

        string Value() => words.MoveNext() ? words.Current : throw new FormatException($"{word} needs a value.");

        int Number() => int.TryParse(Value(), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{word} needs a number.");
    }

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.Compiled);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message);
        }
    }

    private static string Folder(string path) =>
        Directory.Exists(path) ? path : throw new FormatException($"There is no folder {path}.");

    private static string Assembly(string path) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new FormatException($"There is no file {path}.");

    /// <summary>Finds the folder beside the tool's own project, wherever the tool was built to.</summary>
    private static string DefaultReferences()
    {
        string[] starts = [AppContext.BaseDirectory, Environment.CurrentDirectory];
        return starts.SelectMany(Ancestors)
            .SelectMany(folder => new[] { folder, Path.Combine(folder, "benchmarks", "Aitbc.Analyzers.Field") })
            .Select(folder => Path.Combine(folder, "references"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "Newest", "Newest.csproj"))) ?? "references";
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
            yield return current;
    }
}
