NEEDLES = ("starlette",)
TARGET = "starlette.broadcast"
MISSING = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")


def facts(module):
    for node, names in imports(module):
        if any(type_checking(module, a) for a in module.ancestors(node)):
            continue
        yield {"line": node.lineno, "column": module.column(node), "names": ", ".join(names),
               "how": standing(module, node, names), "lazy": module.function(node) is not None}


def imports(module):
    for node in module.nodes(ast.Import):
        for alias in node.names:
            if alias.name == TARGET or alias.name.startswith(TARGET + "."):
                yield node, [alias.asname or alias.name]
    for node in module.nodes(ast.ImportFrom):
        if node.level == 0 and (node.module == TARGET or (node.module or "").startswith(TARGET + ".")):
            yield node, [alias.asname or alias.name for alias in node.names]
        elif node.level == 0 and node.module == "starlette" and any(alias.name == "broadcast" for alias in node.names):
            yield node, [alias.asname or alias.name for alias in node.names if alias.name == "broadcast"]
    for node in module.nodes(ast.Call):
        if module.qualified(node.func) in ("importlib.import_module", "__import__") and node.args and module.value(node.args[0]) == TARGET:
            yield node, [TARGET]


def type_checking(module, node):
    return isinstance(node, ast.If) and (module.qualified(node.test) or "").split(".")[-1] == "TYPE_CHECKING"


def standing(module, node, names):
    """open: the error gets out; dropped: it is caught and nothing takes the place; replaced; fallback: tried last."""
    child = node
    for a in module.ancestors(node):
        if isinstance(a, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            break
        if isinstance(a, ast.Try) and child in a.body:
            for handler in a.handlers:
                if catches(module, handler):
                    if any(isinstance(n, ast.Raise) for n in handler.body):
                        return "open"
                    return "replaced" if replaces(handler, names) else "dropped"
        if isinstance(a, ast.With) and any(suppresses(module, item.context_expr) for item in a.items):
            return "dropped"
        if isinstance(a, ast.ExceptHandler) and catches(module, a):
            return "fallback"
        child = a
    return "open"


def catches(module, handler):
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or (module.qualified(kind) or "").split(".")[-1] in MISSING for kind in kinds)


def suppresses(module, expression):
    return (isinstance(expression, ast.Call) and module.qualified(expression.func) == "contextlib.suppress"
            and any((module.qualified(a) or "").split(".")[-1] in MISSING for a in expression.args))


def replaces(handler, names):
    """The handler imports or defines the same name: another broadcast takes its place."""
    for node in ast.walk(handler):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and any((alias.asname or alias.name) in names for alias in node.names):
            return True
        if isinstance(node, ast.ClassDef) and node.name in names:
            return True
    return False
