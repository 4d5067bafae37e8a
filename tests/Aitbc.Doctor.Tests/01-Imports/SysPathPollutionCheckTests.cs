namespace Aitbc.Doctor.Tests.Imports;

public sealed class SysPathPollutionCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'src'))\n")]
    [InlineData("import sys\nfrom pathlib import Path\nROOT = Path(__file__).resolve().parents[1]\nsys.path.append(str(ROOT / 'apps'))\n")]
    [InlineData("import os, sys\nsys.path.append(os.environ.get('AITBC_SRC', '/opt/aitbc/src'))\n")]
    [InlineData("import sys\nsys.path = [p for p in sys.path if p.startswith('/opt/aitbc')]\n")]
    [InlineData("import sys\nif '/home/oib/aitbc' in sys.path:\n    sys.path.remove('/home/oib/aitbc')\n")]
    [InlineData("import sys\nsys.path.append('src')\nsys.path.insert(0, '.')\n")]
    [InlineData("import sys\nopen('/home/oib/x')\nsys.path.append(sys.argv[1])\n")]
    [InlineData("\"\"\"sys.path.append('/home/oib/aitbc')\"\"\"\n# sys.path.append('/home/oib/aitbc')\n")]
    [InlineData("import sys\ndef add(p='/opt/x'):\n    p = compute(p)\n    sys.path.append(p)\n")]
    public async Task What_is_not_fixed_to_a_machine_is_ok(string source)
    {
        _repository.With("cli/a.py", source);
        var result = await _repository.CheckAsync("AITBC0156");
        Assert.Equal((Status.Ok, 0), (result.Status, result.Findings.Count));
    }

    [Theory]
    [InlineData("import sys\nsys.path.append('/home/oib/aitbc/src')\n", 2)]
    [InlineData("import sys as s\ns.path.insert(0, r'C:\\Users\\me\\aitbc')\n", 2)]
    [InlineData("from sys import path\npath.append('/Users/me/aitbc')\n", 2)]
    [InlineData("import sys\nsys.path += ['/root/aitbc']\n", 2)]
    [InlineData("import sys\nsys.path[0:0] = ['x',\n  '/home/oib/aitbc']\n", 3)]
    [InlineData("import sys\nsys.path = ['/home/oib/aitbc'] + sys.path\n", 2)]
    [InlineData("import sys\nfrom pathlib import Path\nBASE = Path('/home/oib/aitbc')\nsys.path.append(str(BASE / 'src'))\n", 4)]
    [InlineData("import os, sys\ndef load():\n    base = '/home/oib'\n    sys.path.append(os.path.join(base, 'src'))\n", 4)]
    [InlineData("import sys\nfor p in ['a', '/home/oib/aitbc/x']:\n    sys.path.append(p)\n", 3)]
    [InlineData("import sys\nROOT = '/home/oib/aitbc'\nsys.path.extend([f'{ROOT}/a'])\n", 3)]
    [InlineData("import site\nsite.addsitedir('/home/oib/lib')\n", 2)]
    public async Task Path_in_a_home_fails(string source, int line)
    {
        _repository.With("cli/a.py", source);
        Assert.Equal([$"Fail cli/a.py:{line}"], (await _repository.CheckAsync("AITBC0156")).Places());
    }

    [Fact]
    public async Task Path_of_a_deployment_warns_and_is_found_in_the_repository()
    {
        _repository.With("apps/api/src/app.py", "").With("aitbc/a.py", "").With("run.py", "import sys\nsys.path.insert(0, '/opt/aitbc/apps/api/src')\nsys.path.insert(0, '/opt/aitbc')\n");
        var result = await _repository.CheckAsync("AITBC0156");
        Assert.Equal(["Warn run.py:2", "Warn run.py:3"], result.Places());
        Assert.Equal("apps/api/src", Assert.Single(result.Findings[0].Evidence).Text);
        Assert.Empty(result.Findings[1].Evidence);
    }

    [Fact]
    public async Task File_that_is_no_python_is_unknown()
    {
        _repository.With("a.py", "import sys\nsys.path.append('/home/oib'\n");
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC0156")).Status);
    }
}
