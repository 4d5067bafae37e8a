NEEDLES = ("REDIS_URL", "redis_url", "BROADCAST_URL", "broadcast_url", "gossip_backend", "GOSSIP_BACKEND", "BROADCAST_BACKEND", "broadcast_backend")
ASIDE = ("example", "examples", "doc", "docs", "legacy", "archive")


def wants(path):
    return not is_test(path) and not any(folder in ASIDE for folder in path.split("/")[:-1])


def facts(module):
    """The settings that the code reads: by which name, with which default, and whether it goes on without them."""
    for call in module.nodes(ast.Call):
        if module.qualified(call.func) in ("os.getenv", "os.environ.get") and call.args:
            default = call.args[1] if len(call.args) > 1 else module.keyword(call, "default")
            yield from setting(module, call, module.value(call.args[0]), default, required=False)
    for node in module.nodes(ast.Subscript):
        if module.qualified(node.value) == "os.environ" and isinstance(node.ctx, ast.Load):
            key = node.slice.value if type(node.slice).__name__ == "Index" else node.slice
            yield from setting(module, node, module.value(key), None, required=not handled(module, node))
    for owner in module.nodes(ast.ClassDef):
        if any("Settings" in (module.qualified(base) or "") for base in owner.bases):
            for field in owner.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    default = field.value
                    if isinstance(default, ast.Call) and (module.qualified(default.func) or "").endswith("Field"):
                        default = module.keyword(default, "default") or (default.args[0] if default.args else None)
                        required = default is None or (isinstance(default, ast.Constant) and default.value is ...)
                    else:
                        required = default is None
                    if not (isinstance(default, ast.Call) and module.qualified(default.func) in ("os.getenv", "os.environ.get")):
                        yield from setting(module, field, field.target.id, default, required)


def setting(module, node, name, default, required):
    if not isinstance(name, str):
        return
    upper = name.upper()
    kind = "url" if upper.endswith(("REDIS_URL", "BROADCAST_URL")) else "backend" if upper.endswith(("GOSSIP_BACKEND", "BROADCAST_BACKEND")) else None
    if kind is None or "TEST" in upper:
        return
    value = module.value(default)
    yield {"line": node.lineno, "column": module.column(node), "kind": kind, "name": name, "required": required,
           "default": value if isinstance(value, str) else "", "none": default is None or (isinstance(default, ast.Constant) and default.value in (None, ""))}


def handled(module, node):
    """A missing variable is caught, or its name was asked for before."""
    for a in module.ancestors(node):
        if isinstance(a, (ast.Try, ast.If, ast.IfExp)):
            return True
    return False
