"""Draw one panel into an area of a picture, from what its queries gave: numbers, bars, curves, tables.

A map is drawn as bars by country: the picture shows the figures, Grafana the map.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, Locator, MaxNLocator, MultipleLocator

from dashboards.appearance import COLOURS, PALETTE, fixed, legend, shown, worded
from dashboards.asking import Series, View, seconds

Panel = Mapping[str, Any]
Answers = Sequence[tuple[str, Sequence[Series]]]
INK, FAINT = "#24292e", "#d8d9da"
#: Bars and rows of a table that there is room for.
_MOST = 14


def draw(axes: Axes, panel: Panel, answers: Answers, view: View) -> None:
    """Draw a panel; where its queries gave nothing, its words for that."""
    axes.set_axis_off()
    if not any(series for _, series in answers):
        _words(axes, panel)
        return
    kinds: dict[str, Callable[[Axes, Panel, Answers, View], None]] = {
        "stat": _stat, "bargauge": _bars, "geomap": _bars, "table": _table, "timeseries": _curves,
    }  # fmt: skip
    kinds[panel["type"]](axes, panel, answers, view)


def _words(axes: Axes, panel: Panel) -> None:
    text, colour = shown(None, panel["fieldConfig"]["defaults"])
    judging = panel["type"] == "stat" and panel["options"].get("colorMode") == "background"
    if judging:
        axes.add_patch(Rectangle((0, 0), 1, 1, color=colour, transform=axes.transAxes))
    lines = textwrap.fill(text, max(10, int(axes.get_window_extent().width / 7)))
    axes.text(
        0.5, 0.5, lines, transform=axes.transAxes, ha="center", va="center", fontsize=8,
        color="white" if judging else colour if panel["type"] == "stat" else INK,
    )  # fmt: skip


def _named(answers: Answers) -> list[tuple[str, float]]:
    return [(legend(template, each.labels), each.points[-1][1]) for template, series in answers for each in series]


def _stat(axes: Axes, panel: Panel, answers: Answers, _: View) -> None:
    values = list(_named(answers))
    for number, (name, value) in enumerate(values):
        text, colour = shown(value, panel["fieldConfig"]["defaults"])
        colour = fixed(name, panel) or colour
        solid = panel["options"]["colorMode"] == "background"
        left, width = number / len(values), 1 / len(values)
        if solid:
            axes.add_patch(Rectangle((left, 0), width, 1, facecolor=colour, edgecolor="white", clip_on=False))
        middle = left + width / 2
        several = len(values) > 1
        size = min(20, width * axes.get_window_extent().width / max(len(text), 3))
        axes.text(
            middle, 0.38 if several else 0.5, text, ha="center", va="center", fontsize=size,
            color="white" if solid else colour, fontweight="bold",
        )  # fmt: skip
        if several:
            axes.text(middle, 0.85, name, ha="center", va="center", fontsize=8, color="white" if solid else INK)


def _bars(axes: Axes, panel: Panel, answers: Answers, _: View) -> None:
    defaults = panel["fieldConfig"]["defaults"]
    values = [(name, value) for name, value in _named(answers) if not math.isnan(value)]
    ranked = sorted(values, key=lambda pair: (-pair[1], pair[0])) if panel["type"] == "geomap" else values
    ranked = ranked[:_MOST]
    longest = defaults.get("max") or max((value for _, value in ranked), default=0) or 1
    axes.set_xlim(-0.62 * longest, longest * 1.22)
    axes.set_ylim(len(ranked) - 0.4, -0.6)
    for row, (name, value) in enumerate(ranked):
        axes.barh(row, longest, height=0.7, color="#eceded")
        text, colour = shown(value, defaults)
        axes.barh(row, max(0, value), height=0.7, color=fixed(name, panel) or colour)
        axes.text(-0.02 * longest, row, name, ha="right", va="center", fontsize=7.5, color=INK)
        axes.text(longest * 1.02, row, text, ha="left", va="center", fontsize=7.5, color=INK)


def _table(axes: Axes, panel: Panel, answers: Answers, _: View) -> None:
    organised = panel["transformations"][0]["options"]["renameByName"]
    defaults = panel["fieldConfig"]["defaults"]
    found = sorted((each for _, series in answers for each in series), key=lambda each: -each.points[-1][1])
    keys = sorted(organised, key=panel["transformations"][0]["options"]["indexByName"].__getitem__)
    rows = [
        [worded(each.points[-1][1], defaults) if key == "Value" else each.labels.get(key, "") for key in keys]
        for each in found[:_MOST]
    ]
    widest = [max(len(organised[key]), *(len(row[at]) for row in rows)) + 3 for at, key in enumerate(keys)]
    made = axes.table(
        cellText=rows, colLabels=[organised[key] for key in keys], loc="upper center", cellLoc="left",
        colWidths=[each / sum(widest) for each in widest], edges="horizontal",
    )  # fmt: skip
    made.auto_set_font_size(False)
    made.set_fontsize(8)
    for cell in made.get_celld().values():
        cell.set_edgecolor(FAINT)


def _curves(axes: Axes, panel: Panel, answers: Answers, view: View) -> None:
    axes.set_axis_on()
    defaults, custom = panel["fieldConfig"]["defaults"], panel["fieldConfig"]["defaults"]["custom"]
    step = view.step(seconds(panel.get("interval", "0s")))
    times = [view.since // step * step + step * number for number in range(int((view.until - view.since) // step) + 2)]
    curves = [(legend(template, each.labels), _on(times, each)) for template, series in answers for each in series]
    curves = [(name, values) for name, values in curves if any(not math.isnan(value) for value in values)]
    stacked = (custom.get("stacking") or {}).get("mode", "none") != "none"
    moments = [datetime.fromtimestamp(time, UTC) for time in times]
    below = [0.0] * len(times)
    for number, (name, values) in enumerate(curves):
        colour = fixed(name, panel) or PALETTE[number % len(PALETTE)]
        heights = [0.0 if math.isnan(value) else value for value in values]
        if custom.get("drawStyle") == "bars":
            width = step / 86400 * 0.8 / (1 if stacked else max(1, len(curves)))
            shift = 0 if stacked else step * 0.8 * (number - (len(curves) - 1) / 2) / max(1, len(curves))
            at = [datetime.fromtimestamp(time + shift, UTC) for time in times]
            axes.bar(at, heights, width=width, bottom=below if stacked else None, color=colour, label=name)  # type: ignore[arg-type]  # moments are axes' own
        elif stacked:
            axes.fill_between(
                moments, below, [a + b for a, b in zip(below, heights, strict=True)], color=colour, label=name,  # type: ignore[arg-type]
                where=[not math.isnan(value) for value in values], alpha=0.75, linewidth=0,
            )  # fmt: skip
        else:
            axes.plot(moments, values, color=colour, linewidth=1.3, label=name)  # type: ignore[arg-type]
        if stacked:
            below = [a + b for a, b in zip(below, heights, strict=True)]
    _frame(axes, panel, defaults, custom, view)


def _ticks(top: float, defaults: Panel) -> Locator:
    """Return where the axis has its figures: at whole minutes and hours, where they are times."""
    unit = next((size for size in (86400, 3600, 60) if top > 2 * size), None) if defaults.get("unit") == "s" else None
    if unit is None:
        return MaxNLocator(5, integer=defaults.get("decimals") == 0)
    return MultipleLocator(unit * next(each for each in (1, 2, 5, 10, 20, 50, 100, 1000) if top / unit / each <= 6))


def legend_rows(answers: Answers, wide: float) -> int:
    """Return how many rows of a legend there will be below curves that are so many pixels wide."""
    names = [legend(template, each.labels) for template, series in answers for each in series]
    return math.ceil(len(names) / _names_a_row(names, wide)) if names else 0


def _names_a_row(names: Sequence[str], wide: float) -> int:
    longest = max((len(name) for name in names), default=1)
    return max(1, min(len(names), int(wide / (longest * 5.2 + 34))))


def _on(times: Sequence[float], series: Series) -> list[float]:
    """Return the values at the times; NaN where there is none, so that a gap stays a gap."""
    known = {round(time): value for time, value in series.points}
    return [known.get(round(time), math.nan) for time in times]


def _frame(axes: Axes, panel: Panel, defaults: Panel, custom: Panel, view: View) -> None:
    for place in ("top", "right"):
        axes.spines[place].set_visible(False)
    for place in ("left", "bottom"):
        axes.spines[place].set_color(FAINT)
    axes.set_xlim(datetime.fromtimestamp(view.since, UTC), datetime.fromtimestamp(view.until, UTC))  # type: ignore[arg-type]
    if defaults.get("min") is not None:
        axes.set_ylim(bottom=defaults["min"])
    if defaults.get("max") is not None:
        axes.set_ylim(top=defaults["max"])
    if defaults.get("decimals") == 0 and axes.get_ylim()[1] < 1:
        axes.set_ylim(top=1)
    axes.grid(axis="y", color="#eceded", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=6.5, colors=INK, length=0)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))  # type: ignore[no-untyped-call]  # matplotlib types it not
    axes.xaxis.set_major_formatter(DateFormatter("%H:%M", tz=UTC))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_locator(_ticks(axes.get_ylim()[1], defaults))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: worded(value, defaults)))
    top = axes.get_ylim()[1]
    for each in defaults["thresholds"]["steps"][1:]:
        if (custom.get("thresholdsStyle") or {}).get("mode") == "dashed" and each["value"] <= top:
            axes.axhline(each["value"], color=COLOURS[each["color"]], linestyle="--", linewidth=1)
    names = axes.get_legend_handles_labels()[1]
    if names:
        area = axes.get_window_extent()
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, -18 / area.height), ncols=_names_a_row(names, area.width),
            fontsize=6.5, frameon=False, handlelength=1.2, columnspacing=1.2, borderaxespad=0,
        )  # fmt: skip
