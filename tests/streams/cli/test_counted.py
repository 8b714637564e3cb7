"""A replay and a demo count into a registry of their own and export it."""

import socket
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

from streams.cli.counted import counted
from streams.settings import MetricsSettings, Settings
from tests.builders import event
from tests.counted import Counted


def on(port: int) -> Settings:
    return Settings(metrics=MetricsSettings(port=port))


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    return port


def never(line: str) -> None:
    raise AssertionError(line)


def values(address: str | None) -> dict[str, float]:
    assert address is not None
    with urlopen(address, timeout=10) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    return {f"{each.name}{sorted(each.labels.items())}": each.value for family in families for each in family.samples}


def test_a_run_tells_what_it_is_and_that_it_runs_and_knows_of_no_incident() -> None:
    with counted(on(free()), "demo", tell=never) as (_, address):
        shown = values(address)
    (build,) = (name for name in shown if name.startswith("tocsin_build_info"))
    assert "('mode', 'demo')" in build
    assert shown["tocsin_stage_running[('stage', 'detect')]"] == 1
    assert shown["tocsin_incidents_active[('severity', 'Severe')]"] == 0


def test_a_replay_that_goes_on_knows_the_incidents_of_the_one_before() -> None:
    before = Counted(run_is_test=True).takes(event(killed=1), headers=(("_test", b"true"),))
    with counted(on(free()), "replay", tell=never, incidents=before.state) as (_, address):
        assert values(address)["tocsin_incidents_active[('severity', 'Minor')]"] == 1


def test_a_port_that_is_taken_is_told_and_it_counts_all_the_same() -> None:
    told: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as held:
        settings = on(held.getsockname()[1])
        with counted(settings, "replay", tell=told.append) as (counting, address):
            counting.took("detect")
    assert (address, len(told)) == (None, 1)


def test_without_a_port_nothing_is_exported_and_nothing_told() -> None:
    with counted(on(0), "replay", tell=never) as (_, address):
        assert address is None
