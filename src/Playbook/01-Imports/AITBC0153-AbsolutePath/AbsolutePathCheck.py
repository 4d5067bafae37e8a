ROOTS = ("/home/", "/Users/", "/root/", "/opt/", "/srv/", "/var/lib/")
DRIVES = (":\\Users\\", ":\\\\Users\\\\", ":/Users/")
NEEDLES = tuple(quote + root for quote in "\"'" for root in ROOTS) + DRIVES
ASIDE = ("script", "scripts", "example", "examples", "doc", "docs", "dev", "tools", "workspace", "migrations", "fixtures")
# What names a route and no file, and what takes a default that its user may replace.
ROUTES = ("get", "post", "put", "delete", "patch", "head", "options", "route", "websocket", "add_api_route", "add_url_rule", "redirect", "RedirectResponse", "mount", "Mount", "Route")
REPLACED = ("getenv", "get", "setdefault", "pop", "option", "argument", "add_argument", "Option", "Argument", "Field", "config", "getattr")
COMPARING = ("startswith", "endswith", "replace", "removeprefix", "index", "find", "split", "match", "search", "is_relative_to", "relative_to", "commonpath", "count", "sub")


def wants(path):
    return not is_test(path) and not any(folder in ASIDE for folder in path.split("/")[:-1])


def facts(module):
    for node in module.nodes(ast.Constant, ast.JoinedStr):
        text = spelled(node)
        if text is None or module.is_docstring(node) or isinstance(module.parent(node), (ast.JoinedStr, ast.FormattedValue)):
            continue
        how = use(module, node)
        if how is not None:
            yield {"line": node.lineno, "column": module.column(node), "path": text, "how": how}


def spelled(node):
    """The path that the literal spells, `...` for what only a run knows; None for all other text."""
    if isinstance(node, ast.JoinedStr):
        text = "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "..." for part in node.values)
    else:
        text = node.value
    if not isinstance(text, str) or not 5 < len(text) < 300 or not is_path(text):
        return None
    return text


def is_path(text):
    drive = text[0].isalpha() and text[1:].replace("/", "\\").startswith(":\\Users\\")
    if not drive and not text.startswith(ROOTS):
        return False
    rest = text[3:] if drive else text
    return all(c.isalnum() or c in "/\\._-+@~=:{}*%" for c in rest) and "://" not in rest


def use(module, node):
    """What becomes of the literal: "default" of a parameter, "value"; None for what is replaced, compared, or none of a file's."""
    child, default = node, False
    for a in module.ancestors(node):
        if isinstance(a, (ast.Compare, ast.Assert, ast.IfExp)):
            return None
        if isinstance(a, ast.Call) and child is not a.func:
            name = called(a)
            if name in ROUTES or name in REPLACED or name in COMPARING:
                return None
            qualified = module.qualified(a.func) or ""
            if qualified.startswith("sys.path.") or qualified == "site.addsitedir":
                return None
        elif isinstance(a, ast.BoolOp):
            # `given or "/opt/x"` after the environment was asked.
            if any(isinstance(c, ast.Call) and called(c) in ("getenv", "get") for value in a.values for c in ast.walk(value)):
                return None
        elif isinstance(a, (ast.List, ast.Tuple, ast.Set)) and len(a.elts) > 1 and not isinstance(module.parent(a), ast.Call):
            return None
        elif isinstance(a, ast.Dict) and child in a.keys:
            return None
        elif isinstance(a, ast.arguments):
            default = True
        elif isinstance(a, (ast.AugAssign, ast.Assign)):
            targets = a.targets if isinstance(a, ast.Assign) else [a.target]
            if any(module.qualified(t.value if isinstance(t, ast.Subscript) else t) == "sys.path" for t in targets):
                return None
        elif isinstance(a, ast.For) and child is a.iter:
            return None
        elif isinstance(a, ast.Expr) and child is a.value and a.value is node:
            return None
        elif isinstance(a, ast.ClassDef) and child in a.body and isinstance(child, (ast.Assign, ast.AnnAssign)) and is_settings(module, a):
            return None
        child = a
    return "default" if default else "value"


def called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def is_settings(module, owner):
    """Fields of a settings class take their values from the environment."""
    return any("Settings" in (module.qualified(base) or "") or (module.qualified(base) or "").endswith(("BaseConfig", "Config")) for base in owner.bases)
