"""Reads Python files for the doctor: parses them, imports nothing of theirs, opens no file.

The doctor sends the rooms' parts first, then files; for each file one line of JSON goes back. A part is a room's
`NameCheck.py`:

    NEEDLES = ("sys.path",)          # the text must hold one of these (a tuple: all of it), else the part is not asked
    def facts(module):               # module: a Module below; yields values that JSON can hold
        for call in module.nodes(ast.Call):
            if module.qualified(call.func) == "sys.path.append":
                yield {"line": call.lineno, "column": module.column(call)}
"""
import ast
import gc
import json
import sys
import types
import warnings


# Nodes that say nothing of their own, and many of which are one object for a whole tree.
SIGNS = frozenset(sign for kind in (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop) for sign in kind.__subclasses__())
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


class Module:
    """A parsed file, indexed once for all parts; its expressions only if one asks for them."""

    def __init__(self, path, source, tree):
        self.path, self.source, self.tree = path, source, tree
        self._by_type, self._parents, self._lines, self._docstrings = {}, {}, None, None
        self._imports, self._assigned, self._whole = None, None, False
        stack = [tree]
        while stack:
            node = stack.pop()
            self._by_type.setdefault(node.__class__, []).append(node)
            for name in BLOCKS:
                for child in getattr(node, name, ()):
                    self._parents[child] = node
                    stack.append(child)

    def _index(self):
        self._by_type, self._whole = {}, True
        by_type, parents, stack = self._by_type, self._parents, [self.tree]
        while stack:
            node = stack.pop()
            by_type.setdefault(node.__class__, []).append(node)
            for value in node.__dict__.values():
                if value.__class__ is list:
                    for child in value:
                        if isinstance(child, ast.AST) and child.__class__ not in SIGNS:
                            parents[child] = node
                            stack.append(child)
                elif isinstance(value, ast.AST) and value.__class__ not in SIGNS:
                    parents[value] = node
                    stack.append(value)

    def nodes(self, *kinds):
        """The nodes of these types, in the order of the text."""
        if not self._whole and not all(issubclass(kind, (ast.stmt, ast.mod)) for kind in kinds):
            self._index()
        found = [node for kind in kinds for node in self._by_type.get(kind, ())]
        return sorted(found, key=lambda node: (getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))

    def parent(self, node):
        if not self._whole and not isinstance(node, ast.stmt):
            self._index()
        return self._parents.get(node)

    def ancestors(self, node):
        if not self._whole and not isinstance(node, ast.stmt):
            self._index()
        while (node := self._parents.get(node)) is not None:
            yield node

    def function(self, node):
        """The innermost function around the node, or None at module or class level."""
        return next((a for a in self.ancestors(node) if isinstance(a, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))), None)

    def enclosing_class(self, node):
        """The innermost class around the node, or None."""
        return next((a for a in self.ancestors(node) if isinstance(a, ast.ClassDef)), None)

    def guarded(self, node):
        """Whether the node stands in the body of a try that handles ImportError (or wider)."""
        child = node
        for a in self.ancestors(node):
            if isinstance(a, ast.Try) and child in a.body:
                for handler in a.handlers:
                    names = [handler.type] if not isinstance(handler.type, ast.Tuple) else handler.type.elts
                    if any(n is None or (self.qualified(n) or "").split(".")[-1] in ("ImportError", "ModuleNotFoundError", "Exception", "BaseException") for n in names):
                        return True
            child = a
        return False

    def is_docstring(self, node):
        if self._docstrings is None:
            self._docstrings = {
                statement.value for owner in self.nodes(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
                for statement in owner.body[:1] if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)}
        return node in self._docstrings

    def qualified(self, expression):
        """`sys.path.append` for the expression that means it, whatever the import calls it; None for what is no dotted name."""
        parts = []
        while isinstance(expression, ast.Attribute):
            parts.append(expression.attr)
            expression = expression.value
        if not isinstance(expression, ast.Name):
            return None
        parts.append(self._import_names().get(expression.id, expression.id))
        return ".".join(reversed(parts))

    def value(self, expression, depth=0):
        """The constant that an expression surely is: literals, their sums, f-strings of them, names assigned once at module level."""
        if depth > 20 or expression is None:
            return None
        if isinstance(expression, ast.Constant):
            return expression.value
        if isinstance(expression, ast.UnaryOp) and isinstance(expression.op, ast.USub):
            inner = self.value(expression.operand, depth + 1)
            return -inner if isinstance(inner, (int, float)) else None
        if isinstance(expression, ast.BinOp) and isinstance(expression.op, ast.Add):
            left, right = self.value(expression.left, depth + 1), self.value(expression.right, depth + 1)
            return left + right if isinstance(left, str) and isinstance(right, str) else None
        if isinstance(expression, ast.JoinedStr):
            parts = [self.value(v.value if isinstance(v, ast.FormattedValue) else v, depth + 1) for v in expression.values]
            return None if any(p is None or isinstance(p, bytes) for p in parts) else "".join(map(str, parts))
        if isinstance(expression, ast.Name):
            assigned = self._assignments().get(expression.id)
            return self.value(assigned, depth + 1) if assigned is not None else None
        return None

    def assigned(self, name):
        """The expression that a name is assigned once and only at module level, or None."""
        return self._assignments().get(name)

    def keyword(self, call, name):
        """The expression passed as that keyword, or None."""
        return next((k.value for k in call.keywords if k.arg == name), None)

    def column(self, node):
        """The node's column from 1, in characters."""
        if self._lines is None:
            self._lines = self.source.splitlines()
        line = self._lines[node.lineno - 1] if node.lineno <= len(self._lines) else ""
        return len(line.encode("utf-8", "replace")[:node.col_offset].decode("utf-8", "replace")) + 1

    def _import_names(self):
        if self._imports is None:
            self._imports = {}
            for node in self.nodes(ast.Import):
                for alias in node.names:
                    if alias.asname:
                        self._imports[alias.asname] = alias.name
            for node in self.nodes(ast.ImportFrom):
                for alias in node.names:
                    self._imports[alias.asname or alias.name] = "." * node.level + (node.module + "." if node.module else "") + alias.name
        return self._imports

    def _assignments(self):
        if self._assigned is None:
            stores = {}
            for node in self.nodes(ast.Name):
                if not isinstance(node.ctx, ast.Load):
                    stores.setdefault(node.id, []).append(node)
            for node in self.nodes(ast.arg):
                stores.setdefault(node.arg, []).append(node)
            self._assigned = {}
            for name, nodes in stores.items():
                statement = self.parent(nodes[0])
                if len(nodes) == 1 and isinstance(statement, (ast.Assign, ast.AnnAssign)) and self.parent(statement) is self.tree:
                    if not (isinstance(statement, ast.Assign) and len(statement.targets) != 1):
                        self._assigned[name] = statement.value
        return self._assigned


