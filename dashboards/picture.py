"""Draw a dashboard from what a real Prometheus answers, as Grafana would lay it out.

    python -m dashboards.picture http://127.0.0.1:9090 dashboards/grafana/situation.json docs/situation.png
    python -m dashboards.picture ... --minutes 20      # another time range than the dashboard's own

Grafana is not needed, and not imitated: places, titles, figures and colours are the dashboard's, the look is not.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from dashboards.asking import Prometheus, View, answers
from dashboards.board import WIDTH
from dashboards.drawing import FAINT, INK, draw, legend_rows

#: Pixels of a column and of a row of the grid, dots per inch.
_COLUMN, _ROW, _DPI = 58, 32, 100
_HOURS = {"m": 1 / 60, "h": 1.0, "d": 24.0}


def figure(dashboard: Mapping[str, Any], prometheus: Prometheus, view: View) -> Figure:
    """Return the picture of a dashboard.

    Raises:
        OSError: Prometheus does not answer, or refuses a query.
    """
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in dashboard["panels"])
    width, height = WIDTH * _COLUMN, (rows + 1.5) * _ROW
    made = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor="#f4f5f5")
    started = time.strftime("%Y-%m-%d %H:%M", time.gmtime(view.since))
    ended = time.strftime("%H:%M UTC", time.gmtime(view.until))
    made.text(8 / width, 1 - 24 / height, dashboard["title"], fontsize=13, color=INK, fontweight="bold", va="center")
    said = f"{started} to {ended}; job {', '.join(view.jobs)}"
    made.text(1 - 8 / width, 1 - 24 / height, said, fontsize=8, color=INK, ha="right", va="center")
    for panel in dashboard["panels"]:
        at = panel["gridPos"]
        box = (
            at["x"] * _COLUMN / width,
            1 - ((at["y"] + at["h"] + 1.5) * _ROW) / height,
            at["w"] * _COLUMN / width,
            at["h"] * _ROW / height,
        )
        if panel["type"] == "row":
            made.text(8 / width, box[1] + box[3] / 2, panel["title"], fontsize=10, color=INK, va="center")
        else:
            _panel(made, box, panel, prometheus, view, (width, height))
    return made


def _panel(
    made: Figure, box: tuple[float, float, float, float], panel: Mapping[str, Any], prometheus: Prometheus,
    view: View, size: tuple[float, float],
) -> None:  # fmt: skip
    left, bottom, wide, high = box
    gap_x, gap_y = 4 / size[0], 4 / size[1]
    made.add_artist(
        Rectangle(
            (left + gap_x, bottom + gap_y),
            wide - 2 * gap_x,
            high - 2 * gap_y,
            facecolor="white",
            edgecolor=FAINT,
            transform=made.transFigure,
            zorder=-1,
        )  # fmt: skip
    )
    top = 26 / size[1]
    made.text(
        left + 3 * gap_x, bottom + high - top / 2 - gap_y / 2, panel["title"], fontsize=8.5, color=INK, va="center"
    )
    curves = panel["type"] == "timeseries"
    asked = answers(prometheus, panel, view)
    rows = legend_rows(asked, wide * size[0] - 66) if curves else 0
    margins = (52, 26 + 15 * rows) if curves else (8, 8)
    axes = made.add_axes(
        (
            left + margins[0] / size[0],
            bottom + margins[1] / size[1],
            wide - (margins[0] + 14) / size[0],
            high - top - (margins[1] + 6) / size[1],
        )  # fmt: skip
    )
    if not curves:
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
    draw(axes, panel, asked, view)


def save(made: Figure, path: Path) -> None:
    """Write a picture as PNG with a palette: flat colours need no more, and it is a third of the size."""
    made.savefig(path, format="png", metadata={"Software": None})
    with Image.open(path) as image:
        image.convert("RGB").quantize(colors=256, dither=Image.Dither.NONE).save(path, format="PNG", optimize=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw one dashboard."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("prometheus", help="its address, as http://127.0.0.1:9090")
    parser.add_argument("dashboard", type=Path, help="the JSON of the dashboard")
    parser.add_argument("picture", type=Path, help="the PNG to write")
    parser.add_argument("--minutes", type=float, help="the time range; without it, the dashboard's own")
    parser.add_argument("--job", default="tocsin", help="the job to look at (%(default)s)")
    parser.add_argument("--scrape", type=int, default=15, help="seconds between two scrapes (%(default)s)")
    chosen = parser.parse_args(arguments)
    mpl.rcParams["font.family"] = "DejaVu Sans"
    dashboard = json.loads(chosen.dashboard.read_text("utf-8"))
    since = dashboard["time"]["from"].removeprefix("now-")
    minutes = chosen.minutes or int(since[:-1]) * _HOURS[since[-1]] * 60
    now = time.time()
    view = View(now - minutes * 60, now, jobs=(chosen.job,), scrape=chosen.scrape)
    try:
        save(figure(dashboard, Prometheus(chosen.prometheus), view), chosen.picture)
    except OSError as error:
        print(f"{chosen.prometheus}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
