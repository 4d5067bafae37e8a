namespace Aitbc.Doctor.Tests.Coordinator;

public sealed class DependenciesCheckTests : IDisposable
{
    private const string Poetry = "[tool.poetry]\nname = 'coordinator'\n[tool.poetry.dependencies]\npython = '^3.13'\nfastapi = '^0.111'\n";

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("[project]\nname = 'x'\ndependencies = ['aiohttp>=3.9', 'PyJWT[crypto]; python_version > \"3\"']\n")]
    [InlineData("[tool.poetry]\nname = 'x'\n[tool.poetry.dependencies]\naiohttp = '^3.9'\n[tool.poetry.group.auth.dependencies]\npyjwt = { version = '*', optional = true }\n")]
    [InlineData("[project]\nname = 'x'\ndynamic = ['dependencies']\n[tool.poetry]\npackage-mode = true\n[tool.poetry.dependencies]\naiohttp = '3.14.3'\npyjwt = {extras = ['crypto'], version = '2.13.0'}\n")]
    [InlineData("[project]\nname = 'x'\ndependencies = ['aiohttp']\n[dependency-groups]\nauth = ['pyjwt']\n")]
    public async Task Declared_in_every_form_is_ok(string pyproject)
    {
        _repository.With("pyproject.toml", pyproject).With("src/app/a.py", "import aiohttp\nimport jwt\n");
        Assert.Equal(Status.Ok, (await CheckAsync()).Status);
    }

    [Theory]
    [InlineData("import os, sys, json\nfrom urllib.parse import urlsplit\nfrom __future__ import annotations\n")]
    [InlineData("from . import aiohttp\nfrom .redis import x\n")]
    [InlineData("from starlette.requests import Request\nimport pydantic.fields\n")] // FastAPI brings them
    [InlineData("try:\n    import torch\nexcept ImportError:\n    torch = None\n")]
    [InlineData("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch\n")]
    [InlineData("import sys\nif sys.platform == 'win32':\n    import win32api\n")]
    [InlineData("import app.services\nimport services\nimport helpers\n")] // of the repository
    [InlineData("'''\nimport torch\n'''\ntext = '''\nimport torch\n'''\n")]
    public async Task Python_s_own_guarded_local_and_text_are_ok(string source)
    {
        _repository.With("pyproject.toml", Poetry).With("src/app/services/x.py", "").With("lib/helpers.py", "").With("src/app/a.py", source);
        Assert.Empty((await CheckAsync()).Findings);
    }

    [Theory]
    [InlineData("tests/test_a.py")]
    [InlineData("conftest.py")]
    [InlineData("scripts/a.py")]
    [InlineData("examples/a.py")]
    [InlineData("demo_flow.py")]
    [InlineData("setup.py")]
    public async Task What_is_not_the_service_is_ok(string path)
    {
        _repository.With("pyproject.toml", Poetry).With(path, "import torch\n");
        Assert.Equal(Status.Ok, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task Imported_and_not_declared_fails_once_for_each_module_and_warns_in_a_function()
    {
        _repository.With("apps/coordinator-api/pyproject.toml", Poetry)
            .With("apps/coordinator-api/src/app/a.py", "import aiohttp\nimport aiohttp.web\ndef f():\n    import boto3\n    from google.cloud import storage\n")
            .With("apps/coordinator-api/src/app/b.py", "from aiohttp import web\n");
        var result = await CheckAsync();
        Assert.Equal(["Fail apps/coordinator-api/src/app/a.py:1", "Warn apps/coordinator-api/src/app/a.py:4", "Warn apps/coordinator-api/src/app/a.py:5"], result.Places());
        Assert.Equal(["declared in: apps/coordinator-api/pyproject.toml", "also in: 1 more files"], result.Findings[0].Evidence.Select(static one => $"{one.Label}: {one.Text}"));
        Assert.Equal("Declare aiohttp in apps/coordinator-api/pyproject.toml and install it.", result.Findings[0].Remedy.Text);
        Assert.Contains("Declare google-cloud ", result.Findings[2].Remedy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_in_the_lock_warns()
    {
        _repository.With("pyproject.toml", Poetry).With("poetry.lock", "[[package]]\nname = \"websockets\"\nversion = \"12.0\"\n").With("src/app/a.py", "import websockets\n");
        Assert.Equal(["Warn src/app/a.py:1"], (await CheckAsync()).Places());
    }

    [Fact]
    public async Task Project_around_it_declares_for_it_unless_it_has_an_environment_of_its_own()
    {
        _repository
            .With("pyproject.toml", "[project]\nname = 'root'\ndependencies = ['aiohttp']\n")
            .With("apps/a/pyproject.toml", Poetry + "core = { path = '../../packages/core' }\n").With("apps/a/a.py", "import aiohttp\nimport redis\n")
            .With("packages/core/pyproject.toml", "[project]\nname = 'core'\ndependencies = ['redis']\n");
        Assert.Equal(Status.Ok, (await CheckAsync()).Status);
        _repository.With("systemd/a.service", "[Service]\nExecStart=/opt/aitbc/apps/a/.venv/bin/python -m a\n");
        Assert.Equal(["Fail apps/a/a.py:1"], (await CheckAsync()).Places());
    }

    [Fact]
    public async Task Setup_py_and_requirements_declare()
    {
        _repository.With("cli/setup.py", "from setuptools import setup\nsetup(install_requires=['click', 'aiohttp>=3'])\n").With("cli/requirements/base.txt", "redis==5.0  # cache\n").With("cli/a.py", "import click\nimport aiohttp\nimport redis\nimport yaml\n");
        Assert.Equal(["Fail cli/a.py:4"], (await CheckAsync()).Places());
    }

    [Fact]
    public async Task Project_that_only_a_program_could_list_and_none_at_all_say_nothing()
    {
        _repository.With("pyproject.toml", "[project]\nname = 'x'\ndynamic = ['dependencies']\n[tool.hatch.metadata.hooks.custom]\n").With("a.py", "import torch\n");
        Assert.Equal(Status.NotApplicable, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task Environment_on_disk_tells_what_is_installed()
    {
        _repository.With("pyproject.toml", "[project]\nname = 'x'\ndependencies = [\n  'aiohttp>=3.9',\n  'SQLAlchemy>=2.0',\n  'Zope.Interface',\n  'redis; sys_platform == \"win32\"',\n]\n[project.optional-dependencies]\nml = ['torch']\n")
            .With("src/a.py", "import jwt\nimport psutil\n");
        Environment(".venv", "aiohttp-3.9.1.dist-info/METADATA", "sqlalchemy-1.4.50.dist-info/METADATA", "zope.interface-6.0-py3.13.egg-info/PKG-INFO", "jwt/__init__.py", "PyJWT-2.8.0.dist-info/METADATA");
        var result = await CheckAsync();
        Assert.Equal(["Fail pyproject.toml:5", "Warn src/a.py:1", "Fail src/a.py:2"], result.Places());
        Assert.Equal("1.4.50", Assert.Single(result.Findings[0].Evidence).Text);
        Assert.Contains("not installed in .venv", result.Findings[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declared_and_missing_in_the_active_environment_fails()
    {
        _repository.With("pyproject.toml", Poetry);
        var active = _repository.Beside("active");
        File.WriteAllText(Path.Combine(active, "pyvenv.cfg"), "home = /usr\n");
        Directory.CreateDirectory(Path.Combine(active, "lib", "python3.13", "site-packages"));
        Assert.Equal(["Fail pyproject.toml:5"], (await CheckAsync(("VIRTUAL_ENV", active))).Places());
        // It sees the machine's packages, which nobody looks up.
        File.WriteAllText(Path.Combine(active, "pyvenv.cfg"), "include-system-site-packages = true\n");
        Assert.Equal(Status.Ok, (await CheckAsync(("VIRTUAL_ENV", active))).Status);
    }

    [Fact]
    public async Task Environment_of_the_root_may_be_none_of_a_project_within()
    {
        _repository.With("apps/a/pyproject.toml", Poetry);
        Environment("venv", "fastapi-0.99.0.dist-info/METADATA");
        Assert.Equal(["Warn apps/a/pyproject.toml:5"], (await CheckAsync()).Places());
        Environment("apps/a/.venv", "fastapi-0.99.0.dist-info/METADATA");
        Assert.Equal(["Fail apps/a/pyproject.toml:5"], (await CheckAsync()).Places());
    }

    [Fact]
    public async Task Link_of_the_repository_that_calls_itself_an_environment_is_not_followed()
    {
        _repository.With("pyproject.toml", Poetry);
        var outside = _repository.Beside("outside");
        File.WriteAllText(Path.Combine(outside, "pyvenv.cfg"), "");
        Directory.CreateSymbolicLink(_repository.FullPath(".venv"), outside);
        var result = await CheckAsync();
        Assert.Equal((Status.Ok, "1 Python projects, 0 with a virtual environment"), (result.Status, result.Summary));
    }

    [Fact]
    public async Task What_cannot_be_read_is_unknown()
    {
        _repository.With("pyproject.toml", Poetry).With("apps/a/pyproject.toml", "[project\n").With("b.py", "import torch\ndef (\n");
        Assert.Equal(["Unknown apps/a/pyproject.toml:1", "Unknown b.py:2"], (await CheckAsync()).Places());
        Assert.Contains(await PlacesWithoutPythonAsync(), static place => place == "Unknown");

        async Task<IEnumerable<string>> PlacesWithoutPythonAsync() => (await CheckAsync(("PATH", _repository.Beside("empty")))).Places();
    }

    private void Environment(string path, params string[] files)
    {
        _repository.With($"{path}/pyvenv.cfg", "home = /usr/bin\n");
        foreach (var file in files)
            _repository.With($"{path}/lib/python3.13/site-packages/{file}", "");
    }

    private Task<CheckResult> CheckAsync(params (string, string)[] environment) =>
        _repository.CheckAsync("AITBC0254", [("VIRTUAL_ENV", ""), .. environment]);
}