def wants(part, path, text):
    """Whether the part has anything to look for in that text; a part may also have `wants(path)`."""
    found = any(needle in text if isinstance(needle, str) else all(one in text for one in needle) for needle in part.NEEDLES)
    return found and (not hasattr(part, "wants") or part.wants(path))


def is_test(path):
    """Whether the file belongs to tests: by its folders, or by its name as pytest takes it."""
    *folders, name = path.split("/")
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py" or any(f in ("test", "tests", "testing") for f in folders)


def answer(parts, path, data, asked):
    try:
        # As Python itself reads it: byte order mark and coding line count.
        import_free = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        import_free = data.decode("latin-1")
    asked += [(name, part) for name, part in parts if wants(part, path, import_free)]
    if not asked:
        return {}
    tree = compile(data, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    module = Module(path, import_free, tree)
    found = {}
    for name, part in asked:
        facts = list(part.facts(module))
        if facts:
            found[name] = facts
    return {"facts": found} if found else {}


def main(parts):
    gc.disable()
    warnings.simplefilter("ignore")
    read, write = sys.stdin.buffer, sys.stdout.buffer
    while header := read.readline():
        path_length, length, only = header.split()
        path = read.read(int(path_length)).decode("utf-8", "replace")
        data = read.read(int(length))
        # One part alone may be asked about files that its check has chosen.
        asked = [one for one in parts if one[0] == only.decode()]
        try:
            result = answer([] if asked else parts, path, data, asked)
        except SyntaxError as error:
            result = {"line": error.lineno or 0, "problem": "Python %d.%d cannot parse it: %s" % (*sys.version_info[:2], error.msg)}
        except (RecursionError, MemoryError, ValueError) as error:
            result = {"line": 0, "problem": "Python cannot parse it: %s" % type(error).__name__}
        if "problem" in result:
            result["asked"] = [name for name, _ in asked]
        write.write(json.dumps(result, separators=(",", ":")).encode() + b"\n")
        write.flush()


def load(sources):
    parts = []
    for name, source in sources:
        part = types.ModuleType(name)
        part.ast, part.is_test = ast, is_test
        exec(compile(source, name, "exec"), part.__dict__)
        parts.append((name, part))
    return parts
