NEEDLES = ("redis://", "rediss://")
ASIDE = ("example", "examples", "doc", "docs", "legacy", "archive")
# A profile's own database is meant to differ.
PROFILES = ("test", "stag", "dev", "prod", "local", "demo", "bench")
READING = ("getenv", "get", "setdefault")


def wants(path):
    return not is_test(path) and not any(folder in ASIDE for folder in path.split("/")[:-1])


def facts(module):
    for node in module.nodes(ast.Constant):
        text = node.value
        if not isinstance(text, str) or not text.startswith(("redis://", "rediss://")) or isinstance(module.parent(node), (ast.JoinedStr, ast.FormattedValue)):
            continue
        if module.is_docstring(node) or len(text) > 300 or any(c.isspace() for c in text) or text.endswith("://"):
            continue
        named = name_of(module, node)
        if named is None or any(profile in named[0].lower() for profile in ("test", "bench")):
            continue
        owners = [a.name.lower() for a in module.ancestors(node) if isinstance(a, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))]
        if not any(profile in owner for owner in owners for profile in PROFILES):
            yield {"line": node.lineno, "column": module.column(node), "url": text, "name": named[0], "how": named[1]}


def name_of(module, node):
    """What takes the address, and how; "" for nobody that has a name; None where nothing connects to it."""
    child = node
    for a in module.ancestors(node):
        if isinstance(a, (ast.Compare, ast.Assert, ast.Raise)):
            return None
        if isinstance(a, ast.keyword):
            if a.arg not in ("default", None):
                return a.arg, "value"
        elif isinstance(a, ast.Call):
            name = a.func.attr if isinstance(a.func, ast.Attribute) else getattr(a.func, "id", "")
            first = module.value(a.args[0]) if a.args else None
            if name in ("startswith", "replace", "removeprefix", "match"):
                return None
            if name in READING and len(a.args) > 1 and child is not a.args[0] and isinstance(first, str):
                return first, "default"
            if name in ("add_argument", "option", "Option") and isinstance(first, str):
                return first.lstrip("-").replace("-", "_"), "default"
        elif isinstance(a, ast.arguments):
            return parameter(a, child), "default"
        elif isinstance(a, ast.Dict):
            key = next((k for k, v in zip(a.keys, a.values) if v is child), None)
            text = module.value(key) if key is not None else None
            return (text, "value") if isinstance(text, str) and "redis" in text.lower() else ("", "value")
        elif isinstance(a, (ast.Assign, ast.AnnAssign)):
            target = a.targets[0] if isinstance(a, ast.Assign) else a.target
            return (target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")), "value" if isinstance(a, ast.Assign) else "default"
        elif isinstance(a, ast.stmt):
            return "", "value"
        child = a
    return "", "value"


def parameter(arguments, default):
    positional = arguments.posonlyargs + arguments.args
    pairs = list(zip(positional[len(positional) - len(arguments.defaults):], arguments.defaults)) + list(zip(arguments.kwonlyargs, arguments.kw_defaults))
    return next((argument.arg for argument, value in pairs if value is default), "")
