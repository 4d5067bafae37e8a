MAKERS = (
    "Popen", "create_subprocess", "Server", "start_server", "serve(", "grpc", "socket", "connect(", "create_pool", "MongoClient", "create_engine",
    "create_async_engine", "Redis", "from_url", "ClientSession", "httpx", "Executor", "Pool(", "mkdtemp", "mkstemp")
NEEDLES = tuple(("fixture", maker) for maker in MAKERS)
FIXTURES = ("pytest.fixture", "pytest_asyncio.fixture", "pytest.yield_fixture")
# What a call makes, by the end of its dotted name; what is started blocks others, what is opened only leaks.
STARTED = {
    "subprocess.Popen": "process", "asyncio.create_subprocess_exec": "process", "asyncio.create_subprocess_shell": "process",
    "http.server.HTTPServer": "server", "http.server.ThreadingHTTPServer": "server", "socketserver.TCPServer": "server",
    "socketserver.ThreadingTCPServer": "server", "socketserver.UDPServer": "server", "asyncio.start_server": "server",
    "websockets.serve": "server", "grpc.server": "server", "grpc.aio.server": "server",
}
OPENED = {
    "socket.socket": "socket", "socket.create_server": "socket", "socket.create_connection": "socket",
    "sqlite3.connect": "database connection", "aiosqlite.connect": "database connection", "psycopg2.connect": "database connection",
    "psycopg.connect": "database connection", "asyncpg.connect": "database connection", "asyncpg.create_pool": "connection pool",
    "pymysql.connect": "database connection", "pymongo.MongoClient": "database connection",
    "sqlalchemy.create_engine": "database engine", "sqlmodel.create_engine": "database engine",
    "sqlalchemy.ext.asyncio.create_async_engine": "database engine",
    "redis.Redis": "Redis connection", "redis.StrictRedis": "Redis connection", "redis.from_url": "Redis connection",
    "redis.Redis.from_url": "Redis connection", "redis.asyncio.Redis": "Redis connection", "redis.asyncio.from_url": "Redis connection",
    "redis.asyncio.Redis.from_url": "Redis connection",
    "aiohttp.ClientSession": "HTTP session", "httpx.Client": "HTTP client", "httpx.AsyncClient": "HTTP client",
    "concurrent.futures.ThreadPoolExecutor": "thread pool", "concurrent.futures.ProcessPoolExecutor": "process pool",
    "multiprocessing.Pool": "process pool",
    "tempfile.mkdtemp": "temporary folder", "tempfile.mkstemp": "temporary file",
}
CLOSERS = ("close", "aclose", "stop", "terminate", "kill", "shutdown", "dispose", "server_close", "cleanup", "quit", "disconnect", "unlink", "remove", "rmtree", "removedirs", "rmdir", "wait", "communicate", "wait_closed", "drop_all", "detach")
FACTORIES = ("addfinalizer", "register", "enter_context", "enter_async_context", "push", "callback", "push_async_callback", "addCleanup")


def wants(path):
    # Fixtures stand in tests, conftest.py and plugins beside them.
    return is_test(path) or "fixture" in path or "plugin" in path


def facts(module):
    for function in module.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        decorator = next((d for d in function.decorator_list if module.qualified(d.func if isinstance(d, ast.Call) else d) in FIXTURES), None)
        if decorator is None:
            continue
        # What a fixture's inner functions make is made by who calls them.
        nodes = list(own(function))
        if any(isinstance(n, ast.Call) and called(n) in FACTORIES for n in nodes) or cleans_after_yield(function, nodes):
            continue
        scope = module.keyword(decorator, "scope") if isinstance(decorator, ast.Call) else None
        for call in nodes:
            kind = made(module, call) if isinstance(call, ast.Call) else None
            if kind is not None and not managed(module, call, function) and not given_back(module, call, nodes):
                yield {"line": call.lineno, "column": module.column(call), "fixture": function.name, "kind": kind[0], "started": kind[1],
                       "made": ast.get_source_segment(module.source, call.func) or called(call), "scope": module.value(scope) or "", "yields": any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in nodes)}


def own(function):
    stack = list(function.body)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            stack.extend(ast.iter_child_nodes(node))


def called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def cleans_after_yield(function, nodes):
    """Something runs after the yield, at whatever level: then it may be the teardown."""
    yields = [n for n in nodes if isinstance(n, (ast.Yield, ast.YieldFrom))]
    if not yields:
        return False
    last = function.body[-1]
    return not (isinstance(last, ast.Expr) and last.value in yields)


def made(module, call):
    """What the call makes, and whether it is started."""
    name = module.qualified(call.func) or ""
    if name in STARTED:
        return STARTED[name], True
    kind = OPENED.get(name)
    if kind is None or is_harmless(module, call, name):
        return None
    return kind, False


def is_harmless(module, call, name):
    """In memory, in process, or a stand-in."""
    first = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg in ("database", "url", "name")), None)
    text = module.value(first)
    if "create_engine" in name or "create_async_engine" in name:
        if text is None:
            text = start(module, first)
        # An engine connects when it is used; an unknown address may well be in memory.
        return not isinstance(text, str) or "memory" in text or text.rstrip("/").endswith(":") or text.split("?")[0].endswith("://")
    if name.endswith("sqlite3.connect") or name.startswith("aiosqlite"):
        return isinstance(text, str) and (text == "" or "memory" in text)
    if name.startswith("httpx."):
        return any(k.arg in ("transport", "app", None) for k in call.keywords)
    return False


def start(module, expression):
    """The constant that a text begins with."""
    if isinstance(expression, ast.JoinedStr) and expression.values:
        first = expression.values[0]
        return first.value + "x" if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    if isinstance(expression, ast.BinOp) and isinstance(expression.op, ast.Add):
        left = module.value(expression.left)
        return left + "x" if isinstance(left, str) else None
    return None


def managed(module, call, function):
    """A with statement ends it, or it stands in one that replaces it."""
    child = call
    for a in module.ancestors(call):
        if a is function:
            return False
        if isinstance(a, ast.withitem):
            return True
        if isinstance(a, (ast.With, ast.AsyncWith)) and child in a.body:
            if any(word in ast.dump(item.context_expr) for item in a.items for word in ("patch", "mock", "Mock", "suppress")):
                return True
        child = a
    return False


def given_back(module, call, nodes):
    """Closed in the fixture itself, by a method of the name that holds it or by a function that takes it."""
    holder, names = call, set()
    for a in module.ancestors(call):
        if isinstance(a, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            targets = a.targets if isinstance(a, ast.Assign) else [a.target]
            for target in targets:
                names |= {n.id if isinstance(n, ast.Name) else n.attr for n in ast.walk(target) if isinstance(n, (ast.Name, ast.Attribute))}
            break
        if isinstance(a, ast.stmt):
            holder = a
            break
    if isinstance(holder, ast.Return) or not names:
        return any(isinstance(a, ast.Call) and called(a) in CLOSERS for a in module.ancestors(call))
    for node in nodes:
        if not isinstance(node, ast.Call) or called(node) not in CLOSERS:
            continue
        said = {n.id if isinstance(n, ast.Name) else n.attr for part in [node.func, *node.args] for n in ast.walk(part) if isinstance(n, (ast.Name, ast.Attribute))}
        if said & names:
            return True
    return False
