"""Export what a process counts at ``/metrics``, for Prometheus to scrape.

Metrics are no reason to stop anything: where they cannot be exported, that is told, and the rest goes on. Example::

    with exported(registry, settings.metrics, LIVE_PORT, tell=log.error) as address:
        ...  # address: "http://127.0.0.1:9464/metrics"
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from threading import Thread
from typing import Literal
from wsgiref.simple_server import WSGIServer

from prometheus_client import start_http_server
from prometheus_client.registry import Collector

from streams.metrics import BUILD_INFO, Metrics
from streams.ruleset import in_force
from streams.settings import MetricsSettings

#: Where a worker exports, and where a replay or demo beside it does, unless the settings say otherwise.
LIVE_PORT, REPLAY_PORT = 9464, 9465


@contextmanager
def exported(
    registry: Collector, settings: MetricsSettings, default_port: int, *, tell: Callable[[str], object]
) -> Iterator[str | None]:
    """Serve the registry's metrics in a thread until the end; yield their address.

    Args:
        registry: what is collected at each scrape.
        settings: host and port; a port of 0 exports nothing.
        default_port: for settings without one.
        tell: told in one line why nothing is exported although it should be: None is yielded, nothing raised.
    """
    port = default_port if settings.port is None else settings.port
    if not port:
        yield None
        return
    try:
        server, thread = start_http_server(port, settings.host, registry)
    except OSError as error:  # taken, not ours to take, or no such address
        why = error.strerror or str(error)
        tell(f"no metrics at {settings.host}:{port}: {why} (TOCSIN_METRICS__PORT chooses another port, 0 none)")
        yield None
        return
    try:
        yield f"http://{_in_address(settings.host)}:{port}/metrics"
    finally:
        _end(server, settings.host, port)
        thread.join()


def _end(server: WSGIServer, host: str, port: int) -> None:
    """End a server at once: it looks only twice a second whether it shall, or when somebody calls."""
    ending = Thread(target=server.shutdown)
    ending.start()
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        pass
    ending.join()
    server.server_close()


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def tell_build(metrics: Metrics, mode: Literal["worker", "replay", "demo"]) -> None:
    """Say which version runs, by which severity methodology, and what for.

    Raises:
        BrokenRuleset: the rules in force cannot be read.
    """
    metrics.set(BUILD_INFO, 1, version=version("tocsin"), methodology=in_force().methodology(), mode=mode)
