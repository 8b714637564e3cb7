"""Ask a Prometheus what a dashboard asks, with the variables replaced as Grafana replaces them.

Example::

    view = View(since=now - 3600, until=now, jobs=("tocsin",))
    Prometheus("http://127.0.0.1:9090").instant(view.query(expr), view.until)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

#: How many points wide a panel is; Grafana takes its pixels.
_POINTS = 400
_VARIABLE = re.compile(r"\$\{?(\w+)\}?")
_SPECIAL = re.compile(r"([\\^$*+?.()|{}\[\]])")


@dataclass(frozen=True, slots=True)
class View:
    """What the reader of a dashboard has chosen.

    Args:
        since: beginning of the time range, in Unix seconds.
        until: its end.
        jobs: chosen jobs; all of them where empty.
        instances: chosen instances; all of them where empty.
        scrape: seconds between two scrapes, as the data source is set.
    """

    since: float
    until: float
    jobs: tuple[str, ...] = ("tocsin",)
    instances: tuple[str, ...] = ()
    scrape: int = 15

    def step(self, least: int = 0) -> int:
        """Return the seconds between two points, at least so many."""
        return max(self.scrape, least, round((self.until - self.since) / _POINTS))

    def query(self, expr: str, least: int = 0) -> str:
        """Return a query with its variables replaced.

        Args:
            expr: as it stands in the dashboard.
            least: the least interval that the panel is set to, in seconds.

        Raises:
            KeyError: a variable is not known.
        """
        step = self.step(least)
        values = {
            "job": _alternatives(self.jobs),
            "instance": _alternatives(self.instances),
            "__interval": f"{step}s",
            "__interval_ms": f"{step * 1000}",
            "__rate_interval": f"{max(step + self.scrape, 4 * self.scrape)}s",
            "__range": f"{round(self.until - self.since)}s",
        }
        return _VARIABLE.sub(lambda match: values[match[1]], expr)


def _alternatives(chosen: tuple[str, ...]) -> str:
    """Return a regular expression in a PromQL string, escaped twice: for the expression, and for the string."""
    escaped = [_SPECIAL.sub(r"\\\1", each).replace("\\", "\\\\") for each in chosen]
    if not escaped:
        return ".+"
    return escaped[0] if len(escaped) == 1 else f"({'|'.join(escaped)})"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of an answer: its labels, and its points as (Unix seconds, value)."""

    labels: Mapping[str, str]
    points: tuple[tuple[float, float], ...]


class Prometheus:
    """The HTTP interface of a Prometheus, as ``http://127.0.0.1:9090``."""

    def __init__(self, address: str, timeout: float = 30) -> None:
        self.address = address.rstrip("/")
        self.timeout = timeout

    def instant(self, query: str, at: float) -> list[Series]:
        """Return the values at a moment, one point each.

        Raises:
            OSError: it does not answer, or refuses the query.
        """
        found = self._asked("query", query=query, time=f"{at:.3f}")
        return [Series(each["metric"], (_point(each["value"]),)) for each in found]

    def over_time(self, query: str, since: float, until: float, step: int) -> list[Series]:
        """Return the values of a time range.

        Raises:
            OSError: it does not answer, or refuses the query.
        """
        start = since // step * step  # as Grafana does: points do not move while time goes on
        found = self._asked("query_range", query=query, start=f"{start:.3f}", end=f"{until:.3f}", step=f"{step}")
        return [Series(each["metric"], tuple(map(_point, each["values"]))) for each in found]

    def _asked(self, path: str, **parameters: str) -> list[Any]:
        with urlopen(f"{self.address}/api/v1/{path}?{urlencode(parameters)}", timeout=self.timeout) as answer:
            data = json.load(answer)["data"]
        if data["resultType"] == "scalar":
            return [{"metric": {}, "value": data["result"]}]
        found: list[Any] = data["result"]
        return found


def _point(pair: tuple[float, str]) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


def panels(dashboard: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the panels of a dashboard with those of its closed rows, without the rows themselves."""
    for panel in dashboard["panels"]:
        if panel["type"] == "row":
            yield from panel.get("panels") or ()
        else:
            yield panel


def answers(prometheus: Prometheus, panel: Mapping[str, Any], view: View) -> list[tuple[str, list[Series]]]:
    """Return what each query of a panel gives: its legend, and the series.

    Raises:
        OSError: Prometheus does not answer, or refuses a query.
    """
    found = []
    least = seconds(panel.get("interval", "0s"))
    for target in panel.get("targets", ()):
        query = view.query(target["expr"], least)
        if target.get("instant"):
            series = prometheus.instant(query, view.until)
        else:
            series = prometheus.over_time(query, view.since, view.until, view.step(least))
        found.append((target.get("legendFormat", ""), series))
    return found


def seconds(duration: str) -> int:
    """Return the seconds of a duration of Grafana, as ``1m``."""
    return int(duration[:-1]) * {"s": 1, "m": 60, "h": 3600}[duration[-1]]
