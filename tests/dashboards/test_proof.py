"""The proof: a real Prometheus scrapes a real worker; queries have answers, and each alert fires and resolves for real.

The tests share one worker and one Prometheus and follow each other; each begins and ends in calm.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from dashboards import asking
from dashboards.rule_files import Alert
from dashboards.rules import Rules
from streams.metrics import CATALOGUE
from tests.dashboards.watching import SHORT, Watched, frozen, watched
from tests.edges.test_worker import ROOT, TOCSIN
from tests.edges.test_worker_metrics import STRIKE, sample_stream

pytestmark = pytest.mark.kafka
BOARDS = sorted((ROOT / "dashboards" / "grafana").glob("*.json"))
COUNTERS = [metric.full_name for metric in CATALOGUE if metric.kind == "counter"]
QUIET = "The council met on Monday."


@pytest.fixture(scope="module")
def scene(kafka: str, promtool: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watched(kafka, tmp_path_factory.mktemp("watched")) as made:
        yield made


def test_a_quiet_night_is_no_alert_but_for_a_source_that_never_came(scene: Watched) -> None:
    scene.until(lambda: scene.fires("SourceSilent", source="silent.example"), "SourceSilent")
    scene.until(lambda: scene.fires("SourceSilent", source="Harrow Wire"), "SourceSilent")
    assert scene.fired_since(0) == {"SourceSilent"}


def test_under_the_sample_stream_every_query_has_its_answer_and_what_is_wrong_is_told(scene: Watched) -> None:
    begun = time.time()
    scene.send([replace(each, timestamp_ms=scene.now_ms()) for each in sample_stream()])
    scene.raw(b"{", 30)
    scene.articles(STRIKE, test=True)
    for alert in ("AlertDelayHigh", "AlertStorm", "DeadLetterRatioHigh", "ReplayLeakingToLive"):
        scene.until(lambda alert=alert: alert in scene.fired_since(begun), alert)  # type: ignore[misc]  # see python/mypy#4226
    scene.until(lambda: not scene.fires("SourceSilent", source="Harrow Wire"), "its articles came")
    asked = [panel for board in BOARDS for panel in asking.panels(json.loads(board.read_text())) if "targets" in panel]
    assert len(asked) > 30
    for panel in asked:  # a column of a minute shows when the minute is over
        scene.until(lambda panel=panel: is_answered(scene, panel, begun), panel["title"])  # type: ignore[misc]
    for rule in (rule for rules in (Rules(), Rules(limits=SHORT)) for group in rules.groups() for rule in group.rules):
        found = scene.prometheus.query(rule.expr)
        assert found or isinstance(rule, Alert), rule
    scene.calm()


def is_answered(scene: Watched, panel: Mapping[str, object], begun: float) -> bool:
    """Say whether each query of a panel gives something, of now or of the time since a moment."""
    prometheus = asking.Prometheus(f"http://{scene.prometheus.address}")
    found = asking.answers(prometheus, panel, asking.View(since=begun - 10, until=time.time(), scrape=1))
    return all(series for _, series in found)


def test_stages_that_stand_still_are_told(scene: Watched) -> None:
    with frozen(scene.pid("track"), *scene.readers()):
        scene.articles(*[QUIET] * 400)
        scene.until(lambda: scene.fires("ConsumerLagGrowing", stage="detect"), "ConsumerLagGrowing")
        scene.until(lambda: scene.fires("StageStalled", stage="detect"), "StageStalled of detect")
        scene.until(lambda: scene.fires("StageStalled", stage="track"), "StageStalled of track")
        scene.until(lambda: scene.fires("HeartbeatMissing"), "HeartbeatMissing")
    scene.calm()


def test_stages_that_are_killed_are_no_alert_and_no_counter_goes_down(scene: Watched) -> None:
    begun, done = time.time(), processed(scene)
    for stage in ("detect", "track"):
        os.kill(scene.pid(stage), signal.SIGKILL)
    scene.articles(*[QUIET] * 20)
    scene.until(lambda: processed(scene) >= done + 20, "detect goes on")
    scene.until(lambda: scene.value("sum(tocsin_stage_running)") == 2, "both run")
    sign = 'tocsin_heartbeat_last_seen_timestamp_seconds{stage="track"}'
    again = time.time()
    scene.until(lambda: (scene.value(sign) or 0) > again, "a sign of life")
    assert scene.false_alarms(begun) == set()
    assert scene.value('sum(tocsin_stage_errors_total{reason="killed"})') == 2
    since = round(time.time() - begun) + 5
    for name in COUNTERS:
        assert scene.prometheus.query(f'resets({name}{{job="tocsin"}}[{since}s]) > 0') == []
    assert scene.prometheus.query(f"min_over_time(job:tocsin_stage_items_in:rate5s[{since}s]) < 0") == []


def processed(scene: Watched) -> float:
    return scene.value('sum(tocsin_articles_processed_total{job="tocsin"})') or 0


def test_a_prometheus_that_was_down_harms_no_worker_and_tells_nothing_wrong(scene: Watched) -> None:
    begun, running = time.time(), [scene.pid("detect"), scene.pid("track")]
    scene.prometheus.kill()
    scene.prometheus.start()
    started = time.time()
    scene.until(lambda: scene.value(f'timestamp(up{{job="tocsin"}}) > {started}'), "seen again")
    assert scene.value('up{job="tocsin"}') == 1
    scene.until(lambda: scene.value("count(job:tocsin_stage_items_in:rate5s)") == 2, "rates again")
    assert [scene.pid("detect"), scene.pid("track")] == running
    assert scene.false_alarms(begun) == set()


def test_a_replay_beside_it_moves_no_live_series(scene: Watched) -> None:
    counted = "+".join(f'sum({name}{{job="tocsin"}})' for name in COUNTERS if "stage_items" not in name)
    scene.until(lambda: scene.value(f"stddev_over_time(({counted})[5s:1s]) == 0") == 0, "nothing is at hand")
    before, begun = scene.value(counted), time.time()
    env = scene.env | {"TOCSIN_METRICS__PORT": str(scene.replay_port)}
    command = [TOCSIN, "replay", str(ROOT / "samples" / "stream.jsonl"), "--processes", "1"]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as replay:
        scene.until(lambda: replay.poll() is not None, "replayed")
        assert replay.stderr is not None
        assert replay.returncode == 0, replay.stderr.read()
    tests = 'sum(max_over_time(tocsin_alerts_published_total{job="tocsin-replay", status="Test"}[5m]))'
    assert (scene.value(tests) or 0) > 0, "it was seen"
    assert scene.value(counted) == before
    assert scene.false_alarms(begun) == set()


def test_a_worker_that_is_stopped_is_told_and_one_that_starts_is_not(scene: Watched) -> None:
    assert scene.end() == 0
    scene.until(lambda: scene.fires("TocsinDown"), "TocsinDown")
    begun = time.time()
    scene.begin()
    scene.until(lambda: scene.value('tocsin_heartbeat_last_seen_timestamp_seconds{stage="track"}'), "a sign of life")
    assert scene.false_alarms(begun) <= {"TocsinDown"}, "which fired before"
    scene.calm()


def test_a_stage_that_spent_its_budget_is_told_until_the_worker_is_started_again(scene: Watched) -> None:
    assert scene.end() == 0
    scene.begin(worker__budget_in_a_row=2, article_seconds=0.000001)
    scene.articles(*[QUIET] * 9)
    address = f"127.0.0.1:{scene.port}"
    scene.until(lambda: scene.fires("StageStalled", stage="detect", instance=address), "StageStalled by its budget")
    assert scene.end() == 0
    scene.begin()
    scene.calm()


def test_each_alert_was_seen(scene: Watched) -> None:
    names = {rule.name for group in Rules().groups() for rule in group.rules if isinstance(rule, Alert)}
    assert scene.fired_since(0) == names
