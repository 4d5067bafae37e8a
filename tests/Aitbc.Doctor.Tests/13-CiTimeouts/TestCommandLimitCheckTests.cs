namespace Aitbc.Doctor.Tests.CiTimeouts;

public sealed class TestCommandLimitCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("pytest -x")]
    [InlineData("pytest -vx tests")]
    [InlineData("pytest --maxfail=3")]
    [InlineData("python -m pytest tests --timeout 60")]
    [InlineData("poetry run pytest --timeout=60")]
    [InlineData("pytest -o timeout=60")]
    [InlineData("timeout 600 pytest")]
    [InlineData("timeout -k 5 600 python3 -m pytest")]
    [InlineData("pytest $ARGS")]
    [InlineData("pytest ${{ matrix.args }}")]
    [InlineData("pytest ${{ inputs.fast && '-x' || '' }}")]
    [InlineData("pytest \"$@\"")]
    [InlineData("pytest --collect-only")]
    [InlineData("pip install pytest pytest-cov")]
    [InlineData("python -m pip install pytest")]
    [InlineData("uv add pytest")]
    [InlineData("poetry run pip install pytest")]
    [InlineData("echo pytest tests")]
    [InlineData("python run.py pytest")]
    [InlineData("cat <<EOF > ci.sh\npytest tests\nEOF")]
    [InlineData("# pytest tests")]
    [InlineData("dotnet test --blame-hang-timeout 5m")]
    [InlineData("dotnet test -- RunConfiguration.TestSessionTimeout=60000")]
    [InlineData("dotnet test --settings ci.runsettings")]
    [InlineData("dotnet test --list-tests")]
    [InlineData("dotnet build test")]
    public async Task Command_with_a_limit_and_no_test_command_are_ok(string script)
    {
        Workflow(script);
        Assert.Empty((await _repository.CheckAsync("AITBC1352")).Places());
    }

    [Theory]
    [InlineData("pytest")]
    [InlineData("pytest tests/unit -v --tb=short")]
    [InlineData("py.test")]
    [InlineData("python -m pytest tests -k \"test_x\"")]
    [InlineData("python3.12 -m pytest")]
    [InlineData(".venv/bin/pytest")]
    [InlineData("PYTHONPATH=src pytest")]
    [InlineData("poetry run pytest")]
    [InlineData("poetry run python -m pytest")]
    [InlineData("uv run --frozen pytest")]
    [InlineData("coverage run -m pytest")]
    [InlineData("if ! pytest; then exit 1; fi")]
    [InlineData("pytest || true")]
    [InlineData("pytest $TESTS_FOLDER/unit")]
    [InlineData("dotnet test")]
    [InlineData("dotnet test -c Release --no-build")]
    public async Task Command_without_a_limit_is_named_with_its_line(string script)
    {
        Workflow("cd src\n" + script);
        var result = await _repository.CheckAsync("AITBC1352");
        Assert.Equal(["Warn .github/workflows/ci.yml:7"], result.Places());
        Assert.Equal("1 test commands in 1 workflows", result.Summary);
        Assert.Contains("'test'", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pytest.ini", "[pytest]\ntimeout = 60\n", false)]
    [InlineData("pyproject.toml", "[tool.pytest.ini_options]\naddopts = [\n  \"-q\",\n  \"--timeout=60\",\n]\n", false)]
    [InlineData("setup.cfg", "[tool:pytest]\naddopts = -q\n  --maxfail=1\n", false)]
    [InlineData("app/tox.ini", "[pytest]\naddopts = -x\n", false)]
    [InlineData("app/tests/pytest.ini", "[pytest]\ntimeout = 60\n", false)]
    [InlineData("pytest.ini", "[pytest]\ntimeout = 0\n", true)]
    [InlineData("pytest.ini", "[pytest]\n# timeout = 60\n", true)]
    [InlineData("pyproject.toml", "[tool.other]\ntimeout = 60\n", true)]
    [InlineData("elsewhere/pytest.ini", "[pytest]\ntimeout = 60\n", true)]
    public async Task Limit_may_stand_in_the_configuration(string path, string text, bool isNamed)
    {
        _repository.With(path, text);
        Workflow("cd app\npytest tests/test_a.py::test_b");
        Assert.Equal(isNamed, (await _repository.CheckAsync("AITBC1352")).Places().Any());
    }

    [Theory]
    [InlineData("ci.runsettings", "<TestSessionTimeout>60000</TestSessionTimeout>", false)]
    [InlineData("Directory.Build.props", "<VSTestBlameHang>true</VSTestBlameHang>", false)]
    [InlineData("Directory.Build.props", "<Nullable>enable</Nullable>", true)]
    public async Task Limit_of_dotnet_may_stand_in_a_project(string path, string text, bool isNamed)
    {
        _repository.With(path, text);
        Workflow("dotnet test");
        Assert.Equal(isNamed, (await _repository.CheckAsync("AITBC1352")).Places().Any());
    }

    [Fact]
    public async Task Variables_of_workflow_job_and_step_count_and_so_does_the_limit_of_a_step()
    {
        _repository.With(".gitea/workflows/ci.yml", """
            env: { FAST: "-x" }
            jobs:
              a:
                env: { PYTEST_ADDOPTS: "--timeout 60" }
                steps: [{ run: pytest }]
              b:
                steps:
                  - run: pytest $FAST
                  - run: pytest
                    timeout-minutes: 5
                  - run: pytest
                    env: { PYTEST_TIMEOUT: 30 }
                  - run: pytest $SLOW
                    env: { SLOW: "-q" }
                  - run: >
                      pytest
                      tests
            """);
        Assert.Equal(["Warn .gitea/workflows/ci.yml:13", "Warn .gitea/workflows/ci.yml:16"], (await _repository.CheckAsync("AITBC1352")).Places());
    }

    [Fact]
    public async Task Without_a_workflow_it_is_not_applicable_and_a_broken_one_is_unknown()
    {
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC1352")).Status);
        _repository.With(".github/workflows/broken.yml", "jobs: [\n");
        var result = await _repository.CheckAsync("AITBC1352");
        Assert.Equal(Status.Unknown, result.Status);
        Assert.Equal(".github/workflows/broken.yml", result.Findings[0].Location!.Path);
    }

    private void Workflow(string script) => _repository.With(
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  test:\n    steps:\n      - run: |\n" + string.Concat(script.Split('\n').Select(static line => $"          {line}\n")));
}
