namespace Aitbc.Doctor.Tests.Imports;

public sealed class ServicesPackageCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("app")]
    [InlineData("coordinator_api")]
    public async Task Package_in_either_layout_is_ok(string package)
    {
        _repository.With($"apps/coordinator-api/src/{package}/services/__init__.py", "").With($"apps/coordinator-api/src/{package}/services/trading.py", "");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0151")).Status);
    }

    [Theory]
    [InlineData("services/trading.py")]
    [InlineData("apps/coordinator-api/services/trading.py")]
    [InlineData("apps/coordinator-api/src/app/services/README.md")]
    [InlineData("apps/coordinator-api/src/app/routers/trading.py")]
    public async Task Neither_layout_is_not_applicable(string path)
    {
        _repository.With(path, "");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC0151")).Status);
    }

    [Theory]
    [InlineData("apps/coordinator-api/src/app/services", "trading.py", "Fail")]
    [InlineData("apps/coordinator-api/src/coordinator_api/services", "deep/trading.py", "Fail")]
    [InlineData("apps/pool-hub/src/poolhub/services", "trading.py", "Warn")]
    public async Task Folder_without_the_file_is_named(string folder, string file, string status)
    {
        _repository.With($"{folder}/{file}", "").With("apps/gpu/src/gpu/services/__init__.py", "");
        Assert.Equal([$"{status} {folder}:0"], (await _repository.CheckAsync("AITBC0151")).Places());
    }

    [Fact]
    public async Task File_that_git_ignores_is_in_no_clone()
    {
        const string Path = "apps/coordinator-api/src/app/services/__init__.py";
        _repository.With(".gitignore", "__init__.py\n").With(Path, "").With("apps/coordinator-api/src/app/services/trading.py", "").Committed();
        Assert.Equal([$"Warn {Path}:0"], (await _repository.CheckAsync("AITBC0151")).Places());
    }

    [Fact]
    public async Task Link_out_of_the_repository_is_unknown()
    {
        const string Path = "apps/coordinator-api/src/app/services/__init__.py";
        _repository.With("apps/coordinator-api/src/app/services/trading.py", "");
        var outside = System.IO.Path.Combine(_repository.Beside("outside"), "init.py");
        File.WriteAllText(outside, "import x\n");
        File.CreateSymbolicLink(_repository.FullPath(Path), outside);
        Assert.Equal([$"Unknown {Path}:0"], (await _repository.CheckAsync("AITBC0151")).Places());
    }
}
