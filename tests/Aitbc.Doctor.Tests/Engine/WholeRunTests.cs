using Aitbc.Doctor.Reporting;

namespace Aitbc.Doctor.Tests.Engine;

/// <summary>All checks together over one repository.</summary>
public sealed class WholeRunTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Text_is_the_same_however_many_run_at_once_and_with_or_without_a_cache()
    {
        for (var i = 0; i < 40; i++)
            _repository.With($"cli/m{i}.py", $"import sys\nimport missing{i % 3}\nfrom .nowhere import x\nsys.path.append('/home/oib/{i}')\nHOME = '/home/oib/aitbc'\n");
        _repository
            .With("cli/requirements.txt", "click\n").With(".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - run: pytest\n")
            .With("a/.env", "REDIS_URL=redis://a\nPORT=1\n").With("b/.env", "REDIS_URL=redis://b\nPORT=1\n").With("notes.txt", "<<<<<<< a\n=======\n>>>>>>> b\n")
            .With("tests/broken.py", "import pytest\n@pytest.fixture\ndef (\n").Committed();
        var cache = _repository.Beside("cache");
        var texts = new List<string>();
        foreach (var (width, folder) in new[] { (1, (string?)null), (8, null), (8, cache), (3, cache), (8, cache) })
        {
            foreach (var format in Enum.GetValues<Format>())
            {
                var text = new StringWriter();
                Reporter.Write(format, await _repository.RunAsync(request => request with { Width = width, CacheFolder = folder }), text);
                texts.Add(text.ToString());
            }
        }

        var formats = Enum.GetValues<Format>().Length;
        for (var i = formats; i < texts.Count; i++)
            Assert.Equal(texts[i % formats], texts[i]);
        Assert.Contains("AITBC0254", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_never_more_than_two_pythons()
    {
        var (bin, trace) = (_repository.Beside("bin"), Path.Combine(_repository.Beside("trace"), "started"));
        var real = new Aitbc.Doctor.Probes.ProcessProbe(_repository.Root, new RunRequest(_repository.Root).Environment).Find("python3")!;
        TestRepository.Script(Path.Combine(bin, "python3"), $"echo x >> '{trace}'\nexec '{real}' \"$@\"");
        for (var i = 0; i < 100; i++)
            _repository.With($"src/m{i}.py", $"import sys\nimport missing\nsys.path.append('/home/oib/{i}')\n");
        _repository.With("requirements.txt", "click\n");
        var report = await _repository.RunAsync(null, ("PATH", $"{bin}:{Environment.GetEnvironmentVariable("PATH")}"));
        // AITBC0254 chooses its own files after all others were read, and goes on with the same processes.
        Assert.Contains(report.Outcomes, static outcome => outcome.Info.Id == "AITBC0254" && outcome.Result.Status == Status.Fail);
        Assert.Equal(2, File.ReadAllLines(trace).Length);
    }
}
