"""What a rule file of Prometheus is made of, and how it is written.

Example: ``as_yaml([Group("alive", (Alert("Down", "critical", "up == 0", "It is down", "..."),))])``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import yaml

RUNBOOK = "docs/runbook.md"


@dataclass(frozen=True, slots=True)
class Recording:
    """A series computed beforehand."""

    record: str
    expr: str

    def as_data(self) -> dict[str, object]:
        """Return it as Prometheus reads it."""
        return {"record": self.record, "expr": self.expr}


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert; its paragraph in the runbook has its name. ``lasting``: seconds that ``expr`` must hold."""

    name: str
    severity: Literal["critical", "warning", "info"]
    expr: str
    summary: str
    description: str
    lasting: int = 0

    def as_data(self) -> dict[str, object]:
        """Return it as Prometheus reads it."""
        return {
            "alert": self.name,
            "expr": self.expr,
            **({"for": span(self.lasting)} if self.lasting else {}),
            "labels": {"severity": self.severity},
            "annotations": {
                "summary": self.summary,
                "description": self.description,
                "runbook_url": f"{RUNBOOK}#{self.name.lower()}",
            },
        }


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are evaluated one after another, every ``interval`` seconds (None: as Prometheus is set)."""

    name: str
    rules: tuple[Recording | Alert, ...]
    interval: int | None = None

    def as_data(self) -> dict[str, object]:
        """Return it as Prometheus reads it."""
        every = {} if self.interval is None else {"interval": span(self.interval)}
        return {"name": self.name, **every, "rules": [rule.as_data() for rule in self.rules]}


def span(seconds: int) -> str:
    """Return a time as Prometheus writes it.

    >>> span(90), span(300), span(7200), span(86400)
    ('90s', '5m', '2h', '1d')
    """
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def as_yaml(groups: Iterable[Group], head: str = "") -> str:
    """Return the text of a rule file that begins with the comment ``head``."""
    data = {"groups": [group.as_data() for group in groups]}
    return head + yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=1000, allow_unicode=True)


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as a block."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
