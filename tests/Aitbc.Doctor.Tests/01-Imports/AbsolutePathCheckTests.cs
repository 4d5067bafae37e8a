namespace Aitbc.Doctor.Tests.Imports;

public sealed class AbsolutePathCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("import os\nPATH = os.environ.get('AITBC_KEYS', '/opt/aitbc/keys')\n")]
    [InlineData("import os\nPATH = os.getenv('AITBC_KEYS') or '/opt/aitbc/keys'\n")]
    [InlineData("import click\n@click.option('--dir', default='/opt/aitbc/scripts')\ndef run(dir):\n    pass\n")]
    [InlineData("parser.add_argument('--dir', default='/home/oib/x')\n")]
    [InlineData("class Settings(BaseSettings):\n    data: str = '/var/lib/aitbc'\n    other: str = Field(default='/srv/aitbc')\n")]
    [InlineData("import sys\nsys.path.append('/home/oib/aitbc/src')\n")] // AITBC0156's
    [InlineData("'''/home/oib/aitbc'''\ndef f():\n    '''/home/oib/aitbc'''\n")]
    [InlineData("if path.startswith('/opt/aitbc') or '/home/oib' in path or path == '/opt/aitbc/x':\n    pass\n")]
    [InlineData("@router.get('/home/dashboard')\ndef page():\n    return redirect('/home/login')\n")]
    [InlineData("for p in [local, '/opt/aitbc/keys']:\n    use(p)\n")]
    [InlineData("x = local if local else '/opt/aitbc/keys'\n")]
    [InlineData("x = 'see /home/oib/aitbc for more'\ny = '/home/oib is where it was'\nz = 'https://example.org/opt/aitbc'\n")]
    [InlineData("x = '/etc/aitbc/node.env'\ny = '/usr/bin/python3'\nz = '/tmp/aitbc'\nw = 'opt/aitbc'\n")]
    public async Task What_is_replaceable_compared_or_no_path_is_ok(string source)
    {
        _repository.With("cli/aitbc_cli/commands/x.py", source);
        var result = await _repository.CheckAsync("AITBC0153");
        Assert.Equal((Status.Ok, 0), (result.Status, result.Findings.Count));
    }

    [Theory]
    [InlineData("tests/cli/test_x.py")]
    [InlineData("cli/scripts/x.py")]
    [InlineData("docs/__init__.py")]
    [InlineData("apps/api/loose.py")] // no package, no command
    public async Task What_is_no_command_module_or_package_is_ok(string path)
    {
        _repository.With(path, "HOME = '/home/oib/aitbc'\n");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0153")).Status);
    }

    [Theory]
    [InlineData("home_dir = Path('/home/oib/windsurf/aitbc/tests')\n", 1)]
    [InlineData("def f(config='/Users/me/aitbc'):\n    pass\n", 1)]
    [InlineData("def f():\n    wallet = f'/root/.aitbc/{name}.json'\n", 2)]
    [InlineData("x = r'C:\\Users\\me\\aitbc'\n", 1)]
    [InlineData("open(os.path.join('/home/oib/aitbc', name))\n", 1)]
    [InlineData("paths = {'keys': '/home/oib/keys'}\n", 1)]
    public async Task Path_in_a_home_fails(string source, int line)
    {
        _repository.With("cli/aitbc_cli/commands/x.py", source);
        Assert.Equal([$"Fail cli/aitbc_cli/commands/x.py:{line}"], (await _repository.CheckAsync("AITBC0153")).Places());
    }

    [Fact]
    public async Task Path_of_a_deployment_warns_and_is_found_in_the_repository()
    {
        _repository
            .With("scripts/monitoring/health.sh", "")
            .With("packages/sdk/src/sdk/__init__.py", "")
            .With("packages/sdk/src/sdk/client.py", "class Client:\n    def __init__(self, cli='/opt/aitbc/aitbc-click'):\n        self.db = '/var/lib/aitbc/x.db'\n        self.check = '/opt/aitbc/scripts/monitoring/health.sh'\n");
        var result = await _repository.CheckAsync("AITBC0153");
        Assert.Equal(["Warn packages/sdk/src/sdk/client.py:2", "Warn packages/sdk/src/sdk/client.py:3", "Warn packages/sdk/src/sdk/client.py:4"], result.Places());
        Assert.Contains("default of a parameter", result.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal("scripts/monitoring/health.sh", Assert.Single(result.Findings[2].Evidence).Text);
    }

    [Fact]
    public async Task File_that_is_no_python_is_unknown_and_a_test_that_is_none_is_not_asked()
    {
        _repository.With("cli/a.py", "x = '/home/oib'\ndef (\n").With("tests/test_b.py", "x = '/home/oib'\ndef (\n");
        Assert.Equal(["Unknown cli/a.py:2"], (await _repository.CheckAsync("AITBC0153")).Places());
    }

    [Fact]
    public async Task Without_python_it_is_unknown()
    {
        _repository.With("cli/a.py", "x = '/home/oib/x'\n");
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC0153", ("PATH", _repository.Beside("empty")))).Status);
    }
}
