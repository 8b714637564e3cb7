"""What must hold of docker-compose.yml and the files it mounts: one function for each rule, giving what breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from streams.cli.doctor import HARD_LIMIT_S
from streams.settings import Settings, WorkerSettings, described
from tests.compose.reading import PROFILES, ROOT, Tree, long_running, ours, port_of, seconds, services

Check = Callable[[Tree], Iterator[str]]

METRICS_PORT = "9464"
#: Names of Grafana's own settings and of the topic browser's stand in no list of ours.
FOREIGN = ("KAFKA_", "GF_", "CLUSTER_ID", "DYNAMIC_CONFIG_ENABLED")


def images_are_pinned(tree: Tree) -> Iterator[str]:
    """Ask for full versions: a tag that moves brings another program with the next start."""
    for name, service in tree["services"].items():
        if not re.search(r":v?\d+\.\d+\.\d+$", service["image"]):
            yield f"{name}: {service['image']} names no full version"


def every_long_running_service_has_a_health_check(tree: Tree) -> Iterator[str]:
    """Ask for one: without it `--wait` takes a process that runs for one that works."""
    for name, service in long_running(tree).items():
        check = service.get("healthcheck", {})
        missing = {"test", "interval", "timeout", "retries", "start_period"} - set(check)
        if missing or check.get("disable"):
            yield f"{name}: health check without {sorted(missing)}"
        elif "start_interval" in check:
            yield f"{name}: start_interval, for which Compose refuses the file before Engine 25"
        elif check["test"][0] != "CMD" or seconds(check["timeout"]) > seconds(check["interval"]) * check["retries"]:
            yield f"{name}: {check}"


def the_worker_is_asked_by_doctor(tree: Tree) -> Iterator[str]:
    """Ask for `tocsin doctor`, which looks at lag and signs of life and ends by itself in time."""
    check = tree["services"]["worker"].get("healthcheck", {})
    if check.get("test") != ["CMD", "tocsin", "doctor"] or seconds(check["timeout"]) <= HARD_LIMIT_S:
        yield f"worker: {check}"


def a_backlog_does_not_fail_the_start(tree: Tree) -> Iterator[str]:
    """Ask for minutes: a sign of life waits behind the articles that came while nobody read, and is old then."""
    start = tree["services"]["worker"].get("healthcheck", {}).get("start_period", "0s")
    if seconds(start) < 300:
        yield f"worker: failures count {start} after its start"


def services_wait_for_what_they_need(tree: Tree) -> Iterator[str]:
    """Ask that what serves is healthy and what ends has ended well, and that each exists in its profile."""
    for name, service in tree["services"].items():
        there = services(tree, *service.get("profiles", ()))
        for needed, how in service.get("depends_on", {}).items():
            wanted = "service_healthy" if needed in long_running(tree) else "service_completed_successfully"
            if needed not in there or how["condition"] != wanted:
                yield f"{name}: depends on {needed}, {how}"
    if "topics" not in tree["services"]["worker"].get("depends_on", {}):
        yield "worker: does not wait for its topics"


def one_shots_end_before_somebody_waits(tree: Tree) -> Iterator[str]:
    """Ask for somebody who waits: `up --wait` fails for a container that ended and nobody waits for."""
    for name in set(tree["services"]) - set(long_running(tree)):
        if not any(name in each.get("depends_on", {}) for each in services(tree).values()):
            yield f"{name}: nothing waits for its end"
        if tree["services"][name].get("healthcheck") != {"disable": True}:
            yield f"{name}: asked whether it is well after it has ended"


def what_runs_long_starts_again(tree: Tree) -> Iterator[str]:
    """Ask for a restart: a worker that leaves with 70 or 71 relies on it."""
    for name, service in tree["services"].items():
        if service.get("restart") != ("no" if service.get("command") == ["topics", "create"] else "unless-stopped"):
            yield f"{name}: restart {service.get('restart')}"


def ports_are_for_this_machine(tree: Tree) -> Iterator[str]:
    """Ask for loopback: the broker, the metrics and the dashboards ask nobody who he is."""
    for name, service in tree["services"].items():
        for published in service.get("ports", ()):
            if port_of(published)[0] != "127.0.0.1":
                yield f"{name}: {published} is open to the network"
        if service.get("network_mode") or service.get("privileged"):
            yield f"{name}: shares the machine's network or rights"


def ports_differ(tree: Tree) -> Iterator[str]:
    """Ask that no two services want one port of the machine."""
    taken: dict[str, str] = {}
    for name, service in tree["services"].items():
        for published in service.get("ports", ()):
            if (before := taken.setdefault(port_of(published)[1], name)) != name:
                yield f"{name}: {published} is taken: {before}"


def data_is_on_named_volumes(tree: Tree) -> Iterator[str]:
    """Ask that what must outlive a container lies on a volume that is declared, where the program writes it."""
    wanted = {
        "broker": _log_dir(tree),
        "prometheus": _option(tree, "--storage.tsdb.path"),
        "grafana": "/var/lib/grafana",
    }
    for name, path in wanted.items():
        mounts = [each.split(":") for each in tree["services"][name]["volumes"]]
        if not any(mount[0] in tree["volumes"] and mount[1] == path for mount in mounts):
            yield f"{name}: nothing keeps {path}"


def _log_dir(tree: Tree) -> str:
    return str(tree["services"]["broker"]["environment"].get("KAFKA_LOG_DIRS"))


def _option(tree: Tree, option: str) -> str:
    command = tree["services"]["prometheus"]["command"]
    return next((each.removeprefix(f"{option}=") for each in command if each.startswith(f"{option}=")), "")


def volumes_of_the_broker_image_are_covered(tree: Tree) -> Iterator[str]:
    """Ask for something in their place: the engine makes a nameless volume for each, and `down` leaves it behind."""
    broker = tree["services"]["broker"]
    covered = {*broker.get("tmpfs", ()), *(each.split(":")[1] for each in broker["volumes"])}
    for path in ("/etc/kafka/secrets", "/mnt/shared/config", "/var/lib/kafka/data"):
        if path not in covered:
            yield f"broker: a nameless volume at {path}"


def what_is_mounted_exists_and_is_read_only(tree: Tree) -> Iterator[str]:
    """Ask for paths that exist: another is made by the engine, as an empty folder of root."""
    for name, service in tree["services"].items():
        for source, _, *how in (each.split(":") for each in service.get("volumes", ())):
            if source in tree["volumes"]:
                continue
            if not source.startswith("./") or not (ROOT / source).exists():
                yield f"{name}: {source} does not exist"
            if how != ["ro"]:
                yield f"{name}: {source} may be written to"


def limits_are_set(tree: Tree) -> Iterator[str]:
    """Ask that no service takes the memory or the processes of all."""
    for name, service in tree["services"].items():
        if not re.fullmatch(r"\d+[mg]", str(service.get("mem_limit"))) or not service.get("pids_limit"):
            yield f"{name}: no limit of memory or processes"


def rights_are_dropped(tree: Tree) -> Iterator[str]:
    """Ask that each runs as the user of its image, who is never root, and can become nobody else."""
    for name, service in tree["services"].items():
        if service.get("cap_drop") != ["ALL"] or service.get("security_opt") != ["no-new-privileges:true"]:
            yield f"{name}: keeps rights"
        if service.get("user") in ("root", "0", "0:0") or service.get("cap_add"):
            yield f"{name}: has rights added"


def our_image_writes_nowhere(tree: Tree) -> Iterator[str]:
    """Ask that nothing of Tocsin is kept on the disk: what it knows is in the topics."""
    for name, service in ours(tree).items():
        if service.get("read_only") is not True or not any("/tmp" in each for each in service.get("tmpfs", ())):
            yield f"{name}: its file system can be written to, or it has no /tmp"


def our_image_is_built_here(tree: Tree) -> Iterator[str]:
    """Ask that it is never pulled, for Compose asks a registry first, and built by one: two would collide."""
    for name, service in ours(tree).items():
        if service.get("pull_policy") != "never":
            yield f"{name}: may run an image of somebody else"
    built = {name: service["build"] for name, service in tree["services"].items() if "build" in service}
    if built != {"topics": {"context": "."}}:  # every other one of ours waits for it, if only by another
        yield f"built by {built}"


def stopping_leaves_time_to_drain(tree: Tree) -> Iterator[str]:
    """Ask for a grace period: killed in the middle, a worker loses nothing, but its successor does the work again."""
    for name, service in long_running(tree).items():
        if "stop_grace_period" not in service:
            yield f"{name}: no grace period"
    drain = WorkerSettings().drain_seconds
    worker = tree["services"]["worker"]
    if worker.get("stop_signal") != "SIGTERM" or seconds(worker.get("stop_grace_period", "0s")) < 2 * drain:
        yield f"worker: {worker.get('stop_grace_period')} to drain for {drain} s"


def the_broker_is_where_we_look_for_it(tree: Tree) -> Iterator[str]:
    """Ask that every listener is declared, advertised and mapped; ours is the one inside, the published one outside."""
    env = tree["services"]["broker"]["environment"]
    listeners = _listeners(env["KAFKA_LISTENERS"])
    advertised = _listeners(env["KAFKA_ADVERTISED_LISTENERS"])
    mapped = dict(each.split(":") for each in env["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(","))
    if set(mapped) != set(listeners) or set(listeners) - set(advertised) != {env["KAFKA_CONTROLLER_LISTENER_NAMES"]}:
        yield f"broker: listeners {sorted(listeners)}, advertised {sorted(advertised)}, mapped {sorted(mapped)}"
    published = {port_of(each)[1:] for each in tree["services"]["broker"]["ports"]}
    for name, (host, port) in advertised.items():
        if host == "broker" and listeners.get(name) != ("", port):
            yield f"broker: {name} is advertised at {port}, listens at {listeners.get(name)}"
        if host != "broker" and (port, listeners.get(name, ("", ""))[1]) not in published:
            yield f"broker: {name} is advertised at {host}:{port}, which is not published"
    inside = ":".join(advertised[env["KAFKA_INTER_BROKER_LISTENER_NAME"]])
    for name, service in {**ours(tree), "ui": tree["services"]["ui"]}.items():
        asked = service["environment"]
        if inside not in (asked.get("TOCSIN_KAFKA__BOOTSTRAP_SERVERS"), asked.get("KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS")):
            yield f"{name}: does not ask {inside}"
    if inside not in tree["services"]["broker"]["healthcheck"]["test"]:
        yield f"broker: asked for its health elsewhere than at {inside}"
    node, voter = env["KAFKA_CONTROLLER_QUORUM_VOTERS"].split("@")
    if node != env["KAFKA_NODE_ID"] or voter != "broker:" + listeners[env["KAFKA_CONTROLLER_LISTENER_NAMES"]][1]:
        yield f"broker: votes for {env['KAFKA_CONTROLLER_QUORUM_VOTERS']}"


def _listeners(text: str) -> dict[str, tuple[str, str]]:
    parts = (each.partition("://") for each in text.split(","))
    return {name: (address.rpartition(":")[0], address.rpartition(":")[2]) for name, _, address in parts}


def the_broker_takes_our_largest_record(tree: Tree) -> Iterator[str]:
    """Ask for room: a record that the topic allows and the broker does not would stop a stage again and again."""
    from schemas.topics import Topic

    largest = max(topic.value.max_message_bytes for topic in Topic)
    env = tree["services"]["broker"]["environment"]
    for name in ("KAFKA_MESSAGE_MAX_BYTES", "KAFKA_REPLICA_FETCH_MAX_BYTES"):
        if int(env.get(name, 1048588)) < largest:
            yield f"broker: {name} is less than {largest}"
    if env.get("KAFKA_AUTO_CREATE_TOPICS_ENABLE") != "false":
        yield "broker: makes topics of any name, with one partition and no limits"


def environment_names_are_settings(tree: Tree) -> Iterator[str]:
    """Ask for known names: one with a slip of the pen is ignored in silence."""
    known = {each.variable for each in described()}
    for name, service in tree["services"].items():
        for variable in service.get("environment", {}):
            if variable not in known and not variable.startswith(FOREIGN):
                yield f"{name}: {variable} is no setting"


def settings_are_understood(tree: Tree) -> Iterator[str]:
    """Read the values as the container reads them, without the environment of this process."""
    for name, service in ours(tree).items():
        given = {key: str(value) for key, value in service["environment"].items()}
        if wrong := [key for key, value in service["environment"].items() if not isinstance(value, str)]:
            yield f"{name}: {wrong} are no texts"
        nested: dict[str, Any] = {}
        for key, value in given.items():
            group, _, field = key.removeprefix("TOCSIN_").lower().partition("__")
            if field:
                nested.setdefault(group, {})[field] = value
            else:
                nested[group] = value
        try:
            Settings(_env_file=None, **nested)
        except ValueError as error:
            yield f"{name}: {error}"


def prometheus_scrapes_the_worker(tree: Tree) -> Iterator[str]:
    """Ask for the job `tocsin`, the live worker: rules and dashboards ask for it."""
    config = yaml.safe_load((ROOT / "dashboards/prometheus/prometheus.yml").read_text())
    yield from scraping(tree, config)


def scraping(tree: Tree, config: Tree) -> Iterator[str]:
    """Give what is wrong between the configuration of Prometheus and the services."""
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    targets = [target for each in jobs.get("tocsin", {}).get("static_configs", ()) for target in each["targets"]]
    worker = tree["services"]["worker"]["environment"]
    if targets != [f"worker:{worker.get('TOCSIN_METRICS__PORT')}"]:
        yield f"prometheus: job tocsin scrapes {targets}"
    if worker.get("TOCSIN_METRICS__HOST") != "0.0.0.0":
        yield "worker: Prometheus cannot reach its metrics"
    if [port_of(each)[2] for each in tree["services"]["worker"]["ports"]] != [worker.get("TOCSIN_METRICS__PORT")]:
        yield "worker: another port than that of its metrics is published"
    if _option(tree, "--config.file") != "/etc/prometheus/prometheus.yml":
        yield "prometheus: reads another configuration"
    for job in jobs.values():
        for target in (target for each in job["static_configs"] for target in each["targets"]):
            if target.split(":")[0] not in services(tree):
                yield f"prometheus: {target} is no service"
    for rules in config["rule_files"]:
        if not (ROOT / "dashboards/prometheus" / rules).exists():
            yield f"prometheus: {rules} does not exist"


def what_is_kept_is_bounded(tree: Tree) -> Iterator[str]:
    """Ask for bounds: disks fill."""
    if not (_option(tree, "--storage.tsdb.retention.time") and _option(tree, "--storage.tsdb.retention.size")):
        yield "prometheus: keeps everything"
    for name, service in tree["services"].items():
        if not {"max-size", "max-file"} <= set(service.get("logging", {}).get("options", {})):
            yield f"{name}: its log has no end"


def no_secret_stands_in_the_file(tree: Tree) -> Iterator[str]:
    """Ask for none: a default password is one that everybody knows."""
    for name, service in tree["services"].items():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|TOKEN|JAAS", variable) and value:
                yield f"{name}: {variable} has a value"


def dead_ends(tree: Tree) -> Iterator[str]:
    """Ask that every profile is one that the tests and the documentation know."""
    for name, service in tree["services"].items():
        if not set(service.get("profiles", ())) <= set(PROFILES):
            yield f"{name}: {service['profiles']}"


def what_browses_topics_changes_none(tree: Tree) -> Iterator[str]:
    """Ask that it may not write: the browser has no login."""
    env = tree["services"]["ui"]["environment"]
    if env.get("KAFKA_CLUSTERS_0_READONLY") != "true" or env.get("DYNAMIC_CONFIG_ENABLED") != "false":
        yield "ui: may write"


CHECKS: tuple[Check, ...] = (
    images_are_pinned,
    every_long_running_service_has_a_health_check,
    the_worker_is_asked_by_doctor,
    a_backlog_does_not_fail_the_start,
    services_wait_for_what_they_need,
    one_shots_end_before_somebody_waits,
    what_runs_long_starts_again,
    ports_are_for_this_machine,
    ports_differ,
    data_is_on_named_volumes,
    volumes_of_the_broker_image_are_covered,
    what_is_mounted_exists_and_is_read_only,
    limits_are_set,
    rights_are_dropped,
    our_image_writes_nowhere,
    our_image_is_built_here,
    stopping_leaves_time_to_drain,
    the_broker_is_where_we_look_for_it,
    the_broker_takes_our_largest_record,
    environment_names_are_settings,
    settings_are_understood,
    prometheus_scrapes_the_worker,
    what_is_kept_is_bounded,
    no_secret_stands_in_the_file,
    dead_ends,
    what_browses_topics_changes_none,
)
