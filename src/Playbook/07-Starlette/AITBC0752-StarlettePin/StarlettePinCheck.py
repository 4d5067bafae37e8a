NEEDLES = ("install_requires", "extras_require")


def facts(module):
    """What a setup.py declares."""
    for call in module.nodes(ast.Call):
        if (module.qualified(call.func) or "").split(".")[-1] == "setup":
            for name in ("install_requires", "extras_require"):
                yield from requirements(module, module.keyword(call, name))


def requirements(module, value):
    if isinstance(value, ast.Name):
        value = module.assigned(value.id)
    for node in ast.walk(value) if isinstance(value, (ast.List, ast.Tuple, ast.Dict)) else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield {"line": node.lineno, "column": module.column(node), "requirement": node.value}
