namespace Aitbc.Doctor.Tests.Ports;

public sealed class FixedPortsCheckTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\nport = s.getsockname()[1]\n")]
    [InlineData("from http.server import HTTPServer\nHTTPServer(('', 0), H)\n")]
    [InlineData("from http.server import HTTPServer\ndef serve(port):\n    HTTPServer(('', port), H)\n")]
    [InlineData("import requests\nrequests.get('http://localhost:8006')\nassert config.port == 8006\nPeer(port=8006)\n")]
    [InlineData("import uvicorn\nuvicorn.run(app, port=free_port())\n")]
    [InlineData("import subprocess\nsubprocess.run(['node', '--port', str(port)])\nsubprocess.run(['node', '--port', '0'])\n")]
    public async Task Test_that_binds_no_fixed_port_is_ok(string source)
    {
        _repository.With("tests/test_x.py", source);
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0953")).Status);
    }

    [Theory]
    [InlineData("import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 8006))\n", 3)]
    [InlineData("from http.server import HTTPServer\nPORT = 8006\nHTTPServer(('', PORT), H)\n", 3)]
    [InlineData("import uvicorn as u\nu.run(app, host='127.0.0.1',\n  port=8006)\n", 3)]
    [InlineData("import asyncio\nasync def f():\n    await asyncio.start_server(h, '127.0.0.1', 8006)\n", 3)]
    [InlineData("from aiohttp import web\nasync def f(r):\n    await web.TCPSite(r, '127.0.0.1', port=8006).start()\n", 3)]
    [InlineData("import subprocess\n\nsubprocess.Popen(['uvicorn', 'x:app', '--port', '8006'])\n", 3)]
    [InlineData("import grpc\nserver = grpc.server(pool)\nserver.add_insecure_port('[::]:50051')\n", 3)]
    public async Task Test_that_binds_a_fixed_port_warns(string source, int line)
    {
        _repository.With("apps/x/tests/helper.py", source);
        Assert.Equal([$"Warn apps/x/tests/helper.py:{line}"], (await _repository.CheckAsync("AITBC0953")).Places());
    }

    [Fact]
    public async Task Units_that_want_one_port_fail()
    {
        _repository
            .With("systemd/aitbc-wallet.service", "[Service]\nEnvironment=PORT=8002\n")
            .With("systemd/aitbc-monitoring.service", "[Service]\nExecStart=/opt/venv/bin/python -m uvicorn m:app \\\n  --host 0.0.0.0 --port 8002\n");
        var result = await _repository.CheckAsync("AITBC0953");
        Assert.Equal(["Fail systemd/aitbc-monitoring.service:2"], result.Places());
        Assert.Contains("Port 8002 is wanted by monitoring and by wallet", result.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal("wallet, systemd/aitbc-wallet.service:2", Assert.Single(result.Findings[0].Evidence).Text);
    }

    [Fact]
    public async Task Template_or_default_of_the_code_warns()
    {
        _repository
            .With("apps/coordinator-api/.env.example", "APP_PORT=8011\n")
            .With("systemd/aitbc-multimodal-gpu.service", "[Service]\nEnvironment=\"PORT=8011\"\n")
            .With("apps/plugin-security/main.py", "import uvicorn\nuvicorn.run(app, port=8015)\n")
            .With("systemd/aitbc-openclaw.service", "[Service]\nEnvironment=PORT=8015\n");
        Assert.Equal(["Warn apps/coordinator-api/.env.example:1", "Warn systemd/aitbc-openclaw.service:2"], (await _repository.CheckAsync("AITBC0953")).Places());
    }

    [Fact]
    public async Task Published_twice_in_one_compose_file_fails_and_in_two_files_does_not()
    {
        const string Two = "services:\n  a:\n    ports:\n      - \"8000:80\"\n  b:\n    ports:\n      - 127.0.0.1:8000:90\n  c:\n    profiles: [debug]\n    ports: [\"8000:1\"]\n";
        _repository.With("docker-compose.yml", Two).With("deploy/compose.yaml", "services:\n  d:\n    ports:\n      - published: 8000\n        target: 80\n");
        Assert.Equal(["Fail docker-compose.yml:4"], (await _repository.CheckAsync("AITBC0953")).Places());
    }

    [Fact]
    public async Task One_service_and_ports_of_others_are_ok()
    {
        _repository
            // A unit's command decides over its variables; what it calls is no port of its own.
            .With("apps/edge/aitbc-edge.service", "[Service]\nEnvironment=BLOCKCHAIN_RPC_PORT=8202\nEnvironment=PORT=8106\nExecStart=/x --port 8111\n")
            .With("apps/exchange/aitbc-exchange.service", "[Service]\nExecStart=/x --port 8106\n")
            .With("apps/exchange/main.py", "import uvicorn\nuvicorn.run(app, port=8106)\n")
            .With("apps/exchange/.env.example", "EXCHANGE_PORT=8106\nBLOCKCHAIN_RPC_PORT=8202\n")
            .With("apps/rpc/aitbc-rpc.service", "[Service]\nExecStart=/x --port 8202\n")
            .With("copies/aitbc-rpc.service", "[Service]\nExecStart=/x --port 8202\n")
            .With("apps/a/main.py", "import uvicorn\nuvicorn.run(app, port=9000)\n")
            .With("apps/b/main.py", "import uvicorn\nuvicorn.run(app, port=9000)\n");
        Assert.Equal(Status.Ok, (await _repository.CheckAsync("AITBC0953")).Status);
    }

    [Fact]
    public async Task What_cannot_be_read_is_unknown_and_the_rest_is_compared()
    {
        _repository
            .With("docker-compose.yml", "services: [\n").With("tests/test_x.py", "s.bind(\n")
            .With("a/aitbc-a.service", "[Service]\nExecStart=/x --port 8106\n").With("b/aitbc-b.service", "[Service]\nExecStart=/x --port 8106\n");
        Assert.Equal(["Fail a/aitbc-a.service:2", "Unknown docker-compose.yml:2", "Unknown tests/test_x.py:1"], (await _repository.CheckAsync("AITBC0953")).Places());
    }
}
