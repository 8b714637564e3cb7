"""Metrics are exported at the address that the settings give, and where they cannot be, that is told."""

import socket
from collections.abc import Iterator
from importlib.metadata import version
from urllib.request import urlopen

import pytest
from prometheus_client import CollectorRegistry

from streams.exporting import exported, tell_build
from streams.metrics import ITEMS_IN, Metrics
from streams.settings import MetricsSettings


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry())


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as held:
        yield held.getsockname()[1]


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    return port


def never(line: str) -> None:
    raise AssertionError(line)


def read(address: str | None) -> str:
    assert address is not None
    with urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def test_what_is_counted_is_read_at_the_address(metrics: Metrics) -> None:
    with exported(metrics.registry, MetricsSettings(port=free()), 9, tell=never) as address:
        metrics.count(ITEMS_IN, 3, stage="detect")
        assert 'tocsin_stage_items_in_total{stage="detect"} 3.0' in read(address)


def test_without_a_port_in_the_settings_the_commands_own_is_taken(metrics: Metrics) -> None:
    port = free()
    with exported(metrics.registry, MetricsSettings(), port, tell=never) as address:
        assert address == f"http://127.0.0.1:{port}/metrics"
        assert "tocsin_" in read(address)


def test_afterwards_nothing_listens(metrics: Metrics) -> None:
    port = free()
    for _ in range(2):
        with exported(metrics.registry, MetricsSettings(port=port), 9, tell=never) as address:
            assert "tocsin_" in read(address)
    with socket.socket() as asking:
        assert asking.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_that_is_taken_is_told_in_one_line_and_stops_nothing(metrics: Metrics, taken: int) -> None:
    told: list[str] = []
    with exported(metrics.registry, MetricsSettings(port=taken), 9, tell=told.append) as address:
        assert address is None
    assert len(told) == 1
    assert told[0].startswith(f"no metrics at 127.0.0.1:{taken}: Address already in use")
    assert "TOCSIN_METRICS__PORT" in told[0]


def test_a_host_that_is_not_here_is_told_too(metrics: Metrics) -> None:
    told: list[str] = []
    with exported(metrics.registry, MetricsSettings(host="192.0.2.1", port=free()), 9, tell=told.append) as address:
        assert (address, len(told)) == (None, 1)


def test_port_zero_exports_nothing(metrics: Metrics, taken: int) -> None:
    with exported(metrics.registry, MetricsSettings(port=0), taken, tell=never) as address:
        assert address is None


def test_a_process_says_which_version_runs_and_what_for(metrics: Metrics) -> None:
    tell_build(metrics, "replay")
    (family,) = [each for each in metrics.registry.collect() if each.name == "tocsin_build_info"]
    (sample,) = family.samples
    assert (sample.value, sample.labels["mode"], sample.labels["version"]) == (1, "replay", version("tocsin"))
    assert sample.labels["methodology"].startswith("severity/")
