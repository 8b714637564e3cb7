"""The log of a real worker: the documented commands follow an alert back to its article, and forward."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import orjson
import pytest

from dev.kafka.broker import wait_until
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings

ROOT = Path(__file__).parents[2]
TOCSIN = str(Path(sys.executable).with_name("tocsin"))
COMMANDS = re.search(r"## Follow one alert.*?```sh\n(.*?)```", (ROOT / "docs/operations.md").read_text(), re.DOTALL)


def lines(text: str, event: str) -> list[dict[str, object]]:
    found = [orjson.loads(line) for line in text.splitlines() if line.startswith("{")]
    return [line for line in found if line["event"] == event]


@pytest.mark.kafka
def test_an_alert_is_followed_to_its_article_and_forward(kafka: str, tmp_path: Path) -> None:
    assert COMMANDS is not None
    prefix, log = f"l{uuid.uuid4().hex[:8]}-", tmp_path / "worker.log"
    env = os.environ | {"KAFKA_BOOTSTRAP_SERVERS": kafka, "TOCSIN_TOPIC_PREFIX": prefix, "TOCSIN_METRICS__PORT": "0"}
    asyncio.run(create(Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=prefix)))
    with log.open("wb") as out:
        worker = subprocess.Popen([TOCSIN, "worker"], stderr=out, env=env)
        try:
            subprocess.run([TOCSIN, "ingest", "samples/articles"], cwd=ROOT, env=env, check=True, capture_output=True)
            assert wait_until(lambda: len(lines(log.read_text(), "alert sent")) == 2, 120), log.read_text()[-2000:]
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(timeout=60)

    alerts = subprocess.run(
        [TOCSIN, "subscribe", "--from", "earliest", "-n", "1", "-o", "jsonl"], env=env, check=True, capture_output=True
    )
    alert = orjson.loads(alerts.stdout)
    followed = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", COMMANDS[1]], cwd=tmp_path, env=env | {"alert": alert["alert_id"]},
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    (found,) = lines(followed, "events found")
    assert [each["incident_id"] for each in lines(followed, "incident opened")] == [alert["incident_id"]] * 2
    assert lines(followed, "alert sent")[0]["alert_id"] == alert["alert_id"]
    assert found["event_ids"] == [lines(followed, "incident opened")[0]["event_id"]]

    whole = log.read_text()
    articles = [path.read_text() for path in (ROOT / "samples/articles").glob("*.json")]
    assert len(articles) == 3 and len(lines(whole, "events found")) == 2  # nothing of the one without an event
    assert not any(orjson.loads(each)["headline"] in whole for each in articles)
