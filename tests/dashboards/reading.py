"""What the tests of dashboards read: the committed JSON, and queries as trees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import promql_parser

from dashboards.asking import panels
from dashboards.build import FOLDER

Data = dict[str, Any]
DASHBOARDS: dict[str, Data] = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
#: What a query leaves to Grafana.
TARGET_VARIABLES = ("$job", "$instance", "$__rate_interval", "$__range", "$__interval_ms")
#: Durations that nobody writes stand for the variables that are durations; all others stand in strings as they are.
DURATIONS = {"$__rate_interval": 100_003, "$__range": 100_019, "$__interval": 100_043}


def parsed(expr: str) -> promql_parser.Expr:
    """Parse a query of a dashboard.

    Raises:
        ValueError: it is no PromQL.
    """
    for variable, seconds in DURATIONS.items():
        expr = expr.replace(f"[{variable}]", f"[{seconds}s]")
    expr = expr.replace("$__interval_ms", str(DURATIONS["$__interval"] * 1000))
    tree: promql_parser.Expr = promql_parser.parse(expr)
    return tree


@dataclass(frozen=True)
class Node:
    """A part of a query with what it stands in, the innermost last."""

    expr: promql_parser.Expr
    within: tuple[promql_parser.Expr, ...]


def nodes(tree: promql_parser.Expr) -> list[Node]:
    """Return all parts of a query."""
    found: list[Node] = []
    stack: list[promql_parser.Expr] = []

    def enter(expr: promql_parser.Expr) -> bool:
        found.append(Node(expr, tuple(stack)))
        stack.append(expr)
        return True

    def leave(_: promql_parser.Expr) -> bool:
        stack.pop()
        return True

    promql_parser.walk(tree, enter, leave)
    return found


def selectors(expr: str) -> list[tuple[promql_parser.VectorSelector, tuple[promql_parser.Expr, ...]]]:
    """Return the selectors of a query, each with what it stands in: a range is the innermost."""
    found = nodes(parsed(expr))
    return [(node.expr, node.within) for node in found if isinstance(node.expr, promql_parser.VectorSelector)]


def matchers(selector: promql_parser.VectorSelector) -> list[tuple[str, str, str]]:
    """Return the matchers of a selector: label, operator, value."""
    operators = {"Equal": "=", "NotEqual": "!=", "Re": "=~", "NotRe": "!~"}
    return [(each.name, operators[str(each.op).rpartition(".")[2]], each.value) for each in selector.matchers.matchers]


@dataclass(frozen=True)
class Target:
    """A query where it stands."""

    dashboard: str
    panel: Data
    target: Data

    @property
    def expr(self) -> str:
        return str(self.target["expr"])

    def __str__(self) -> str:
        return f"{self.dashboard}: {self.panel['title']}: {self.target['refId']}"


def targets(dashboards: dict[str, Data] | None = None) -> Iterator[Target]:
    """Yield every query of every panel."""
    for name, dashboard in (DASHBOARDS if dashboards is None else dashboards).items():
        for panel in panels(dashboard):
            for target in panel.get("targets", ()):
                yield Target(name, dict(panel), target)
