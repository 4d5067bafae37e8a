namespace Aitbc.Doctor.Tests.Starlette;

public sealed class StarlettePinCheckTests : IDisposable
{
    private const string Import = "from starlette.broadcast import Broadcast\n";

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Where_nothing_needs_broadcast_any_starlette_is_right()
    {
        _repository.With("pyproject.toml", "[project]\nname='x'\ndependencies=['starlette==1.3.1']\n").With("app.py", "from starlette.routing import Route\n");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC0752")).Status);
    }

    [Theory]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nstarlette = '>=0.37.2,<0.38.0'\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nstarlette = { version = '^0.37.2', extras = ['full'] }\n")]
    [InlineData("pyproject.toml", "[tool.poetry.group.node.dependencies]\nStarlette = '~0.37'\n")]
    [InlineData("pyproject.toml", "[project]\nname='n'\ndependencies = [\n  'fastapi',\n  'starlette[full] >=0.37, <0.38 ; python_version > \"3\"',\n]\n")]
    [InlineData("pyproject.toml", "[dependency-groups]\nnode = ['starlette~=0.37.0', {include-group = 'x'}]\n")]
    [InlineData("requirements.txt", "fastapi\nstarlette<0.38  # Broadcast\n")]
    [InlineData("requirements-node.txt", "starlette \\\n   ==0.37.2 --hash=sha256:00\n")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n    fastapi\n    starlette<0.38\n")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(name='n', install_requires=['starlette<0.38'])\n")]
    [InlineData("Pipfile", "[packages]\nstarlette = '==0.37.2'\n")]
    public async Task Pin_in_any_form_is_ok_and_says_that_it_does_not_help(string path, string text)
    {
        _repository.With("node/" + path, text).With("node/src/relay.py", Import);
        var result = await _repository.CheckAsync("AITBC0752");
        Assert.Equal((Status.Ok, 0), (result.Status, result.Findings.Count));
        Assert.Contains("does not bring starlette.broadcast back", result.Summary, StringComparison.Ordinal);
        Assert.Contains("node/" + path, result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nfastapi = '*'\nstarlette = '>=0.37.2'\n", 3)]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nstarlette = [{version='<0.38', python='<3.12'}, {version='^0.40', python='>=3.12'}]\n", 2)]
    [InlineData("pyproject.toml", "[project]\nname='n'\ndependencies = [\n  'fastapi',\n  'starlette',\n]\n", 5)]
    [InlineData("requirements.txt", "# starlette<0.38\nstarlette==1.3.1\n", 2)]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n    starlette>=0.37\n", 3)]
    [InlineData("setup.py", "import setuptools\nNEEDS = ['fastapi',\n  'starlette~=0.37']\nsetuptools.setup(install_requires=NEEDS)\n", 3)]
    [InlineData("Pipfile", "[packages]\nstarlette = '*'\n", 2)]
    public async Task Requirement_that_admits_038_is_named_with_its_line(string path, string text, int line)
    {
        _repository.With(path, text).With("relay.py", Import);
        Assert.Equal([$"Warn {path}:{line}"], (await _repository.CheckAsync("AITBC0752")).Places());
    }

    [Theory]
    [InlineData("poetry.lock", "[[package]]\nname = \"fastapi\"\nversion = \"0.1\"\n\n[[package]]\nname = \"starlette\"\nversion = \"0.46.2\"\n", 7)]
    [InlineData("uv.lock", "version = 1\n[[package]]\nname = \"starlette\"\nversion = \"0.38.0\"\n", 4)]
    [InlineData("Pipfile.lock", "{\n  \"default\": {\n    \"starlette\": {\n      \"version\": \"==1.0.0\"\n    }\n  }\n}\n", 3)]
    public async Task Lock_above_the_pin_is_named(string path, string text, int line)
    {
        _repository.With("pyproject.toml", "[tool.poetry.dependencies]\nstarlette = '<0.38'\n").With(path, text).With("relay.py", Import);
        Assert.Equal([$"Warn {path}:{line}"], (await _repository.CheckAsync("AITBC0752")).Places());
        using var below = new TestRepository();
        Assert.Equal(Status.Ok, (await below.With("pyproject.toml", "[tool.poetry.dependencies]\nstarlette = '<0.38'\n")
            .With(path, text.Replace("0.46.2", "0.37.2", StringComparison.Ordinal).Replace("0.38.0", "0.37.2", StringComparison.Ordinal).Replace("1.0.0", "0.37.2", StringComparison.Ordinal))
            .With("relay.py", Import).CheckAsync("AITBC0752")).Status);
    }

    [Fact]
    public async Task Project_without_any_pin_is_named_and_the_workspace_may_pin_for_it()
    {
        _repository.With("apps/node/pyproject.toml", "[tool.poetry.dependencies]\nfastapi = '*'\n").With("apps/node/src/relay.py", Import);
        Assert.Equal(["Warn apps/node/pyproject.toml:0"], (await _repository.CheckAsync("AITBC0752")).Places());
        _repository.With("constraints.txt", "starlette<0.38\n");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0752")).Status);
    }

    [Theory]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies\n")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\nstarlette = { path = '../starlette' }\n")]
    [InlineData("requirements.txt", "starlette @ git+https://example.org/starlette\n")]
    [InlineData("requirements.txt", "starlette==new\n")]
    public async Task What_cannot_be_told_is_unknown(string path, string text)
    {
        _repository.With(path, text).With("relay.py", Import);
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC0752")).Status);
    }
}
