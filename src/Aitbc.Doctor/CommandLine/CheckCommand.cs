using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Aitbc.Doctor.Reporting;

namespace Aitbc.Doctor.CommandLine;

/// <summary><c>aitbc-doctor check</c>: runs checks and reports.</summary>
internal static class CheckCommand
{
    public static Command Create(TextWriter output)
    {
        var path = new Argument<string?>("path") { Description = "The folder; the repository around the current folder when left out.", Arity = ArgumentArity.ZeroOrOne };
        var sections = new Option<int[]>("--section", "-s") { Description = "Sections of the playbook, 1 to 15; 2;6 or several times.", CustomParser = Sections, DefaultValueFactory = static _ => [] };
        var ids = new Option<string[]>("--check", "-c") { Description = "Checks by id, whatever the profile.", CustomParser = Ids, DefaultValueFactory = static _ => [] };
        var profile = new Option<Profile>("--profile") { Description = "static: files only. live: also loopback and processes.", DefaultValueFactory = static _ => Profile.Static };
        var format = new Option<Format>("--format", "-f") { Description = "What is printed.", DefaultValueFactory = static _ => Format.Console };
        var report = new Option<string?>("--report") { Description = "Also writes a report to this file." };
        var reportFormat = new Option<Format?>("--report-format") { Description = "Its format; by the file's name when left out: .sarif, .json, .xml (junit), else console." };
        var all = new Option<bool>("--all") { Description = "Prints every finding, not ten of each check." };
        var strict = new Option<bool>("--strict") { Description = "Warnings count as failures." };
        var network = new Option<bool>("--allow-network") { Description = "Lets checks ask other machines that you named." };
        var exec = new Option<bool>("--allow-exec") { Description = "Lets checks run the repository's code." };
        var state = new Option<bool>("--allow-state") { Description = "Lets checks take locks and the like, and give them back." };
        var deadline = new Option<double>("--deadline") { Description = "Seconds for the whole run.", DefaultValueFactory = static _ => 60 };
        var noCache = new Option<bool>("--no-cache") { Description = "Neither reads nor writes the user's cache." };
        var command = new Command("check", "Runs checks. Exit code: 0 nothing or warnings, 1 failed, 2 usage, 3 only unknown, 130 cancelled.")
        {
            path, sections, ids, profile, format, report, reportFormat, all, strict, network, exec, state, deadline, noCache,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var root = Root(parsed.GetValue(path));
            if (root is null)
            {
                await Console.Error.WriteLineAsync($"There is no folder '{parsed.GetValue(path)}'.").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var request = new RunRequest(root)
            {
                Sections = parsed.GetValue(sections) ?? [],
                Ids = parsed.GetValue(ids) ?? [],
                Profile = parsed.GetValue(profile),
                AllowNetwork = parsed.GetValue(network),
                AllowExec = parsed.GetValue(exec),
                AllowState = parsed.GetValue(state),
                Strict = parsed.GetValue(strict),
                Deadline = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(deadline), 0.1, 86_400)),
            };
            if (!parsed.GetValue(noCache))
                request = request with { CacheFolder = UserCache.Folder(request.Environment) };

            var found = await new DoctorEngine(new CheckGraph(CheckCatalogue.All), TimeProvider.System).RunAsync(request, cancellation).ConfigureAwait(false);
            Print(found, parsed.GetValue(format), parsed.GetValue(all), request.Environment, output);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return parsed.GetValue(report) is { Length: > 0 } file ? Save(found, file, parsed.GetValue(reportFormat)) : found.ExitCode;
        });
        return command;
    }

    private static void Print(RunReport report, Format format, bool all, IReadOnlyDictionary<string, string> environment, TextWriter output)
    {
        if (format != Format.Console)
            Reporter.Write(format, report, output);
        else if (Console.IsOutputRedirected || environment.ContainsKey("NO_COLOR") || environment.ContainsKey("CI") || environment.GetValueOrDefault("TERM") == "dumb")
            ConsoleReporter.Write(report, new PlainConsole(output), all);
        else
            ConsoleReporter.Write(report, new ColorConsole(), all);
    }

    private static int Save(RunReport report, string file, Format? format)
    {
        format ??= Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".sarif" => Format.Sarif,
            ".json" => Format.Json,
            ".xml" => Format.Junit,
            _ => Format.Console,
        };
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            Reporter.Write(format.Value, report, writer);
            return report.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The report could not be written: {exception.Message}");
            return ExitCode.Usage;
        }
    }

    private static string? Root(string? path)
    {
        if (path is not null)
            return Directory.Exists(path) ? Path.GetFullPath(path) : null;

        var here = Directory.GetCurrentDirectory();
        for (var folder = new DirectoryInfo(here); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
                return folder.FullName;
        }

        return here;
    }

    private static IEnumerable<string> Items(ArgumentResult result) =>
        result.Tokens.SelectMany(static token => token.Value.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static int[] Sections(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (var item in Items(result))
        {
            if (int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Section.Numbers.Contains(number))
                numbers.Add(number);
            else
                result.AddError($"'{item}' is no section of the playbook; they are 1 to {Section.Numbers.Max()}.");
        }

        return [.. numbers];
    }

    private static string[] Ids(ArgumentResult result)
    {
        var ids = new List<string>();
        foreach (var item in Items(result))
        {
            var id = item.StartsWith("AITBC", StringComparison.OrdinalIgnoreCase) ? item.ToUpperInvariant() : "AITBC" + item;
            if (CheckCatalogue.All.Any(check => check.Info.Id == id))
                ids.Add(id);
            else
                result.AddError($"There is no check '{item}'; aitbc-doctor list names them.");
        }

        return [.. ids];
    }
}

/// <summary>Where the doctor may keep what it worked out: the user's cache, never the inspected folder.</summary>
internal static class UserCache
{
    public static string? Folder(IReadOnlyDictionary<string, string> environment)
    {
        var home = environment.GetValueOrDefault(OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "HOME");
        var cache = environment.GetValueOrDefault("XDG_CACHE_HOME") is { Length: > 0 } own ? own
            : string.IsNullOrEmpty(home) ? null
            : OperatingSystem.IsWindows() ? home
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache");
        return cache is not null && Path.IsPathFullyQualified(cache) ? Path.Combine(cache, "aitbc-doctor") : null;
    }
}
