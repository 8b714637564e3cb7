"""docker-compose.yml, read without an engine: each rule holds, and a planted error breaks each."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.compose import checks
from tests.compose.checks import CHECKS, Check
from tests.compose.reading import PROFILES, ROOT, Tree, filled_in, read, seconds, services, variables_of

FILE = ROOT / "docker-compose.yml"
#: Everything a user may set, set.
CHOSEN = {
    "TOCSIN_DEPLOYMENT": "newsroom",
    "TOCSIN_MIN_LEVEL": "Severe",
    "TOCSIN_PROCESSES": "6",
    "TOCSIN_METRICS__SOURCES": "harrowwire.example,Metro Ledger",
    "BROKER_PORT": "19095",
    "METRICS_PORT": "19464",
    "PROMETHEUS_PORT": "19090",
    "GRAFANA_PORT": "13000",
    "UI_PORT": "18080",
}


def at(path: str, value: Any) -> Callable[[Tree], None]:
    """Return what sets a value in the file: ``worker.environment.X``; None takes it away."""

    def plant(tree: Tree) -> None:
        *folders, name = path.split("/")
        node = tree["services"]
        for folder in folders:
            node = node[folder]
        if value is None:
            del node[name]
        else:
            node[name] = value

    return plant


PLANTED: list[tuple[Check, Callable[[Tree], None]]] = [
    (checks.images_are_pinned, at("grafana/image", "grafana/grafana:latest")),
    (checks.images_are_pinned, at("broker/image", "apache/kafka")),
    (checks.every_long_running_service_has_a_health_check, at("prometheus/healthcheck", None)),
    (checks.every_long_running_service_has_a_health_check, at("broker/healthcheck", {"disable": True})),
    (checks.the_worker_is_asked_by_doctor, at("worker/healthcheck/test", ["CMD", "true"])),
    (checks.every_long_running_service_has_a_health_check, at("worker/healthcheck/start_interval", "5s")),
    (checks.the_worker_is_asked_by_doctor, at("worker/healthcheck/timeout", "5s")),
    (checks.a_backlog_does_not_fail_the_start, at("worker/healthcheck/start_period", "90s")),
    (checks.services_wait_for_what_they_need, at("worker/depends_on/broker/condition", "service_started")),
    (checks.services_wait_for_what_they_need, at("worker/depends_on/topics", None)),
    (checks.services_wait_for_what_they_need, at("grafana/depends_on/demo", {"condition": "service_healthy"})),
    (checks.one_shots_end_before_somebody_waits, at("worker/depends_on/topics", None)),
    (checks.one_shots_end_before_somebody_waits, at("topics/healthcheck", None)),
    (checks.what_runs_long_starts_again, at("worker/restart", "no")),
    (checks.ports_are_for_this_machine, at("grafana/ports", ["3000:3000"])),
    (checks.ports_are_for_this_machine, at("broker/ports", ["0.0.0.0:9092:9092"])),
    (checks.ports_are_for_this_machine, at("worker/network_mode", "host")),
    (checks.ports_differ, at("ui/ports", ["127.0.0.1:3000:8080"])),
    (checks.data_is_on_named_volumes, at("broker/environment/KAFKA_LOG_DIRS", "/tmp/kraft-combined-logs")),
    (checks.data_is_on_named_volumes, at("prometheus/volumes", ["./dashboards/prometheus:/etc/prometheus:ro"])),
    (checks.volumes_of_the_broker_image_are_covered, at("broker/tmpfs", ["/etc/kafka/secrets"])),
    (
        checks.what_is_mounted_exists_and_is_read_only,
        at("prometheus/volumes", ["./dashboards/prom:/etc/prometheus:ro"]),
    ),
    (checks.what_is_mounted_exists_and_is_read_only, at("prometheus/volumes", ["./dashboards/prometheus:/etc/x"])),
    (checks.limits_are_set, at("worker/mem_limit", None)),
    (checks.rights_are_dropped, at("grafana/cap_drop", None)),
    (checks.rights_are_dropped, at("broker/user", "root")),
    (checks.our_image_writes_nowhere, at("worker/read_only", False)),
    (checks.our_image_writes_nowhere, at("worker/tmpfs", None)),
    (checks.our_image_is_built_here, at("worker/pull_policy", None)),
    (checks.our_image_is_built_here, at("topics/build", None)),
    (checks.our_image_is_built_here, at("worker/build", {"context": "."})),
    (checks.stopping_leaves_time_to_drain, at("worker/stop_grace_period", "10s")),
    (checks.stopping_leaves_time_to_drain, at("grafana/stop_grace_period", None)),
    (
        checks.the_broker_is_where_we_look_for_it,
        at("worker/environment/TOCSIN_KAFKA__BOOTSTRAP_SERVERS", "broker:9092"),
    ),
    (checks.the_broker_is_where_we_look_for_it, at("broker/ports", ["127.0.0.1:9093:9092"])),
    (checks.the_broker_is_where_we_look_for_it, at("broker/environment/KAFKA_LISTENERS", "CONTROLLER://:29093")),
    (
        checks.the_broker_is_where_we_look_for_it,
        at("broker/environment/KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:29093"),
    ),
    (checks.the_broker_takes_our_largest_record, at("broker/environment/KAFKA_MESSAGE_MAX_BYTES", None)),
    (checks.the_broker_takes_our_largest_record, at("broker/environment/KAFKA_AUTO_CREATE_TOPICS_ENABLE", "true")),
    (checks.environment_names_are_settings, at("worker/environment/TOCSIN_METRICS_PORT", "9464")),
    (checks.settings_are_understood, at("worker/environment/TOCSIN_PROCESSES", "many")),
    (checks.settings_are_understood, at("worker/environment/TOCSIN_PROCESSES", 2)),
    (checks.settings_are_understood, at("worker/environment/TOCSIN_MIN_LEVEL", "severe")),
    (checks.prometheus_scrapes_the_worker, at("worker/environment/TOCSIN_METRICS__PORT", "9465")),
    (checks.prometheus_scrapes_the_worker, at("worker/environment/TOCSIN_METRICS__HOST", None)),
    (checks.what_is_kept_is_bounded, at("prometheus/command", ["--storage.tsdb.path=/prometheus"])),
    (checks.what_is_kept_is_bounded, at("worker/logging", None)),
    (checks.no_secret_stands_in_the_file, at("grafana/environment/GF_SECURITY_ADMIN_PASSWORD", "admin")),
    (checks.dead_ends, at("ui/profiles", ["browser"])),
    (checks.what_browses_topics_changes_none, at("ui/environment/KAFKA_CLUSTERS_0_READONLY", None)),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("variables", [{}, CHOSEN], ids=["nothing set", "everything set"])
def test_the_file_keeps_the_rule(check: Check, variables: dict[str, str]) -> None:
    assert list(check(read(variables))) == []


@pytest.mark.parametrize(("check", "plant"), PLANTED, ids=lambda each: getattr(each, "__name__", ""))
def test_a_planted_error_is_found(check: Check, plant: Callable[[Tree], None]) -> None:
    tree = copy.deepcopy(read())
    plant(tree)
    assert list(check(tree)) != []


def test_every_rule_has_a_planted_error() -> None:
    assert {check for check, _ in PLANTED} == set(CHECKS)


def test_the_services_are_those_of_the_design() -> None:
    tree = read()
    assert set(services(tree)) == {"broker", "topics", "worker", "prometheus", "grafana"}
    assert set(services(tree, *PROFILES)) == set(services(tree)) | {"demo", "ui"}


def test_every_variable_is_named_in_the_head_of_the_file_and_in_the_documentation() -> None:
    text, page = FILE.read_text(), (ROOT / "docs" / "operations.md").read_text()
    head = text.partition("\nname:")[0]
    asked = variables_of(text)
    assert asked == set(CHOSEN) | {"GRAFANA_ADMIN_PASSWORD"}
    assert [name for name in sorted(asked) if name not in head or f"`{name}`" not in page] == []


def test_there_is_no_administrator_without_a_password() -> None:
    none = read()["services"]["grafana"]["environment"]
    one = read({"GRAFANA_ADMIN_PASSWORD": "s3"})["services"]["grafana"]["environment"]
    disabled = "GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION"
    assert (none["GF_SECURITY_ADMIN_PASSWORD"], none[disabled]) == ("", "")
    assert (one["GF_SECURITY_ADMIN_PASSWORD"], one[disabled]) == ("s3", "false")
    assert "disable_initial_admin_creation = true" in (ROOT / "dashboards/provisioning/grafana.ini").read_text()


def test_a_required_variable_that_is_missing_is_told() -> None:
    with pytest.raises(ValueError, match="A: set it"):
        filled_in("${A:?set it}", {})


def test_what_is_no_duration_is_told() -> None:
    with pytest.raises(ValueError, match="soon"):
        seconds("soon")


def compose() -> list[str]:
    """Return the command of a Compose that can read the file, or skip."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) is None:
            continue
        version = subprocess.run(
            [*command, "version", "--short"], capture_output=True, text=True, check=False, timeout=30
        )
        if version.returncode == 0 and version.stdout.strip().lstrip("v")[:1] not in ("", "1"):
            return command
    pytest.skip("no Compose v2 here: it would read docker-compose.yml itself")


@pytest.mark.parametrize("profiles", [(), ("demo",), ("ui",), PROFILES], ids=lambda each: "+".join(each) or "none")
def test_compose_reads_the_file_as_we_do(profiles: tuple[str, ...], tmp_path: Path) -> None:
    chosen = [word for profile in profiles for word in ("--profile", profile)]
    ran = subprocess.run(
        [*compose(), "--file", str(FILE), "--env-file", "/dev/null", *chosen, "config", "--format", "json"],
        capture_output=True, text=True, check=False, timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", str(tmp_path))},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found, expected = json.loads(ran.stdout)["services"], services(read(), *profiles)
    assert set(found) == set(expected)
    assert {name: each["image"] for name, each in found.items()} == {n: each["image"] for n, each in expected.items()}
    for name, each in expected.items():
        assert found[name].get("environment", {}) == each.get("environment", {})
