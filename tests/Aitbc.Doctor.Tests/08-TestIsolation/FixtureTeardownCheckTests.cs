namespace Aitbc.Doctor.Tests.TestIsolation;

public sealed class FixtureTeardownCheckTests : IDisposable
{
    private const string Imports = """
        import asyncio, socket, sqlite3, subprocess, tempfile, shutil
        import httpx, pytest, pytest_asyncio, redis
        from http.server import HTTPServer
        from sqlalchemy import create_engine
        from unittest.mock import patch

        """;

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("@pytest.fixture\ndef f():\n    s = socket.socket()\n    yield s\n    s.close()\n")]
    [InlineData("@pytest.fixture\ndef f():\n    s = socket.socket()\n    try:\n        yield s\n    finally:\n        s.close()\n")]
    [InlineData("@pytest.fixture\ndef f():\n    with socket.socket() as s:\n        yield s\n")]
    [InlineData("@pytest.fixture\ndef f(request):\n    s = socket.socket()\n    request.addfinalizer(s.close)\n    return s\n")]
    [InlineData("@pytest.fixture\ndef f(stack):\n    return stack.enter_context(socket.socket())\n")]
    [InlineData("@pytest.fixture\ndef f():\n    s = socket.socket()\n    s.bind(('', 0))\n    port = s.getsockname()[1]\n    s.close()\n    return port\n")]
    [InlineData("@pytest.fixture\ndef f(tmp_path):\n    c = sqlite3.connect(tmp_path / 'x.db')\n    c.execute('x')\n    c.close()\n    return tmp_path\n")]
    [InlineData("@pytest.fixture\ndef f():\n    folder = tempfile.mkdtemp()\n    shutil.rmtree(folder)\n    return 1\n")]
    [InlineData("@pytest.fixture\ndef f():\n    return sqlite3.connect(':memory:')\n")]
    [InlineData("@pytest.fixture\ndef f():\n    return create_engine('sqlite://')\n")]
    [InlineData("@pytest.fixture\ndef f():\n    return create_engine('sqlite:///:memory:', echo=False)\n")]
    [InlineData("@pytest.fixture\ndef f(url):\n    return create_engine(url)\n")]
    [InlineData("@pytest.fixture\ndef f(app):\n    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app))\n")]
    [InlineData("@pytest.fixture\ndef f(app):\n    return TestClient(app)\n")]
    [InlineData("@pytest.fixture\ndef f():\n    def make():\n        return socket.socket()\n    return make\n")]
    [InlineData("@pytest.fixture\ndef f():\n    with patch('redis.Redis'):\n        return redis.Redis()\n")]
    [InlineData("def f():\n    return socket.socket()\n\n@pytest.fixture\ndef g():\n    return 'text'\n")]
    [InlineData("class Fake:\n    def socket(self):\n        return 1\n\nfake = Fake()\n\n@pytest.fixture\ndef f():\n    return fake.socket()\n")]
    public async Task Given_back_in_memory_or_no_resource_is_ok(string source)
    {
        _repository.With("tests/conftest.py", Imports + source);
        var result = await _repository.CheckAsync("AITBC0851");
        Assert.Equal((Status.Ok, 0), (result.Status, result.Findings.Count));
    }

    [Theory]
    [InlineData("@pytest.fixture\ndef f():\n    return subprocess.Popen(['x'])\n", 8)]
    [InlineData("@pytest.fixture()\ndef f():\n    p = subprocess.Popen(['x'])\n    yield p\n", 8)]
    [InlineData("@pytest.fixture(scope='session')\ndef f():\n    server = HTTPServer(('', 0), Handler)\n    return server\n", 8)]
    [InlineData("@pytest_asyncio.fixture\nasync def f():\n    return await asyncio.start_server(handle, '127.0.0.1', 0)\n", 8)]
    public async Task Started_and_never_ended_fails(string source, int line)
    {
        _repository.With("tests/conftest.py", Imports + source);
        Assert.Equal([$"Fail tests/conftest.py:{line}"], (await _repository.CheckAsync("AITBC0851")).Places());
    }

    [Theory]
    [InlineData("@pytest.fixture\ndef f(tmp_path):\n    return sqlite3.connect(tmp_path / 'x.db')\n")]
    [InlineData("@pytest.fixture\ndef f(tmp_path):\n    return create_engine(f'sqlite:///{tmp_path}/x.db')\n")]
    [InlineData("@pytest.fixture\ndef f():\n    return create_engine('postgresql://localhost/x')\n")]
    [InlineData("@pytest.fixture\ndef f():\n    return tempfile.mkdtemp()\n")]
    [InlineData("@pytest.fixture\ndef f():\n    return redis.Redis.from_url('redis://localhost')\n")]
    [InlineData("class TestX:\n  @pytest.fixture\n  def f(self): return httpx.Client(timeout=1)\n")]
    public async Task Left_open_warns(string source)
    {
        _repository.With("tests/test_x.py", Imports + source);
        Assert.Equal(["Warn tests/test_x.py:8"], (await _repository.CheckAsync("AITBC0851")).Places());
    }

    [Fact]
    public async Task Wide_scope_is_named_and_function_scope_is_the_remedy()
    {
        _repository.With("tests/conftest.py", Imports + "@pytest.fixture(scope='module')\ndef db():\n    return sqlite3.connect('x.db')\n");
        var finding = Assert.Single((await _repository.CheckAsync("AITBC0851")).Findings);
        Assert.Contains("Fixture 'db' makes a database connection and returns it", finding.Message, StringComparison.Ordinal);
        Assert.Contains("scope \"module\"", finding.Message, StringComparison.Ordinal);
        Assert.Contains("function scope", finding.Remedy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_no_python_is_unknown()
    {
        _repository.With("tests/test_x.py", "import pytest, socket\n@pytest.fixture\ndef f(:\n");
        Assert.Equal(["Unknown tests/test_x.py:3"], (await _repository.CheckAsync("AITBC0851")).Places());
    }
}
