NEEDLES = ("bind(", "port=", "Server(", "create_server", "start_server", "TCPSite", "serve(", "--port", "insecure_port")
# A call that listens: where its port is (an argument's number, or None), and the keyword that may hold it.
PORTS = {
    "uvicorn.run": (None, "port"), "uvicorn.Config": (None, "port"), "hypercorn.Config": (None, "port"),
    "aiohttp.web.run_app": (None, "port"), "aiohttp.web.TCPSite": (2, "port"), "asyncio.start_server": (2, "port"),
    "websockets.serve": (2, "port"), "socketserver.TCPServer": (0, "server_address"), "http.server.HTTPServer": (0, "server_address"),
    "http.server.ThreadingHTTPServer": (0, "server_address"), "socketserver.UDPServer": (0, "server_address"),
    "socketserver.ThreadingTCPServer": (0, "server_address"), "socket.create_server": (0, "address"),
    "prometheus_client.start_http_server": (0, "port"), "wsgiref.simple_server.make_server": (1, "port"),
}
# What a developer runs by hand is no service.
ASIDE = ("example", "examples", "doc", "docs", "dev", "script", "scripts", "tools", "legacy", "archive")
STARTING = ("subprocess.Popen", "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "asyncio.create_subprocess_exec")


def wants(path):
    return is_test(path) or not any(folder in ASIDE for folder in path.split("/")[:-1])


def facts(module):
    for call in module.nodes(ast.Call):
        for how, port, place in bound(module, call):
            number = module.value(port)
            if isinstance(number, str) and number.isdigit():
                number = int(number)
            if isinstance(number, int) and not isinstance(number, bool) and 0 < number < 65536:
                yield {"line": place.lineno, "column": module.column(place), "port": number, "how": how, "test": is_test(module.path)}


def bound(module, call):
    name = module.qualified(call.func) or ""
    if name in PORTS:
        position, keyword = PORTS[name]
        value = module.keyword(call, keyword)
        if value is None and position is not None and len(call.args) > position:
            value = call.args[position]
        yield name, address(value), value or call
    elif isinstance(call.func, ast.Attribute):
        method = call.func.attr
        if method == "bind" and len(call.args) == 1 and isinstance(call.args[0], ast.Tuple) and len(call.args[0].elts) in (2, 4):
            yield "bind", call.args[0].elts[1], call
        elif method == "create_server" and len(call.args) >= 3:
            yield "create_server", call.args[2], call
        elif method in ("run", "run_server") and name.split(".")[0] in ("app", "server", "application") and module.keyword(call, "port") is not None:
            yield name, module.keyword(call, "port"), call
        elif method in ("add_insecure_port", "add_secure_port") and call.args:
            text = module.value(call.args[0])
            if isinstance(text, str) and text.rpartition(":")[2].isdigit():
                yield method, ast.Constant(int(text.rpartition(":")[2])), call
    if name in STARTING and call.args:
        words = call.args[0].elts if isinstance(call.args[0], (ast.List, ast.Tuple)) else call.args
        for word, following in zip(words, words[1:]):
            if module.value(word) == "--port":
                yield name, following, call


def address(value):
    return value.elts[1] if isinstance(value, ast.Tuple) and len(value.elts) >= 2 else value
