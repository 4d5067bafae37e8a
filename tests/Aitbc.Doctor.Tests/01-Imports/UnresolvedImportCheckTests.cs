namespace Aitbc.Doctor.Tests.Imports;

public sealed class UnresolvedImportCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("from .b import x\nfrom . import b, pkg, NAME\nfrom .pkg import y\nfrom .pkg.c import z\nfrom .. import cli\nfrom ..cli.b import x\n")]
    [InlineData("from .space import x\nfrom .space.inner import y\n")]
    [InlineData("from .native import x\nfrom .compiled import y\nfrom .stub import z\n")]
    [InlineData("try:\n    from .gone import x\nexcept ImportError:\n    x = None\n")]
    [InlineData("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .gone import x\n")]
    [InlineData("from .node_pb2 import Block\nfrom ._version import version\nfrom . import node_pb2_grpc\n")]
    [InlineData("from . import *\n")]
    [InlineData("text = '''\nfrom .gone import x\n'''\n")]
    [InlineData("import sys, os\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'src'))\nfrom trading import x\n")]
    [InlineData("import sys\nfrom trading import x\nsys.path.append('apps/api/src/app/services')\nimport json\nfrom app.services.trading import y\n")]
    public async Task What_is_there_or_may_be_is_ok(string source)
    {
        _repository.With("cli/__init__.py", "NAME = 1\n").With("cli/a.py", source).With("cli/b.py", "").With("cli/pkg/__init__.py", "").With("cli/pkg/c.py", "")
            .With("cli/space/inner.py", "").With("cli/native.cpython-313-x86_64-linux-gnu.so", "\0").With("cli/compiled.pyx", "").With("cli/stub.pyi", "")
            .With("apps/api/src/app/services/trading.py", "");
        var result = await _repository.CheckAsync("AITBC0152");
        Assert.Equal((Status.Ok, 0), (result.Status, result.Findings.Count));
    }

    [Theory]
    [InlineData("from .gone import x\n", "Fail cli/commands/a.py:1", "cli/commands/gone.py")]
    [InlineData("\nfrom ..gone.deep import x\n", "Fail cli/commands/a.py:2", "cli/gone/deep.py")]
    [InlineData("from . import gone\n", "Fail cli/commands/a.py:1", "cli/commands/gone.py")]
    [InlineData("from ...... import x\n", "Fail cli/commands/a.py:1", "above the repository")]
    [InlineData("class A:\n    from .gone import x\n", "Fail cli/commands/a.py:2", "gone")]
    [InlineData("def run():\n    from .gone import x\n", "Warn cli/commands/a.py:2", "the call that gets here")]
    [InlineData("try:\n    from .gone import x\nexcept ValueError:\n    pass\n", "Fail cli/commands/a.py:2", "gone")]
    public async Task Relative_import_of_nothing_is_named(string source, string place, string says)
    {
        _repository.With("cli/commands/__init__.py", "").With("cli/commands/a.py", source);
        var result = await _repository.CheckAsync("AITBC0152");
        Assert.Equal([place], result.Places());
        Assert.Contains(says, result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import sys\nsys.path.append('/home/oib/aitbc/apps/api/src/app/services')\nfrom trading import Engine\n", 3)]
    [InlineData("import os, sys\nP = os.path.join(os.path.dirname(__file__), '..', 'services')\nsys.path.insert(0, os.path.abspath(P))\nimport trading\n", 4)]
    [InlineData("import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent / 'app' / 'services'))\ndef f():\n    from trading import Engine\n", 5)]
    public async Task Service_without_its_package_fails_and_the_package_is_told(string source, int line)
    {
        _repository.With("apps/api/src/app/services/trading.py", "from .base import Base\n").With("apps/api/src/app/services/base.py", "").With("cli/a.py", source);
        var result = await _repository.CheckAsync("AITBC0152");
        Assert.Equal([$"Fail cli/a.py:{line}"], result.Places());
        Assert.Equal("Import it through its package: from app.services.trading import ...", result.Findings[0].Remedy.Text);
    }

    [Fact]
    public async Task Module_that_git_ignores_may_be_here_and_is_in_no_clone()
    {
        _repository.With(".gitignore", "data/\n").With("app/__init__.py", "").With("app/a.py", "from .data.profiles import GPU\nfrom .gone import x\n").With("app/data/profiles.py", "GPU = 1\n").Committed();
        var result = await _repository.CheckAsync("AITBC0152");
        Assert.Equal(["Warn app/a.py:1", "Fail app/a.py:2"], result.Places());
        Assert.Contains("Git ignores", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_keeps_names_that_sound_like_secrets()
    {
        _repository.With("app/a.py", "from .gone import get_api_key\n");
        Assert.Contains("import get_api_key", (await _repository.CheckAsync("AITBC0152")).Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_whose_name_is_no_modules_is_left_out()
    {
        _repository.With("dev/router-fixed.py", "from ..deps import x\n");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0152")).Status);
    }

    [Fact]
    public async Task File_that_is_no_python_is_unknown()
    {
        _repository.With("a.py", "from .gone import (\n");
        Assert.Equal(Status.Unknown, (await _repository.CheckAsync("AITBC0152")).Status);
    }

    [Theory]
    [InlineData("x = 1; from .gone import y\n", 1)]
    [InlineData("if x:\n\tfrom  .  gone import y\n", 2)]
    [InlineData("from . import (\n    here,\n    gone,\n)\n", 1)]
    [InlineData("from . import here, gone  # both\n", 1)]
    [InlineData("from.gone import y\n", 1)]
    [InlineData("from .here import x\nfrom ..gone import y\n", 2)]
    public async Task Spelling_that_the_lines_alone_do_not_settle_is_seen(string source, int line)
    {
        _repository.With("a/p/__init__.py", "").With("a/p/here.py", "").With("a/p/m.py", source);
        Assert.Equal([$"Fail a/p/m.py:{line}"], (await _repository.CheckAsync("AITBC0152")).Places());
    }

    [Theory]
    [InlineData("\"\"\"\nfrom .gone import y\n\"\"\"\ntext = 'read from .env'  # from .gone\n")]
    [InlineData("from . import here as there\nfrom .here import *\nfrom . import *\n")]
    [InlineData("from .here import (\n    x)\n")]
    public async Task Text_that_reads_like_an_import_and_imports_that_resolve_are_ok(string source)
    {
        _repository.With("a/p/__init__.py", "").With("a/p/here.py", "").With("a/p/m.py", source);
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0152")).Status);
    }
}
