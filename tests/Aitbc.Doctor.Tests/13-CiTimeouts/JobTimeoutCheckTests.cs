namespace Aitbc.Doctor.Tests.CiTimeouts;

public sealed class JobTimeoutCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Limits_of_job_or_of_every_step_are_ok()
    {
        _repository.With(".github/workflows/ci.yml", """
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                timeout-minutes: ${{ fromJSON(vars.LIMIT) }}
                steps: [{ run: pytest }]
              steps-are-bounded:
                runs-on: ubuntu-latest
                steps:
                  - uses: actions/checkout@v4
                    timeout-minutes: 2
                  - run: pytest
                    timeout-minutes: 10
              called:
                uses: ./.github/workflows/reusable.yml
            """);
        var result = await _repository.CheckAsync("AITBC1351");
        Assert.Equal((Status.Ok, "3 jobs in 1 workflows"), (result.Status, result.Summary));
    }

    [Theory]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData(".gitea/workflows/ci.yaml")]
    [InlineData(".forgejo/workflows/ci.yml")]
    public async Task Job_without_a_limit_is_named_with_its_line(string path)
    {
        _repository.With(path, """
            on: push
            jobs:
              bounded:
                timeout-minutes: 5
                steps: [{ run: make }]
              "unbounded one":
                steps:
                  - run: pytest
                    timeout-minutes: 5
                  - run: make
            """);
        var result = await _repository.CheckAsync("AITBC1351");
        Assert.Equal([$"Warn {path}:6"], result.Places());
        Assert.Contains("'unbounded one'", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_that_an_alias_brings_counts()
    {
        _repository.With(".github/workflows/ci.yml", "jobs:\n  a: &job\n    timeout-minutes: 5\n  b: *job\n");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC1351")).Status);
    }

    [Fact]
    public async Task Workflow_folder_that_no_forge_reads_is_left_out()
    {
        _repository.With("contracts/.github/workflows/ci.yml", "jobs:\n  a:\n    steps: []\n");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC1351")).Status);
    }

    [Fact]
    public async Task Broken_yaml_is_unknown_and_the_other_workflows_are_still_read()
    {
        _repository
            .With(".github/workflows/a.yml", "jobs:\n  test: [\n")
            .With(".github/workflows/b.yml", "jobs:\n  test:\n    steps: []\n");
        var result = await _repository.CheckAsync("AITBC1351");
        Assert.Equal(Status.Unknown, result.Status);
        Assert.Equal(["Unknown", "Warn"], result.Findings.Select(static finding => finding.Status.ToString()));
        Assert.Equal(".github/workflows/a.yml", result.Findings[0].Location!.Path);
    }

    [Fact]
    public async Task Nesting_without_end_is_unknown()
    {
        _repository.With(".github/workflows/a.yml", new string('[', 100_000));
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC1351")).Status);
    }
}
