"""Print the line of every fault run at the end, whether it passed or not: figures are to be read, not only asserted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

LINES = pytest.StashKey[list[str]]()
#: ``make soak``: the longer runs too.
SOAK = os.environ.get("TOCSIN_SOAK", "0") not in ("", "0")

Report = Callable[[str], None]


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Take the line of a run."""
    lines = request.config.stash.setdefault(LINES, [])
    return lambda line: lines.append(f"{request.node.name}: {line}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give where the workers of a run log."""
    return tmp_path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the long runs to ``make soak``."""
    for item in items:
        if item.get_closest_marker("soak") and not SOAK:
            item.add_marker(pytest.mark.skip(reason="long: make soak (TOCSIN_SOAK=1)"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the lines."""
    lines = terminalreporter.config.stash.get(LINES, [])
    if lines:
        terminalreporter.section("fault runs")
    for line in lines:
        terminalreporter.write_line(line)
