"""Find in a module what pure code must not touch: brokers, the clock, the environment, chance.

``impurities("from os import getenv as ask")`` gives ``["1: os.getenv"]``.
"""

import ast
from collections.abc import Iterator

#: Whole modules: clients that only edges may use, and sources of chance and time.
MODULES = frozenset({"faust", "aiokafka", "aiohttp", "prometheus_client", "random", "secrets", "time"})

#: Single names of modules that are otherwise harmless. `hash` differs between processes for text.
NAMES = frozenset(
    {
        "builtins.hash",
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "os.environ",
        "os.environb",
        "os.getenv",
        "os.urandom",
        "uuid.uuid1",
        "uuid.uuid4",
    }
)


def impurities(source: str) -> list[str]:
    """List what a module's source must not use, as ``line: dotted name``, whatever alias it is used under."""
    tree = ast.parse(source)
    imported = dict(_imported_names(tree))
    found = {
        (node.lineno, name)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt | ast.expr)
        for name in _names(node, imported)
        if name in NAMES or name.split(".")[0] in MODULES
    }
    return [f"{line}: {name}" for line, name in sorted(found)]


def _imported_names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Give each name that an import binds, with the dotted name it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _names(node: ast.stmt | ast.expr, imported: dict[str, str]) -> Iterator[str]:
    """Give the dotted names that one node uses or imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Attribute | ast.Name):
        parts: list[str] = []
        value: ast.expr = node
        while isinstance(value, ast.Attribute):
            parts.append(value.attr)
            value = value.value
        if isinstance(value, ast.Name) and value.id in imported:
            yield ".".join([imported[value.id], *reversed(parts)])
        elif isinstance(node, ast.Name) and node.id == "hash":
            yield "builtins.hash"
