# Files with a relative import that may not resolve are chosen by the check.
NEEDLES = (("sys.path", "services"), ("sys import path", "services"))


def facts(module):
    for node in module.nodes(ast.ImportFrom):
        if node.level > 0 and not module.guarded(node) and not for_types(module, node):
            yield {"line": node.lineno, "column": module.column(node), "level": node.level, "module": node.module or "",
                   "names": ",".join(alias.name for alias in node.names), "lazy": module.function(node) is not None}
    if "services" not in module.source or ("sys.path" not in module.source and "sys import path" not in module.source):
        return
    line = min((call.lineno for call in module.nodes(ast.Call) if leads_into_services(module, call)), default=None)
    if line is None:
        return
    for node in module.nodes(ast.Import, ast.ImportFrom):
        if node.lineno > line and not module.guarded(node) and not for_types(module, node):
            for name in [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]:
                if "." not in name and not getattr(node, "level", 0):
                    yield {"line": node.lineno, "column": module.column(node), "service": name, "added": line}


def for_types(module, node):
    return any(isinstance(a, ast.If) and (module.qualified(a.test) or "").split(".")[-1] == "TYPE_CHECKING" for a in module.ancestors(node))


def leads_into_services(module, call):
    if module.qualified(call.func) not in ("sys.path.append", "sys.path.insert", "sys.path.extend") or not call.args:
        return False
    return last_text(module, call.args[-1], 0).rstrip("/").split("/")[-1] == "services"


def last_text(module, node, depth):
    """The constant that the path ends in: the last argument of a join, the right side of a sum."""
    if depth > 12 or node is None:
        return ""
    value = module.value(node)
    if isinstance(value, str):
        return value
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Div)):
        return last_text(module, node.right, depth + 1)
    if isinstance(node, ast.JoinedStr) and node.values:
        return last_text(module, node.values[-1], depth + 1)
    if isinstance(node, ast.Call):
        if node.args and (module.qualified(node.func) or "").split(".")[-1] not in ("dirname", "get", "getenv"):
            return last_text(module, node.args[-1], depth + 1)
        return last_text(module, node.func.value, depth + 1) if isinstance(node.func, ast.Attribute) and node.func.attr in ("resolve", "absolute", "as_posix") else ""
    if isinstance(node, ast.Name):
        return last_text(module, module.assigned(node.id), depth + 1)
    if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
        return last_text(module, node.elts[-1], depth + 1)
    return ""
