using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Imports;

/// <summary>Playbook 1: relative imports whose module is not there, and services imported without their package.</summary>
public sealed partial class UnresolvedImportCheck : Check
{
    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC0152", "Import of a module that is not there", HelpLink.AITBC0152)
    {
        Class = CheckClass.Static,
        Deadline = CheckInfo.PythonDeadline,
        Remedy = new Remedy("Correct the number of dots or the module's name, or add the module."),
    };

    /// <inheritdoc/>
    public override async Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var facts = await context.Python.FactsAsync(Info.Id, context.Cancellation).ConfigureAwait(false);
        if (facts.Problem is { } problem)
            return context.Unknown(problem);

        var modules = new Modules(context.Files);
        var (relative, suspects) = Suspects(context, modules);
        var suspected = await context.Python.FactsAsync(Info.Id, suspects, context.Cancellation).ConfigureAwait(false);
        facts.SayUnread(findings);
        suspected.SayUnread(findings);
        var missing = new List<(PythonFact Fact, string What, string Path)>();
        foreach (var fact in facts.All.Concat(suspected.All))
        {
            if (fact.Number("level") == 0)
            {
                if (modules.Service(fact.Text("service")) is { } service)
                {
                    findings.Fail(
                        $"'{fact.Text("service")}' is imported as a module of its own after sys.path was led into services/ (line {fact.Number("added")}): as such its relative imports end in ImportError",
                        fact.At,
                        [("service", service)],
                        new Remedy($"Import it through its package: from {Package(service)} import ..."));
                }

                continue;
            }

            if (ModuleName().IsMatch(fact.File.Name) && Missing(fact, modules) is var (what, path))
                missing.Add((fact, what, path));
        }

        var ignored = await IgnoredAsync(context, [.. missing.Select(static one => one.Path).Where(static path => path.Length > 0).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
        foreach (var (fact, what, path) in missing)
        {
            if (ignored.Contains(path))
                findings.Warn($"Git ignores {what} that '{Spelled(fact)}' needs: where it is not made by hand, this import ends in ImportError", fact.At, next: new Remedy("Take the module's folder out of .gitignore and commit it, or move the module."));
            else if (fact.Is("lazy"))
                findings.Warn($"There is no {what} for '{Spelled(fact)}', so the call that gets here ends in ImportError", fact.At);
            else
                findings.Fail($"There is no {what} for '{Spelled(fact)}', so importing this module ends in ImportError", fact.At);
        }

        return findings.Result($"{relative} relative imports");
    }

    /// <summary>How many relative imports there are, and the files with one that does not resolve by what its line says: only those are parsed.</summary>
    private static (int Count, List<RepositoryFile> Files) Suspects(CheckContext context, Modules modules)
    {
        var (count, suspects) = (0, new List<RepositoryFile>());
        // A file such as fix-1.py is no module; it waits to be copied somewhere.
        foreach (var file in context.Files.All.Where(static file => !file.IsLink && ModuleName().IsMatch(file.Name)))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (lines, mayHoldMore) = RelativeImports.Of(context.Files.Read(file).Bytes);
            count += lines.Count;
            if (mayHoldMore || lines.Exists(line => line is { Module: "", Names: null } || Missing(file, line.Level, line.Module, line.Names ?? [], modules) is not null))
                suspects.Add(file);
        }

        return (count, suspects);
    }

    /// <summary>Of these paths those that git would ignore: their folders are not looked into, so they may be there.</summary>
    private static async Task<HashSet<string>> IgnoredAsync(CheckContext context, List<string> paths)
    {
        var ignored = new HashSet<string>(StringComparer.Ordinal);
        if (!context.Git.IsRepository)
            return ignored;
        foreach (var some in paths.Chunk(200))
        {
            try
            {
                var output = await context.Git.RunAsync(["check-ignore", "--", .. some.Select(static path => path + ".py")], context.Cancellation).ConfigureAwait(false);
                if (output.ExitCode == 0)
                    ignored.UnionWith(output.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static path => path[..^".py".Length]));
            }
            catch (ProgramMissingException)
            {
                return ignored; // Then nothing counts as ignored, and every folder was looked into.
            }
        }

