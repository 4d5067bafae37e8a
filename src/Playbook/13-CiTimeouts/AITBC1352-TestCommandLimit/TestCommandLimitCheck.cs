using System.Text.RegularExpressions;
using Aitbc.Doctor.Probes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aitbc.Doctor.CiTimeouts;

/// <summary>Playbook 13: a test run that neither stops at the first failure nor ends a test that hangs.</summary>
public sealed partial class TestCommandLimitCheck : Check
{
    // What may stand before a test command and runs it.
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "coverage", "env", "hatch", "nice", "pdm", "pipenv", "poetry", "rye", "sudo", "time", "uv", "uvx", "xvfb-run",
    };

    private static readonly HashSet<string> AsksForRun = new(StringComparer.Ordinal) { "hatch", "pdm", "pipenv", "poetry", "rye", "uv" };

    private static readonly HashSet<string> RunsNoTest = new(StringComparer.Ordinal)
    {
        "--help", "-h", "--version", "-V", "--collect-only", "--co", "--fixtures", "--markers", "--list-tests", "-t", "-?",
    };

    /// <inheritdoc/>
    public override CheckInfo Info { get; } = new("AITBC1352", "Test command has no limit", HelpLink.AITBC1352)
    {
        Class = CheckClass.Static,
        Remedy = new Remedy("Stop at the first failure and give each test a time-out, so that a test that hangs fails with its name."),
    };

    /// <inheritdoc/>
    public override Task<CheckResult> RunAsync(CheckContext context)
    {
        var findings = context.Findings();
        var (files, jobs) = Workflows.Read(context, findings);
        if (files == 0)
            return Task.FromResult(context.NotApplicable("no workflow in .github, .gitea or .forgejo"));

        var commands = 0;
        foreach (var job in jobs)
        {
            foreach (var step in job.Steps.Where(static step => step.Get("timeout-minutes") is null))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (step.Get("run") is YamlScalarNode run)
                    commands += Look(context, findings, job, step, run);
            }
        }

        return Task.FromResult(findings.Result($"{commands} test commands in {files} workflows"));
    }

    private static int Look(CheckContext context, Findings findings, WorkflowJob job, YamlNode step, YamlScalarNode run)
    {
        var count = 0;
        var variables = Variables(job, step);
        var folder = step.Get("working-directory").Scalar() ?? "";
        var first = (int)run.Start.Line + (run.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0);
        foreach (var command in Shell.Commands(Expand(run.Value ?? "", variables), first))
        {
            var words = command.Words.ConvertAll(static word => word.Text);
            if (words is ["cd", { } to, ..])
                folder = Folders.Join(folder, to);
            if (FindRunner(words) is not { } runner)
                continue;

            count++;
            var arguments = words[(runner.At + 1)..];
            if (arguments.Exists(RunsNoTest.Contains) || arguments.Exists(IsOpen) || words.Take(runner.At).Any(static word => Folders.NameOf(word) is "timeout" or "gtimeout"))
                continue;

            var isBounded = runner.IsPytest
                ? PytestIsBounded(arguments) || variables.ContainsKey("PYTEST_TIMEOUT") || (variables.TryGetValue("PYTEST_ADDOPTS", out var more) && (IsOpen(more) || PytestIsBounded(more.Split(' '))))
                    || PytestConfigurationIsBounded(context.Files, folder, arguments)
                : DotnetIsBounded(arguments) || DotnetConfigurationIsBounded(context.Files);
            if (isBounded)
                continue;

            var line = run.Style == ScalarStyle.Folded ? first : command.Line;
            findings.Warn(
                $"{(runner.IsPytest ? "pytest" : "dotnet test")} in job '{job.Name}' neither stops at the first failure nor ends a test that hangs: the job runs into its own limit, and nothing names the test",
                job.File.At(line),
                [("command", command.ToString())],
                runner.IsPytest
                    ? new Remedy("Add -x, and with pytest-timeout --timeout 60, so that a test that hangs fails with its name.")
                    : new Remedy("Add --blame-hang-timeout 5m, so that a test that hangs is ended and named."));
        }

        return count;
    }

    /// <summary>The word that runs tests, behind assignments and wrappers.</summary>
    private static (int At, bool IsPytest)? FindRunner(List<string> words)
    {
        var start = words.FindIndex(static word => !Assignment().IsMatch(word));
        if (start < 0)
            return null;

        for (var i = start; i < words.Count; i++)
        {
            var name = Folders.NameOf(words[i]);
            var before = words[start..i];
            if (name is "pytest" or "py.test")
            {
                var python = before.FindLastIndex(static word => PythonName().IsMatch(Folders.NameOf(word)) || word == "coverage");
                var isModule = before.Count > 0 && before[^1] == "-m";
                return python >= 0 == isModule && Runs(before, python) ? (i, true) : null;
            }

            if (name == "dotnet" && i + 1 < words.Count && words[i + 1] is "test" or "vstest")
                return Runs(before, -1) ? (i + 1, false) : null;
        }

        return null;
    }

    private static bool Runs(List<string> before, int python) =>
        before.Count == 0
        || ((python == 0 || Wrappers.Contains(Folders.NameOf(before[0])) || Folders.NameOf(before[0]) is "timeout" or "gtimeout")
            && (!before.Exists(AsksForRun.Contains) || before.Contains("run"))
            && !before.Exists(static word => word is "install" or "add" or "pip" or "remove" or "pip3"));

    // What only the run knows may well hold the limit.
    private static bool IsOpen(string word) => OpenWord().IsMatch(word);

    private static bool PytestIsBounded(IEnumerable<string> arguments) =>
        arguments.Any(static word => word is "--exitfirst" or "--maxfail" or "--timeout" or "--session-timeout" or "--stepwise" or "--sw"
            || word.StartsWith("--maxfail=", StringComparison.Ordinal) || word.StartsWith("--timeout=", StringComparison.Ordinal)
            || word.StartsWith("--session-timeout=", StringComparison.Ordinal) || word.StartsWith("timeout=", StringComparison.Ordinal)
            || ShortFlags().IsMatch(word));

    private static bool DotnetIsBounded(IEnumerable<string> arguments) =>
        arguments.Any(static word => word.StartsWith("--blame-hang", StringComparison.Ordinal) || word.StartsWith("--hangdump", StringComparison.Ordinal)
            || word is "--timeout" or "--maximum-failed-tests" or "--settings" or "-s" || word.StartsWith("--settings:", StringComparison.Ordinal) || word.StartsWith("--settings=", StringComparison.Ordinal)
            || word.Contains("TestSessionTimeout", StringComparison.OrdinalIgnoreCase) || word.Contains("VSTestBlameHang", StringComparison.OrdinalIgnoreCase) || word.Contains("CollectHangDump", StringComparison.OrdinalIgnoreCase));

    /// <summary>The configuration that pytest finds from where it is started or from its arguments upwards.</summary>
    private static bool PytestConfigurationIsBounded(FileSnapshot files, string folder, List<string> arguments)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in arguments.Where(static word => !word.StartsWith('-')).Select(word => Folders.Join(folder, word.Split("::")[0])).Prepend(folder))
        {
            for (var up = Folders.Join("", start); ; up = up[..Math.Max(up.LastIndexOf('/'), 0)])
            {
                folders.Add(up);
                if (up.Length == 0)
                    break;
            }
        }

        return folders.Any(up => ((string[])["pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "pyproject.toml", "tox.ini", "setup.cfg"])
            .Any(name => files.Find(Folders.Join(up, name)) is { } file && SettingsBound(files.Read(file))));
    }

    private static bool SettingsBound(FileContent content)
    {
        var inside = false;
        var inOptions = false;
        foreach (var line in content.Lines)
        {
            if (line.StartsWith('['))
                inside = PytestTable().IsMatch(line);
            if (!inside || line.AsSpan().TrimStart() is [] or ['#', ..] or [';', ..])
                continue;
            if (TimeoutSetting().IsMatch(line))
                return true;

            var isKey = SettingLine().IsMatch(line);
            inOptions = isKey ? line.StartsWith("addopts", StringComparison.Ordinal) : inOptions;
            if (inOptions && PytestIsBounded(line.Split([' ', '"', '\'', ',', '[', ']'], StringSplitOptions.RemoveEmptyEntries)))
                return true;
        }

        return false;
    }

    private static bool DotnetConfigurationIsBounded(FileSnapshot files) =>
        files.All
            .Where(static file => file.Name.EndsWith(".runsettings", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith("proj", StringComparison.Ordinal) || file.Name is "Directory.Build.props" or "Directory.Build.targets" or "testconfig.json")
            .Any(file => DotnetSetting().IsMatch(files.Read(file).Text));

    private static Dictionary<string, string> Variables(WorkflowJob job, YamlNode step)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in job.Root.Get("env").Pairs().Concat(job.Body.Get("env").Pairs()).Concat(step.Get("env").Pairs()))
            variables[key.Value ?? ""] = value.Scalar() ?? "";
        return variables;
    }

    private static string Expand(string script, Dictionary<string, string> variables) =>
        Variable().Replace(
            // One word, whatever it holds: quotes and bars of an expression are none of the shell's.
            Expression().Replace(script, "$$EXPRESSION"),
            match => variables.TryGetValue(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value, out var value) && !value.Contains("${{", StringComparison.Ordinal) ? value.ReplaceLineEndings(" ") : match.Value);

    [GeneratedRegex(@"^[A-Za-z_]\w*=", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(python|pypy)[\d.]*$|^py$", RegexOptions.CultureInvariant)]
    private static partial Regex PythonName();

    [GeneratedRegex(@"^\$(\w+|\{\w+(\[@\])?\}|@|\*|\(.*\))$|^`.*`$|^\$\{\{", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex OpenWord();

    [GeneratedRegex(@"^-[qvsl]*x[qvsl]*$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortFlags();

    [GeneratedRegex(@"^\[\s*(tool:pytest|pytest|tool\.pytest(\.ini_options)?)\s*\]", RegexOptions.CultureInvariant)]
    private static partial Regex PytestTable();

    [GeneratedRegex(@"^(timeout|session_timeout)\s*=\s*[""']?0*[1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex TimeoutSetting();

    [GeneratedRegex(@"^\w+\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex SettingLine();

    [GeneratedRegex(@"TestSessionTimeout|VSTestBlameHang|CollectHangDump|--hangdump|--blame-hang|TestTimeout\s*>|<TestingPlatformCommandLineArguments>[^<]*--timeout", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DotnetSetting();

    [GeneratedRegex(@"\$\{\{.*?\}\}", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\$(?:(\w+)|\{(\w+)\})", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
