"""Queries go to Prometheus as Grafana would send them, and answers come back as series."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlparse

import pytest

from dashboards.asking import Prometheus, View, answers, panels
from tests.dashboards.reading import TARGET_VARIABLES, targets

HOUR = View(since=1000.0, until=4600.0)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (HOUR, 'x{job=~"tocsin", instance=~".+"}'),
        (View(0, 60, jobs=("tocsin", "tocsin-replay")), 'x{job=~"(tocsin|tocsin-replay)", instance=~".+"}'),
        (View(0, 60, jobs=(), instances=("10.0.0.1:9464",)), r'x{job=~".+", instance=~"10\\.0\\.0\\.1:9464"}'),
    ],
)
def test_what_was_chosen_stands_in_the_query(view: View, expected: str) -> None:
    assert view.query('x{job=~"$job", instance=~"$instance"}') == expected


@pytest.mark.parametrize(
    ("since", "least", "expected"),
    [
        (-3600, 0, "rate(x[60s]) * 15000 / 1000 + y[3600s]"),  # four scrapes at least
        (-3600, 60, "rate(x[75s]) * 60000 / 1000 + y[3600s]"),  # a column, and one scrape back
        (-86400, 60, "rate(x[231s]) * 216000 / 1000 + y[86400s]"),
    ],
)
def test_times_follow_the_range_and_the_panel(since: int, least: int, expected: str) -> None:
    asked = "rate(x[$__rate_interval]) * $__interval_ms / 1000 + y[$__range]"
    assert View(since, 0).query(asked, least) == expected


def test_a_variable_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        HOUR.query("x[$nonsense]")


def test_no_query_of_a_dashboard_keeps_a_variable() -> None:
    asked = [HOUR.query(target.expr, 60) for target in targets()]
    assert [query for query in asked if "$" in query] == []
    assert any(variable in target.expr for target in targets() for variable in TARGET_VARIABLES)


@pytest.fixture
def server() -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """Answer as Prometheus does, and keep what was asked."""
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlparse(self.path)
            parameters = {name: values[0] for name, values in parse_qs(address.query).items()}
            asked.append((address.path, parameters))
            status, body = answer(address.path, parameters["query"])
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}/", asked
    served.shutdown()
    served.server_close()
    thread.join()


def answer(path: str, query: str) -> tuple[int, dict[str, Any]]:
    if query == "broken(":
        return 400, {"status": "error"}
    if query == "1":
        return 200, {"data": {"resultType": "scalar", "result": [4600, "1"]}}
    labels = {"stage": "track"}
    if path.endswith("query_range"):
        return 200, {
            "data": {"resultType": "matrix", "result": [{"metric": labels, "values": [[990, "2"], [1005, "NaN"]]}]}
        }
    return 200, {"data": {"resultType": "vector", "result": [{"metric": labels, "value": [4600, "3"]}]}}


def test_one_number_is_asked_for_at_the_end_and_curves_over_the_range(
    server: tuple[str, list[tuple[str, dict[str, str]]]],
) -> None:
    address, asked = server
    panel = {"targets": [{"expr": "up", "instant": True}, {"expr": "x", "legendFormat": "{{stage}}"}]}
    (_, number), (legend, curves) = answers(Prometheus(address), panel, HOUR)
    assert [(path, each.get("time"), each.get("start"), each.get("step")) for path, each in asked] == [
        ("/api/v1/query", "4600.000", None, None),
        ("/api/v1/query_range", None, "990.000", "15"),
    ]
    assert number[0].points == ((4600.0, 3.0),)
    assert (legend, curves[0].labels, len(curves[0].points)) == ("{{stage}}", {"stage": "track"}, 2)


def test_a_number_without_labels_is_a_series_too(server: tuple[str, list[tuple[str, dict[str, str]]]]) -> None:
    (only,) = Prometheus(server[0]).instant("1", 4600)
    assert (only.labels, only.points) == ({}, ((4600.0, 1.0),))


def test_a_query_that_is_refused_is_an_error(server: tuple[str, list[tuple[str, dict[str, str]]]]) -> None:
    with pytest.raises(HTTPError) as refused:
        Prometheus(server[0]).instant("broken(", 4600)
    refused.value.close()


def test_panels_of_closed_rows_are_panels() -> None:
    inner = {"type": "stat", "title": "inner"}
    dashboard = {"panels": [{"type": "row", "panels": [inner]}, {"type": "row"}, {"type": "stat", "title": "outer"}]}
    assert [panel["title"] for panel in panels(dashboard)] == ["inner", "outer"]