        return ignored;
    }

    /// <summary>What is not there, for the reader, and its path without suffix; null when all is (or may be generated).</summary>
    private static (string What, string Path)? Missing(PythonFact fact, Modules modules) =>
        Missing(fact.File, fact.Number("level"), fact.Text("module"), fact.Text("names").Split(','), modules);

    private static (string What, string Path)? Missing(RepositoryFile file, int level, string module, string[] names, Modules modules)
    {
        var folder = file.Folder;
        for (var i = 1; i < level; i++)
        {
            if (folder.Length == 0)
                return ("package above the repository's root", "");
            folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "";
        }

        var prefix = folder.Length == 0 ? "" : folder + "/";
        if (module.Length > 0)
        {
            var path = prefix + module.Replace('.', '/');
            return modules.Exists(path) || IsGenerated(path) ? null : ($"{path}.py or {path}/", path);
        }

        var missing = names.Where(name => name != "*" && !modules.Exists(prefix + name) && !IsGenerated(name) && !modules.Names(prefix + "__init__.py", name)).ToList();
        return missing.Count == 0 ? null : ($"{string.Join(", ", missing.Select(name => $"{prefix}{name}.py"))} (and {prefix}__init__.py does not name it)", prefix + missing[0]);
    }

    private static string Spelled(PythonFact fact) => $"from {new string('.', fact.Number("level"))}{fact.Text("module")} import {fact.Text("names").Replace(",", ", ", StringComparison.Ordinal)}";

    private static string Package(string path)
    {
        var parts = path[..^".py".Length].Split('/');
        var source = Array.LastIndexOf(parts, "src");
        return string.Join('.', parts[(source < 0 ? parts.Length - 2 : source + 1)..]);
    }

    /// <summary>Modules that a build writes: protobuf's, the version's.</summary>
    private static bool IsGenerated(string path) => Generated().IsMatch(path);

    [GeneratedRegex(@"^[\p{L}_][\w]*\.py$", RegexOptions.CultureInvariant)]
    private static partial Regex ModuleName();

    [GeneratedRegex("(?:_pb2|_pb2_grpc|(?:^|/)_?version|(?:^|/)_?generated)(?:$|/)", RegexOptions.CultureInvariant)]
    private static partial Regex Generated();

    /// <summary>The modules that the repository has.</summary>
    private sealed class Modules
    {
        private static readonly string[] Suffixes = [".py", ".pyi", ".pyx", ".pyd", ".so", ".c", ".cpp", ".rs"];

        private readonly FileSnapshot _files;
        private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _services = new(StringComparer.Ordinal);

        public Modules(FileSnapshot files)
        {
            _files = files;
            foreach (var file in files.IncludingIgnored)
            {
                if (Suffixes.FirstOrDefault(suffix => file.Name.EndsWith(suffix, StringComparison.Ordinal)) is not { } suffix)
                    continue;
                // x.cpython-313-x86_64-linux-gnu.so is module x.
                var name = suffix is ".so" or ".pyd" ? file.Name[..file.Name.IndexOf('.', StringComparison.Ordinal)] : file.Name[..^suffix.Length];
                _paths.Add(file.Folder.Length == 0 ? name : $"{file.Folder}/{name}");
                if (suffix == ".py" && (file.Folder == "services" || file.Folder.EndsWith("/services", StringComparison.Ordinal)))
                    _services.TryAdd(name, file.Path);
                // Every folder above a module is a package, if only a namespace.
                for (var folder = file.Folder; folder.Length > 0 && _paths.Add(folder); folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "")
                {
                }
            }

            // A link to a folder is not followed; what lies behind it is not known to be missing.
            foreach (var link in files.IncludingIgnored.Where(static file => file.IsLink))
                _paths.Add(link.Path);
        }

        public bool Exists(string path) => _paths.Contains(path);

        public string? Service(string name) => _services.GetValueOrDefault(name);

        /// <summary>Whether a package's own file may define the name.</summary>
        public bool Names(string path, string name)
        {
            if (_files.Find(path) is not { } file)
                return false;
            var text = _files.Read(file).Text;
            return text.Contains("__getattr__", StringComparison.Ordinal) || text.Contains("import *", StringComparison.Ordinal)
                || HasWord(text, name);
        }

        private static bool HasWord(string text, string word)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if ((at == 0 || !IsPart(text[at - 1])) && (at + word.Length == text.Length || !IsPart(text[at + word.Length])))
                    return true;
            }

            return false;

            static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '_';
        }
    }
}
