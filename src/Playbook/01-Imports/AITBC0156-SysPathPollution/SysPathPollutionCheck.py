NEEDLES = ("sys.path", "addsitedir", "sys import path", "import sys as ")
ADDING = ("sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir")
# What only rewrites a path: the argument tells.
THROUGH = ("str", "os.fspath", "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "os.path.join", "os.path.abspath", "os.path.realpath", "os.path.normpath")
METHODS = ("resolve", "absolute", "as_posix", "joinpath", "rstrip")


def facts(module):
    for node, value in additions(module):
        for leaf, path in literals(module, value, node, 0):
            # In a list each entry has its own line; what is assigned elsewhere is still added here.
            place = leaf if inside(module, leaf, node) else node
            yield {"line": place.lineno, "column": module.column(place), "path": path}


def additions(module):
    for call in module.nodes(ast.Call):
        if module.qualified(call.func) in ADDING and call.args:
            yield call, call.args[-1 if module.qualified(call.func) == "sys.path.insert" else 0]
    for node in module.nodes(ast.AugAssign):
        if module.qualified(node.target) == "sys.path":
            yield node, node.value
    for node in module.nodes(ast.Assign):
        for target in node.targets:
            if module.qualified(target.value if isinstance(target, ast.Subscript) else target) == "sys.path":
                yield node, node.value


def inside(module, leaf, node):
    return any(a is node for a in module.ancestors(leaf))


def literals(module, node, at, depth):
    """The absolute paths that the expression holds or starts with, each with the node that spells it."""
    if depth > 12 or node is None:
        return
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for element in node.elts:
            yield from literals(module, element, at, depth + 1)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and is_absolute(node.value):
            yield node, node.value
    elif isinstance(node, ast.JoinedStr) and node.values:
        first = node.values[0]
        if isinstance(first, ast.Constant) and is_absolute(first.value):
            yield node, first.value + ("..." if len(node.values) > 1 else "")
        elif isinstance(first, ast.FormattedValue):
            for leaf, path in literals(module, first.value, at, depth + 1):
                yield leaf, path + ("..." if len(node.values) > 1 else "")
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Div)):
        right = module.value(node.right)
        for leaf, path in literals(module, node.left, at, depth + 1):
            joint = "/" if isinstance(node.op, ast.Div) and not path.endswith("/") else ""
            yield leaf, path + joint + (right if isinstance(right, str) else "...") if is_path(node.left) or isinstance(node.op, ast.Div) else path
        if isinstance(node.op, ast.Add) and isinstance(node.right, (ast.List, ast.Tuple)):
            yield from literals(module, node.right, at, depth + 1)
    elif isinstance(node, ast.Call):
        name = module.qualified(node.func)
        if name in THROUGH and node.args:
            rest = [module.value(a) for a in node.args[1:]]
            for leaf, path in literals(module, node.args[0], at, depth + 1):
                yield leaf, "/".join([path] + [r if isinstance(r, str) else "..." for r in rest])
        elif isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            yield from literals(module, node.func.value, at, depth + 1)
    elif isinstance(node, ast.Name):
        yield from literals(module, meaning(module, node, at), at, depth + 1)


def is_path(node):
    return not isinstance(node, (ast.List, ast.Tuple))


def meaning(module, name, at):
    """What the name stands for: assigned once in the function or the module, or the loop's own list."""
    for a in module.ancestors(at):
        if isinstance(a, (ast.For, ast.AsyncFor)) and isinstance(a.target, ast.Name) and a.target.id == name.id:
            return a.iter
    function = module.function(at)
    if function is not None and not isinstance(function, ast.Lambda):
        stores = [n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == name.id and isinstance(n.ctx, ast.Store)]
        if stores:
            statement = module.parent(stores[0])
            return statement.value if len(stores) == 1 and isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    return module.assigned(name.id)


def is_absolute(text):
    return (len(text) > 1 and text[0] == "/" and text[1] != "/") or (len(text) > 2 and text[0].isalpha() and text[1] == ":" and text[2] in "\\/")
