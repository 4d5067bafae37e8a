using Aitbc.Doctor.Probes;

namespace Aitbc.Doctor.Tests.Probes;

public sealed class PythonProbeTests : IDisposable
{
    private const string Calls = """
        NEEDLES = ("sys.path", "spath")

        def facts(module):
            for call in module.nodes(ast.Call):
                if module.qualified(call.func) == "sys.path.append":
                    yield {"line": call.lineno, "column": module.column(call), "value": module.value(call.args[0]), "guarded": module.guarded(call)}
        """;

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Facts_of_all_files_with_their_places()
    {
        _repository
            .With("b.py", "import sys as s\nROOT = '/opt'\ns.path.append(ROOT + '/x')  # sys.path\n")
            .With("a.py", "from sys import path as spath\nü = 'ü'; spath.append(f'/opt/{1}')\n")
            .With("c.py", "print('not asked')\n");
        var facts = await FactsAsync();
        Assert.Equal(["a.py:2:10 /opt/1", "b.py:3:1 /opt/x"], facts.All.Select(static fact => $"{fact.At} {fact.Text("value")}"));
        Assert.Empty(facts.Unread);
        Assert.Null(facts.Problem);
    }

    [Fact]
    public async Task File_that_does_not_parse_is_named_and_only_if_it_was_asked_for()
    {
        _repository.With("bad.py", "import sys\nsys.path.append(\n").With("unasked.py", "def (:\n").With("good.py", "import sys\nsys.path.append('x')\n");
        var facts = await FactsAsync();
        var unread = Assert.Single(facts.Unread);
        Assert.Equal(("bad.py", 2), (unread.File.Path, unread.Line));
        Assert.Contains("cannot parse it", unread.Problem, StringComparison.Ordinal);
        Assert.Single(facts.All);
    }

    [Fact]
    public async Task Nothing_of_the_repository_is_run_or_imported()
    {
        var trace = Path.Combine(_repository.Beside("trace"), "ran");
        var evil = $"open({System.Text.Json.JsonSerializer.Serialize(trace)}, 'a').write(__file__)\n";
        foreach (var name in new[] { "sitecustomize.py", "usercustomize.py", "ast.py", "json.py", "conftest.py", "__init__.py" })
            _repository.With(name, evil + "# sys.path\n");
        _repository.With("python3", "#!/bin/sh\n");
        await FactsAsync(("PYTHONPATH", _repository.Root), ("PYTHONSTARTUP", _repository.FullPath("ast.py")), ("PYTHONHOME", ""));
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public async Task Nesting_that_breaks_the_parser_costs_that_file_only()
    {
        _repository
            .With("deep.py", "import sys\nsys.path.append(" + new string('(', 100_000) + "\n")
            .With("deeper.py", "import sys\nx = sys.path" + string.Concat(Enumerable.Repeat(".a", 100_000)) + "\n")
            .With("fine.py", "import sys\nsys.path.append('x')\n");
        var facts = await FactsAsync();
        Assert.Single(facts.All);
        Assert.Contains(facts.Unread, static unread => unread.File.Path == "deep.py");
    }

    [Fact]
    public async Task Without_python_nothing_is_claimed()
    {
        _repository.With("a.py", "import sys\nsys.path.append('x')\n");
        var facts = await FactsAsync(("PATH", _repository.Beside("empty")));
        Assert.Equal("python3 is not on PATH, so no Python file was read: a.py", facts.Problem);
        Assert.Empty(facts.All);
    }

    [Fact]
    public async Task Unchanged_content_is_not_parsed_again_and_changed_content_is()
    {
        var cache = _repository.Beside("cache");
        var trace = Path.Combine(_repository.Beside("trace"), "started");
        // A python3 that counts its starts stands before the real one.
        var real = new ProcessProbe(_repository.Root, new RunRequest(_repository.Root).Environment).Find("python3")!;
        var fake = TestRepository.Script(Path.Combine(_repository.Beside("bin"), "python3"), $"echo x >> '{trace}'\nexec '{real}' \"$@\"");
        var path = ("PATH", $"{Path.GetDirectoryName(fake)}:{Environment.GetEnvironmentVariable("PATH")}");
        _repository.With("a.py", "import sys\nsys.path.append('x')\n");

        Assert.Equal("x", (await FactsAsync(cache, path)).All.Single().Text("value"));
        Assert.Equal("x", (await FactsAsync(cache, path)).All.Single().Text("value"));
        Assert.Single(File.ReadAllLines(trace));
        _repository.With("a.py", "import sys\nsys.path.append('y')\n");
        Assert.Equal("y", (await FactsAsync(cache, path)).All.Single().Text("value"));
        Assert.Equal(2, File.ReadAllLines(trace).Length);

        File.WriteAllText(Directory.EnumerateFiles(cache).Single(), "nonsense\n\t\t{");
        Assert.Equal("y", (await FactsAsync(cache, path)).All.Single().Text("value"));
        Assert.Empty(Directory.EnumerateFiles(cache, "*.tmp"));
    }

    private Task<PythonFacts> FactsAsync(params (string, string)[] environment) => FactsAsync(null, environment);

    private Task<PythonFacts> FactsAsync(string? cache, params (string, string)[] environment) =>
        _repository.LookAsync(static context => context.Python.FactsAsync("AITBC9951", context.Cancellation), new PythonProgram([("AITBC9951", Calls)]), cache, environment);
}
