namespace Aitbc.Doctor.Tests.Starlette;

public sealed class BroadcastImportCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("from starlette.routing import Route\nimport starlette\n")]
    [InlineData("\"\"\"Replaces starlette.broadcast.\"\"\"\nfrom starlette.applications import Starlette\n")]
    [InlineData("try:\n    from starlette.broadcast import Broadcast\nexcept ImportError:\n    from broadcaster import Broadcast\n")]
    [InlineData("try:\n    from starlette.broadcast import Broadcast\nexcept (ImportError, AttributeError):\n    class Broadcast:\n        pass\n")]
    [InlineData("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from starlette.broadcast import Broadcast\n")]
    [InlineData("from .starlette.broadcast import Broadcast\n")]
    [InlineData("from starlette.broadcasting import Broadcast\n")]
    public async Task What_needs_no_broadcast_of_starlette_is_ok(string source)
    {
        _repository.With("node/gossip.py", source);
        var result = await _repository.CheckAsync("AITBC0751");
        Assert.Equal((Status.Ok, 0), (result.Status, result.Findings.Count));
    }

    [Theory]
    [InlineData("from starlette.broadcast import Broadcast\n", "Fail node/relay.py:1", "Importing this module ends")]
    [InlineData("import os\nimport starlette.broadcast as b\n", "Fail node/relay.py:2", "Importing this module ends")]
    [InlineData("from starlette import broadcast\n", "Fail node/relay.py:1", "Importing this module ends")]
    [InlineData("import importlib\nb = importlib.import_module('starlette.broadcast')\n", "Fail node/relay.py:2", "Importing this module ends")]
    [InlineData("def make():\n    from starlette.broadcast import Broadcast\n    return Broadcast()\n", "Fail node/relay.py:2", "The call that gets here ends")]
    [InlineData("try:\n    from starlette.broadcast import Broadcast\nexcept ImportError as e:\n    raise RuntimeError('no') from e\n", "Fail node/relay.py:2", "Importing this module ends")]
    [InlineData("try:\n    from starlette.broadcast import Broadcast\nexcept ValueError:\n    Broadcast = None\n", "Fail node/relay.py:2", "Importing this module ends")]
    [InlineData("try:\n    from starlette.broadcast import Broadcast\nexcept ImportError:\n    Broadcast = None\n", "Fail node/relay.py:2", "silently stays inside this process")]
    [InlineData("import contextlib\nwith contextlib.suppress(ImportError):\n    from starlette.broadcast import Broadcast\n", "Fail node/relay.py:3", "silently stays inside this process")]
    [InlineData("try:\n    from broadcaster import Broadcast\nexcept ImportError:\n    from starlette.broadcast import Broadcast\n", "Warn node/relay.py:4", "so does this one")]
    public async Task Import_is_named_and_what_becomes_of_it(string source, string place, string says)
    {
        _repository.With("node/relay.py", source);
        var result = await _repository.CheckAsync("AITBC0751");
        Assert.Equal([place], result.Places());
        Assert.Contains(says, result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pin_below_038_changes_nothing()
    {
        _repository.With("requirements.txt", "starlette>=0.37.2,<0.38\n").With("relay.py", "from starlette.broadcast import Broadcast\n");
        Assert.Equal(["Fail relay.py:1"], (await _repository.CheckAsync("AITBC0751")).Places());
    }

    [Fact]
    public async Task Own_module_of_that_name_is_left_alone()
    {
        _repository.With("vendor/starlette/broadcast.py", "class Broadcast: pass\n").With("relay.py", "from starlette.broadcast import Broadcast\n");
        Assert.Equal(Status.NotApplicable, (await _repository.CheckAsync("AITBC0751")).Status);
    }

    [Fact]
    public async Task File_that_is_no_python_is_unknown()
    {
        _repository.With("relay.py", "from starlette.broadcast import (\n");
        var result = await _repository.CheckAsync("AITBC0751");
        Assert.Equal((Status.Unknown, "relay.py"), (result.Status, result.Findings[0].Location!.Path));
    }

    [Fact]
    public async Task Without_python_it_is_unknown()
    {
        _repository.With("relay.py", "from starlette.broadcast import Broadcast\n");
        var result = await _repository.CheckAsync("AITBC0751", ("PATH", _repository.Beside("empty")));
        Assert.Equal(Status.Unknown, result.Status);
        Assert.Contains("python3", result.Summary, StringComparison.Ordinal);
    }
}
