using Aitbc.Doctor.Probes;
using Tomlyn.Model;

namespace Aitbc.Doctor.Tests.Probes;

/// <summary>YAML and TOML: places where they can be read, Unknown where not.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Toml_knows_its_lines()
    {
        _repository.With("pyproject.toml", "[project]\nname = 'x'\n\n[tool.poetry.dependencies]\npython = '^3.11'\nstarlette = '<0.38'\n");
        var (value, at) = await ReadAsync(static (toml, _) =>
        {
            var table = (TomlTable)toml!.Get("tool", "poetry", "dependencies")!;
            return (table["starlette"], toml.At(table, "starlette"));
        });
        Assert.Equal("<0.38", value);
        Assert.Equal(new Location("pyproject.toml", 6, 1), at);
    }

    [Theory]
    [InlineData("name = ")]
    [InlineData("[project\nname = 'x'")]
    [InlineData("a = 1\na = 2\n")]
    [InlineData("\0")]
    public async Task Broken_toml_is_unknown_never_an_exception(string text)
    {
        _repository.With("pyproject.toml", text == "\0" ? "a = " + new string('[', 100_000) : text);
        var (read, findings) = await ReadAsync(static (toml, result) => (toml is not null, result.Findings));
        Assert.False(read);
        Assert.Equal(Status.Unknown, Assert.Single(findings).Status);
    }

    [Theory]
    [InlineData("a: [1\n", 2)]
    [InlineData("a:\n\t- b\n", 1)] // The reader names where the value it misses should begin.
    [InlineData("a: *nowhere\n", 1)]
    public async Task Broken_yaml_is_unknown_with_its_line(string text, int line)
    {
        _repository.With("x.yml", text);
        var result = await _repository.LookAsync(static context =>
        {
            var findings = context.Findings();
            Assert.Null(Yaml.Read(context.Files, context.Files.Find("x.yml")!, findings));
            return Task.FromResult(findings.Result(""));
        });
        Assert.Equal([$"Unknown x.yml:{line}"], result.Places());
    }

    private Task<T> ReadAsync<T>(Func<Toml?, CheckResult, T> look) => _repository.LookAsync(context =>
    {
        var findings = context.Findings();
        var toml = Toml.Read(context.Files, context.Files.Find("pyproject.toml")!, findings);
        return Task.FromResult(look(toml, findings.Result("")));
    });
}
