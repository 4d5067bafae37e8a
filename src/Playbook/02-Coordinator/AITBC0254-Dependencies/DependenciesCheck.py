# Asked only about files that the check has chosen by their text: nearly every file imports something.
NEEDLES = ()


def facts(module):
    for node in module.nodes(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.ImportFrom) and (node.level or not node.module):
            continue
        if module.guarded(node) or is_conditional(module, node):
            continue
        for name in [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]:
            yield {"line": node.lineno, "column": module.column(node), "module": name, "lazy": in_function(module, node)}


def in_function(module, node):
    return any(isinstance(a, (ast.FunctionDef, ast.AsyncFunctionDef)) for a in module.ancestors(node))


def is_conditional(module, node):
    """For type checkers, for one platform, for who runs the file, or where a handler may know another way."""
    return any(isinstance(a, (ast.If, ast.Try)) for a in module.ancestors(node))
