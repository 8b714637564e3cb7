"""How Grafana shows a value, as far as these dashboards need it: unit, words for values, colour of thresholds, legend.

Example: ``shown(95.0, {"unit": "s", "decimals": 1})`` gives ``("1.6 min", "#73bf69")``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

COLOURS = {
    "red": "#e02f44", "orange": "#ff9830", "yellow": "#f2cc0c", "green": "#56a64b", "blue": "#3274d9",
    "light-blue": "#8ab8ff", "purple": "#a352cc", "dark-purple": "#7c2ea3", "text": "#8e8e8e", "grey": "#8e8e8e",
    "dark-blue": "#1f60c4", "dark-green": "#37872d", "dark-orange": "#fa6400", "light-purple": "#ca95e5",
}  # fmt: skip
PALETTE = (
    "#56a64b", "#f2cc0c", "#3274d9", "#ff780a", "#e02f44", "#8ab8ff", "#a352cc", "#705da0", "#37872d", "#7eb26d",
    "#eab839", "#6ed0e0", "#ef843c", "#ba43a9", "#0a437c",
)  # fmt: skip
_SUFFIXES = {"cps": " c/s", "ms": " ms"}
_TIMES = ((86400, "day"), (3600, "h"), (60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs"))


def shown(value: float | None, defaults: Mapping[str, Any]) -> tuple[str, str]:
    """Return the words and the colour (hexadecimal) of a value; of no value where it is None.

    Args:
        value: in the unit of the panel.
        defaults: ``fieldConfig.defaults`` of the panel.
    """
    for mapping in defaults.get("mappings") or ():
        result = _mapped(value, mapping)
        if result:
            return str(result["text"]), COLOURS[result["color"]]
    return worded(value, defaults), judged(value, defaults)


def worded(value: float | None, defaults: Mapping[str, Any]) -> str:
    """Return the value in its unit; the panel's words for no value where it is None."""
    if value is None:
        return str(defaults.get("noValue", "No data"))
    unit, decimals = defaults.get("unit"), defaults.get("decimals")
    if math.isnan(value):
        return "NaN"
    if unit == "s":
        return _seconds(value, decimals)
    if unit == "percentunit":
        return f"{_number(value * 100, 1 if decimals is None else decimals)} %"
    return _number(value, decimals) + _SUFFIXES.get(str(unit), "")


def judged(value: float | None, defaults: Mapping[str, Any]) -> str:
    """Return the colour of the highest threshold that a value has reached; of the first where there is no value."""
    steps = defaults["thresholds"]["steps"]
    colour = steps[0]["color"]
    for step in steps[1:]:
        if value is not None and value >= step["value"]:
            colour = step["color"]
    return COLOURS[colour]


def fixed(name: str, panel: Mapping[str, Any]) -> str | None:
    """Return the colour that a series has by its name, if it has one."""
    for override in panel["fieldConfig"].get("overrides", ()):
        if override["matcher"] == {"id": "byName", "options": name}:
            for each in override["properties"]:
                if each["id"] == "color":
                    return COLOURS[each["value"]["fixedColor"]]
    return None


def legend(template: str, labels: Mapping[str, str]) -> str:
    """Return the name of a series; ``__auto`` names its labels."""
    if template == "__auto":
        return ", ".join(value for key, value in sorted(labels.items()) if key != "__name__")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: labels.get(match[1], ""), template).strip()


def _mapped(value: float | None, mapping: Mapping[str, Any]) -> Mapping[str, Any] | None:
    options: Mapping[str, Any] = mapping["options"]
    return options.get(_number(value, None)) if value is not None and not math.isnan(value) else None


def _number(value: float, decimals: int | None) -> str:
    return f"{value:.3g}" if decimals is None and value != round(value) else f"{value:.{decimals or 0}f}"


def _seconds(value: float, decimals: int | None) -> str:
    size, unit = next(((size, unit) for size, unit in _TIMES if abs(value) >= size), (1, "s"))
    return f"{_number(value / size, decimals)} {unit}"
