NEEDLES = (".publish", "subscribe(")
PUBLISHING = ("publish", "publish_batch", "spublish", "publish_message")
SUBSCRIBING = ("subscribe", "psubscribe", "ssubscribe")
# What a name says of the object that a message goes through; a bus within the process is another matter.
BUSES = ("redis", "broker", "broadcast", "gossip", "pubsub", "pub_sub", "backend")
NAMES = ("channel", "topic", "channels", "topics", "channel_name", "topic_name")


def wants(path):
    return not is_test(path) and not any(folder in ("example", "examples", "doc", "docs", "legacy", "archive") for folder in path.split("/")[:-1])


def facts(module):
    ends = list(all_ends(module))
    # A relay hands on whatever it is asked for: what it publishes and what it subscribes to are others' channels.
    relayed = {end["receiver"] for end in ends if end["kind"] == "publish" and end["open"]}
    for end in ends:
        if end["kind"] == "publish" or not end["open"] or (end["channels"] or is_bus(end["receiver"]) and end["receiver"] not in relayed):
            yield end


def is_bus(receiver):
    return any(bus in receiver for bus in BUSES)


def all_ends(module):
    for call in module.nodes(ast.Call):
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if method not in PUBLISHING and method not in SUBSCRIBING:
            continue
        receiver = (ast.get_source_segment(module.source, call.func.value) or "").lower()
        if method in PUBLISHING and not is_bus(receiver):
            continue
        named = next((k.value for k in call.keywords if k.arg in NAMES), None)
        given = [named] if named is not None else call.args[:1] if method in PUBLISHING else channels(call)
        found, is_open, handed_on = set(), not given, False
        for expression in given:
            texts = patterns(module, expression, call, 0)
            if texts == "handed on":
                handed_on = True
            elif texts is None:
                is_open = True
            else:
                found |= texts
        if handed_on:
            continue
        yield {"line": call.lineno, "column": module.column(call), "kind": "publish" if method in PUBLISHING else "subscribe", "receiver": receiver,
               "channels": "\n".join(sorted(text for text in found if text.strip("*"))), "open": is_open or any(not text.strip("*") for text in found)}


def channels(call):
    """redis-py takes several channels, and handlers by channel; brokers take one and options."""
    positional = [a.value if isinstance(a, ast.Starred) else a for a in call.args]
    return positional[:1] + [a for a in positional[1:] if isinstance(a, (ast.Constant, ast.JoinedStr)) and not isinstance(getattr(a, "value", ""), (int, float))] \
        + [k.value for k in call.keywords if k.arg is None]


