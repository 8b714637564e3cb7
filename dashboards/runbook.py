"""Runbook: docs/runbook.md inside Grafana, one panel a paragraph, so that it is at hand where no repository is.

Links between pages of the documentation lead nowhere from there: they become the names of the pages.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

from dashboards.board import WIDTH, Row, board
from dashboards.parts import Panel, text
from dashboards.sdk import dashboard

PAGE = Path(__file__).parent.parent / "docs" / "runbook.md"
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")
#: Characters that fit into a line across the screen, and rows of the grid for a line of text.
_CHARACTERS, _ROWS = 160, 0.7


def runbook(page: str | None = None) -> dashboard.Dashboard:
    """Build the dashboard Runbook from the page."""
    content = PAGE.read_text("utf-8") if page is None else page
    first, *paragraphs = re.split(r"^## ", _LINK.sub(r"\1", content), flags=re.MULTILINE)
    title, _, introduction = first.partition("\n")
    panels = [_panel(title.removeprefix("# "), introduction)]
    panels += [_panel(name, body) for name, _, body in (each.partition("\n") for each in paragraphs)]
    return board(
        "tocsin-runbook",
        "Runbook",
        "What an alert of Prometheus means, and what to do: docs/runbook.md.",
        [Row("", panels)],
        since="now-1h",
        refresh="",
    )


def _panel(title: str, body: str) -> Panel:
    lines = sum(max(1, math.ceil(len(line) / _CHARACTERS)) for line in body.strip().splitlines())
    return text(title, body.strip(), size=(WIDTH, 3 + math.ceil(lines * _ROWS)))
