"""Read docker-compose.yml as Compose does: variables filled in, profiles chosen. No container engine is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
PROFILES = ("demo", "ui")
#: A service, or the whole file, as YAML gives it.
Tree = dict[str, Any]

_VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>[A-Z0-9_]+)(?::(?P<how>[-+?])(?P<word>[^}]*))?\})")


def filled_in(text: str, variables: Mapping[str, str]) -> str:
    """Return a text with its variables: ``${NAME:-word}`` where NAME is empty, ``${NAME:+word}`` where it is not.

    >>> filled_in("${A:-1} ${B:+2} ${B} $$", {"B": "x"})
    '1 2 x $'

    Raises:
        ValueError: ``${NAME:?word}`` and NAME is empty.
    """

    def value(found: re.Match[str]) -> str:
        if found["name"] is None:
            return "$"
        given = variables.get(found["name"], "")
        if found["how"] == "?" and not given:
            raise ValueError(f"{found['name']}: {found['word']}")
        if found["how"] == "+":
            return found["word"] if given else ""
        return given or (found["word"] if found["how"] == "-" else "")

    return _VARIABLE.sub(value, text)


def variables_of(text: str) -> frozenset[str]:
    """Return the names of the variables in a text."""
    return frozenset(found["name"] for found in _VARIABLE.finditer(text) if found["name"])


def read(variables: Mapping[str, str] | None = None, path: Path = ROOT / "docker-compose.yml") -> Tree:
    """Return the file with its variables filled in, all profiles included."""
    given = variables or {}

    def walked(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: walked(value) for name, value in node.items()}
        if isinstance(node, list):
            return [walked(value) for value in node]
        return filled_in(node, given) if isinstance(node, str) else node

    tree: Tree = walked(yaml.safe_load(path.read_text()))
    return tree


def services(tree: Tree, *profiles: str) -> dict[str, Tree]:
    """Return the services that run with these profiles."""
    return {
        name: service
        for name, service in tree["services"].items()
        if not service.get("profiles") or set(service["profiles"]) & set(profiles)
    }


def ours(tree: Tree) -> dict[str, Tree]:
    """Return the services that run Tocsin's own image."""
    return {name: service for name, service in tree["services"].items() if service["image"].startswith("tocsin:")}


def long_running(tree: Tree) -> dict[str, Tree]:
    """Return the services that do not end by themselves."""
    return {name: service for name, service in tree["services"].items() if service["restart"] != "no"}


def seconds(text: str) -> float:
    """Return a duration of Compose in seconds.

    >>> seconds("1m30s"), seconds("500ms")
    (90.0, 0.5)
    """
    units = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
    parts = re.findall(r"(\d+)(ms|s|m|h)", text)
    if "".join(number + unit for number, unit in parts) != text or not parts:
        raise ValueError(f"{text} is no duration")
    return sum(int(number) * units[unit] for number, unit in parts)


def port_of(published: str) -> tuple[str, str, str]:
    """Return address, published and container port: ``127.0.0.1:9092:9092``; the address is empty for all."""
    *front, container = published.split(":")
    return (front[0] if len(front) == 2 else "", front[-1] if front else "", container)