def patterns(module, node, at, depth):
    """The texts that the expression may be, `*` for what only a run knows; None where nothing is known; "handed on" for the parameter of a wrapper."""
    if depth > 8 or node is None:
        return None
    if isinstance(node, ast.Constant):
        value = node.value.decode("utf-8", "replace") if isinstance(node.value, bytes) else node.value
        return {value} if isinstance(value, str) else None
    if isinstance(node, ast.JoinedStr):
        texts = {""}
        for part in node.values:
            inner = {part.value} if isinstance(part, ast.Constant) else patterns(module, part.value, at, depth + 1)
            texts = {t + i for t in texts for i in (inner if isinstance(inner, set) else {"*"})}
        return texts
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = (patterns(module, side, at, depth + 1) for side in (node.left, node.right))
        return {l + r for l in (left if isinstance(left, set) else {"*"}) for r in (right if isinstance(right, set) else {"*"})}
    if isinstance(node, (ast.IfExp, ast.BoolOp)):
        return union(module, [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values, at, depth)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return union(module, node.elts, at, depth)
    if isinstance(node, ast.Dict):
        return union(module, node.keys, at, depth)
    if isinstance(node, ast.Call):
        return of_call(module, node, at, depth)
    if isinstance(node, ast.Attribute):
        return of_attribute(module, node, at, depth)
    if isinstance(node, ast.Name):
        return of_name(module, node, at, depth)
    return None


def union(module, nodes, at, depth):
    found = set()
    for one in nodes:
        texts = patterns(module, one, at, depth + 1)
        if not isinstance(texts, set):
            return texts
        found |= texts
    return found


def of_call(module, node, at, depth):
    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
    if isinstance(node.func, ast.Attribute) and name in ("encode", "strip", "lower"):
        return patterns(module, node.func.value, at, depth + 1)
    if name == "str" and node.args:
        return patterns(module, node.args[0], at, depth + 1)
    if isinstance(node.func, ast.Attribute) and name == "format" and isinstance(module.value(node.func.value), str):
        text, depth_of, out = module.value(node.func.value), 0, ""
        for c in text:
            out += "*" if c == "{" and depth_of == 0 else c if depth_of == 0 and c != "}" else ""
            depth_of += 1 if c == "{" else -1 if c == "}" else 0
        return {out}
    returns = [r.value for f in module.nodes(ast.FunctionDef) if f.name == name for r in ast.walk(f) if isinstance(r, ast.Return)]
    return union(module, returns, returns[0], depth) if returns and all(r is not None for r in returns) else None


def of_attribute(module, node, at, depth):
    if node.attr == "value" and isinstance(node.value, ast.Attribute):
        return of_attribute(module, node.value, at, depth + 1)
    owner = node.value.id if isinstance(node.value, ast.Name) else None
    values = []
    for statement in module.nodes(ast.Assign, ast.AnnAssign):
        for target in statement.targets if isinstance(statement, ast.Assign) else [statement.target]:
            if isinstance(target, ast.Attribute) and target.attr == node.attr and isinstance(target.value, ast.Name) and target.value.id == owner == "self":
                values.append(statement)
            elif isinstance(target, ast.Name) and target.id == node.attr and isinstance(module.parent(statement), ast.ClassDef) and (owner in ("self", "cls") or module.parent(statement).name == owner):
                values.append(statement)
    return union(module, [s.value for s in values], values[0], depth) if values and all(s.value is not None for s in values) else None


def of_name(module, node, at, depth):
    for function in [a for a in module.ancestors(at) if isinstance(a, (ast.FunctionDef, ast.AsyncFunctionDef))]:
        stores = [n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == node.id and isinstance(n.ctx, ast.Store)]
        if stores:
            values = []
            for store in stores:
                parent = module.parent(store)
                if isinstance(parent, (ast.Assign, ast.AnnAssign)):
                    values.append(parent.value)
                elif isinstance(parent, (ast.For, ast.AsyncFor)) and parent.target is store:
                    values.append(parent.iter)
                else:
                    return None
            return union(module, values, at, depth)
        arguments = [a.arg for a in function.args.posonlyargs + function.args.args + function.args.kwonlyargs]
        if node.id in arguments:
            return of_parameter(module, function, node.id, arguments, depth)
    assigned = module.assigned(node.id)
    return patterns(module, assigned, assigned, depth + 1) if assigned is not None else None


def of_parameter(module, function, name, arguments, depth):
    """What the function's callers in this file pass; a wrapper of its own name is looked at where it is called."""
    lowered = function.name.lower()
    if any(word in lowered for word in PUBLISHING + SUBSCRIBING + ("broadcast", "send", "emit", "notify", "listen")):
        return "handed on"
    position, values = arguments.index(name), []
    for call in module.nodes(ast.Call):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
        if called != function.name:
            continue
        index = position - (1 if isinstance(call.func, ast.Attribute) and arguments[:1] in (["self"], ["cls"]) else 0)
        value = next((k.value for k in call.keywords if k.arg == name), call.args[index] if 0 <= index < len(call.args) else None)
        if value is None:
            return None
        texts = patterns(module, value, call, depth + 1)
        if not isinstance(texts, set):
            return None
        values.append(texts)
    return set().union(*values) if values else None
