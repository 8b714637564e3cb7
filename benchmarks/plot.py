"""Draw series of numbers as a small SVG: one panel below the other, each from zero, the first and last value written.

Example: ``lines("Memory", "tenth", [Series("MB", [90, 91, 90])])``.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, PANEL, LEFT, TOP = 640, 110, 20, 40
_COLOURS = ("#1f6f8b", "#b5532a", "#4b7f3a", "#7a4fa3")


class Series(NamedTuple):
    """A name and values at equal distances."""

    name: str
    values: Sequence[float]


def lines(title: str, along: str, series: Sequence[Series]) -> str:
    """Return an SVG document with one panel for each series; ``along`` names the horizontal axis."""
    height = TOP + PANEL * len(series) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
    ]
    for number, each in enumerate(series):
        parts += _panel(each, TOP + PANEL * number, _COLOURS[number % len(_COLOURS)])
    parts += [f'<text x="{WIDTH // 2}" y="{height - 10}" text-anchor="middle">{escape(along)}</text>', "</svg>"]
    return "\n".join(parts) + "\n"


def _panel(series: Series, top: int, colour: str) -> list[str]:
    bottom, room = top + PANEL - 16, PANEL - 44
    most = max(series.values, default=0.0) or 1.0
    step = (WIDTH - 2 * LEFT) / max(1, len(series.values) - 1)
    points = [(LEFT + step * at, bottom - room * value / most) for at, value in enumerate(series.values)]
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    said = f"{series.name}: {_short(series.values[0])} to {_short(series.values[-1])}" if series.values else series.name
    return [
        f'<text x="{LEFT}" y="{top + 14}" fill="{colour}">{escape(said)}</text>',
        f'<line x1="{LEFT}" y1="{bottom}" x2="{WIDTH - LEFT}" y2="{bottom}" stroke="#888"/>',
        f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in points),
    ]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
