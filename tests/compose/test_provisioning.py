"""What Grafana and Prometheus are given: the data source the dashboards ask for, the dashboards, the home page."""

from __future__ import annotations

import configparser
import copy
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.compose.checks import scraping
from tests.compose.reading import ROOT, Tree, read

PROVISIONING = ROOT / "dashboards" / "provisioning"
DASHBOARDS = ROOT / "dashboards" / "grafana"


def provisioned() -> Tree:
    """Return everything Grafana reads at its start, and the services beside it."""
    ini = configparser.ConfigParser(comment_prefixes=(";",))
    ini.read(PROVISIONING / "grafana.ini")
    return {
        "compose": read(),
        "prometheus": yaml.safe_load((ROOT / "dashboards/prometheus/prometheus.yml").read_text()),
        "sources": yaml.safe_load((PROVISIONING / "datasources/prometheus.yaml").read_text()),
        "boards": yaml.safe_load((PROVISIONING / "dashboards/tocsin.yaml").read_text()),
        "ini": {name: dict(ini[name]) for name in ini.sections()},
    }


def mounts(compose: Tree) -> dict[str, str]:
    """Return where Grafana sees which folder of the repository."""
    return {each.split(":")[1]: each.split(":")[0] for each in compose["services"]["grafana"]["volumes"]}


def faults(given: Tree) -> Iterator[str]:
    """Give what does not fit together."""
    (source,), (provider,) = given["sources"]["datasources"], given["boards"]["providers"]
    seen = mounts(given["compose"])
    if source["url"] != "http://prometheus:9090" or source["editable"] or not source["isDefault"]:
        yield f"data source: {source}"
    if source["jsonData"]["timeInterval"] != given["prometheus"]["global"]["scrape_interval"]:
        yield "the data source thinks of another scrape interval"
    if seen.get(provider["options"]["path"]) != "./dashboards/grafana":
        yield f"no dashboards at {provider['options']['path']}"
    if provider["allowUiUpdates"] or not provider["disableDeletion"]:
        yield "dashboards may be changed by hand"
    for kind in ("datasources", "dashboards"):
        if seen.get(f"/etc/grafana/provisioning/{kind}") != f"./dashboards/provisioning/{kind}":
            yield f"{kind} are not provisioned"
    home = given["ini"]["dashboards"]["default_home_dashboard_path"]
    folder, _, name = home.rpartition("/")
    if folder != provider["options"]["path"] or not (DASHBOARDS / name).exists():
        yield f"no home dashboard {home}"
    quiet = {"reporting_enabled", "check_for_updates", "check_for_plugin_updates"}
    if {given["ini"]["analytics"].get(name) for name in quiet} != {"false"}:
        yield "tells others that it runs"
    if given["ini"]["plugins"].get("preinstall_disabled") != "true":
        yield "updates its data source away"
    if given["ini"]["server"].get("enable_gzip") != "false":
        yield "takes memory to compress what stays on this machine"
    anonymous = given["ini"]["auth.anonymous"]
    if (anonymous.get("enabled"), anonymous.get("org_role")) != ("true", "Viewer"):
        yield f"anonymous visitors: {anonymous}"
    if given["ini"]["users"].get("allow_sign_up") != "false":
        yield "anybody may sign up"


def at(path: str, value: Any) -> Callable[[Tree], None]:
    def plant(tree: Tree) -> None:
        *folders, last = path.split("/")
        node: Any = tree
        for folder in folders:
            node = node[int(folder) if folder.isdigit() else folder]
        node[last] = value

    return plant


def test_everything_fits_together() -> None:
    assert list(faults(provisioned())) == []


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        (at("sources/datasources/0/url", "http://localhost:9090"), "data source"),
        (at("sources/datasources/0/editable", True), "data source"),
        (at("prometheus/global/scrape_interval", "1m"), "another scrape interval"),
        (at("boards/providers/0/options/path", "/var/lib/grafana/dashboards"), "no dashboards"),
        (at("boards/providers/0/allowUiUpdates", True), "by hand"),
        (at("compose/services/grafana/volumes", []), "not provisioned"),
        (at("ini/dashboards/default_home_dashboard_path", "/etc/tocsin/dashboards/home.json"), "no home"),
        (at("ini/analytics/reporting_enabled", "true"), "tells others"),
        (at("ini/plugins/preinstall_disabled", "false"), "updates its data source"),
        (at("ini/plugins", {}), "updates its data source"),
        (at("ini/server", {}), "to compress"),
        (at("ini/auth.anonymous/org_role", "Admin"), "anonymous"),
        (at("ini/users/allow_sign_up", "true"), "sign up"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_planted_error_is_found(plant: Callable[[Tree], None], fault: str) -> None:
    given = copy.deepcopy(provisioned())
    plant(given)
    assert [each for each in faults(given) if fault in each] != []


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        (at("scrape_configs/0/static_configs/0/targets", ["worker:9465"]), "job tocsin"),
        (at("scrape_configs/0/job_name", "worker"), "job tocsin"),
        (at("scrape_configs/0/static_configs/0/targets", ["feeder:9464"]), "no service"),
        (at("rule_files", ["alerts.yml"]), "does not exist"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_planted_error_of_the_scraping_is_found(plant: Callable[[Tree], None], fault: str) -> None:
    config = copy.deepcopy(provisioned()["prometheus"])
    plant(config)
    assert [each for each in scraping(read(), config) if fault in each] != []


def test_every_dashboard_asks_for_a_data_source_that_is_there() -> None:
    (source,) = provisioned()["sources"]["datasources"]
    boards = {path.name: json.loads(path.read_text()) for path in DASHBOARDS.glob("*.json")}
    assert len(boards) >= 3
    for name, board in boards.items():
        (variable,) = (each for each in board["templating"]["list"] if each["type"] == "datasource")
        assert variable["query"] == source["type"], name
        asked = set(_uids(board)) - {"${datasource}", "$datasource", "-- Grafana --"}
        assert asked <= {source["uid"]}, name


def _uids(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("datasource"), dict):
            yield node["datasource"].get("uid", "")
        for value in node.values():
            yield from _uids(value)
    elif isinstance(node, list):
        for value in node:
            yield from _uids(value)


@pytest.mark.parametrize(("old", "new", "status"), [("", "", 0), ("rules.yml", "rule.yml", 1), ("job_name", "job", 1)])
def test_prometheus_reads_its_configuration(promtool: str, tmp_path: Path, old: str, new: str, status: int) -> None:
    for path in (ROOT / "dashboards/prometheus").glob("*.yml"):
        text = path.read_text()
        (tmp_path / path.name).write_text(text.replace(old, new) if path.stem == "prometheus" and old else text)
    ran = subprocess.run(
        [promtool, "check", "config", str(tmp_path / "prometheus.yml")], capture_output=True, check=False
    )
    assert ran.returncode == status, ran.stderr
