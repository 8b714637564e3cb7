"""A subscription on a real broker: each alert once, nothing lost over restarts, and trouble is told."""

import asyncio
import re
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.alert import Alert
from streams.kafka.connection import Unreachable
from streams.kafka.topics import MissingTopics
from streams.settings import KafkaSettings, Settings
from streams.subscribe import alerts, partitions, stream
from tests.alerts_topic import PATIENCE_SECONDS, AlertsTopic, alert, now_ms
from tests.conftest import PrivateBroker

PAGE = Path(__file__).parents[3] / "docs" / "subscribe.md"
ABROAD: dict[str, Any] = {"country": None, "places": ()}


def ids(*names: str) -> list[str]:
    return [f"{name}/1" for name in names]


async def given(subscription: AsyncGenerator[Alert, None], number: int) -> list[str]:
    """Take some alerts from a stream that goes on; the last one is not done yet."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        return [(await anext(subscription)).alert_id for _ in range(number)]


@pytest.mark.kafka
def test_all_partitions_are_read_and_an_incident_stays_in_order(kafka: str) -> None:
    topic = AlertsTopic(kafka, partitions=3).put(*(alert(f"i{n}", step) for step in (1, 2) for n in range(6)))
    read = topic.read()
    assert sorted(read) == sorted(f"i{n}/{step}" for step in (1, 2) for n in range(6))
    assert all(read.index(f"i{n}/1") < read.index(f"i{n}/2") for n in range(6))


@pytest.mark.kafka
def test_it_starts_and_stops_at_times_of_records(kafka: str) -> None:
    now = now_ms()
    topic = AlertsTopic(kafka)
    for minutes in (30, 20, 10):
        topic.put(alert(f"m{minutes}"), at_ms=now - minutes * 60_000)
    then = datetime.fromtimestamp(now / 1000, UTC) - timedelta(minutes=15)
    assert topic.read(start="-25m") == topic.read(start=timedelta(minutes=25)) == ids("m20", "m10")
    assert topic.read(until=then) == ids("m30", "m20")
    assert topic.read(start=then) == ids("m10")
    assert topic.read(start="-25m", until=then.isoformat()) == ids("m20")
    assert (topic.read(start="latest"), topic.read(until_eos=True, count=1)) == ([], ids("m30"))


@pytest.mark.kafka
def test_a_time_to_come_ends_it_when_the_clock_is_there(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"))
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    topic.put(alert("later"), at_ms=round(soon.timestamp() * 1000) + 1)
    assert topic.read(until=soon) == ids("market")


@pytest.mark.kafka
def test_alerts_are_given_once_tests_are_hidden_and_a_bad_record_is_told(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"), b'{"alert_id": 5, "x": "\x1b"}', alert("market"))
    topic.put(alert("market"), alert("drill", status="Test"), test=True).put(alert("depot"))
    told: list[str] = []
    assert topic.read(tell=told.append) == ids("market", "depot")
    assert topic.read(include_test=True, tell=told.append) == ids("market", "market", "drill", "depot")
    assert [each.partition(": ")[0] for each in told] == [f"{topic.name}/0/1"] * 2
    assert all("skipped, this is no alert: " in each and each.isprintable() for each in told)


@pytest.mark.kafka
def test_an_alert_is_committed_when_the_next_one_is_asked_for(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("a"), alert("b"), alert("c"))

    async def broken_off() -> list[str]:
        async with aclosing(topic.follow(group=topic.group)) as subscription:
            return await given(subscription, 2)

    assert asyncio.run(broken_off()) == ids("a", "b")
    assert topic.read(group=topic.group) == ids("b", "c")
    assert topic.read(group=topic.group) == []


@pytest.mark.kafka
def test_an_alert_is_committed_while_it_waits_for_the_next(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("a"))

    async def waiting() -> None:
        async with aclosing(topic.follow(group=topic.group)) as subscription:
            assert await given(subscription, 1) == ids("a")
            following = asyncio.ensure_future(anext(subscription))
            async with asyncio.timeout(PATIENCE_SECONDS):
                while await topic.committed() != 1:
                    await asyncio.sleep(0.05)
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    asyncio.run(waiting())


@pytest.mark.kafka
def test_a_group_that_comes_back_knows_what_passed_and_what_it_gave(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"), alert("desert", **ABROAD))
    assert topic.read(group=topic.group, country="UA") == ids("market")
    topic.put(alert("market"), alert("market", 2, msg_type="Cancel", **ABROAD), alert("desert", 2, **ABROAD))
    assert topic.read(group=topic.group, country="UA") == ["market/2"]


@pytest.mark.kafka
def test_a_start_in_the_middle_of_an_incident_gives_its_later_messages(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"), at_ms=now_ms() - 600_000)
    topic.put(alert("market", 2, msg_type="Cancel", **ABROAD))
    assert topic.read(start="-5m", country="UA") == ["market/2"]


@pytest.mark.kafka
def test_what_lies_behind_the_end_is_left_to_the_next_run_of_a_group(kafka: str) -> None:
    now = now_ms()
    topic = AlertsTopic(kafka)
    for name, at_ms in (("early", now - 9000), ("late", now), ("straggler", now - 8000)):
        topic.put(alert(name), at_ms=at_ms)
    end = datetime.fromtimestamp((now - 5000) / 1000, UTC)
    told: list[str] = []
    assert topic.read(group=topic.group, until=end, tell=told.append) == ids("early", "straggler")
    assert "late/1" in topic.read(group=topic.group)
    assert told == []


@pytest.mark.kafka
def test_two_members_share_the_partitions_and_one_takes_over_what_the_other_leaves(kafka: str) -> None:
    topic = AlertsTopic(kafka, partitions=2)
    names = [f"i{n}" for n in range(12)]

    async def shared() -> tuple[list[str], list[str]]:
        first: list[str] = []
        async with aclosing(topic.follow(group=topic.group)) as one:
            taking = asyncio.create_task(collect(one, first))
            async with aclosing(topic.follow(group=topic.group, start="earliest")) as two:
                await topic.aput(*(alert(name) for name in names[:6]))
                second = await until_both(topic, two, first)
            await topic.aput(*(alert(name) for name in names[6:]))
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not set(ids(*names[6:])) <= set(first):
                    await asyncio.sleep(0.05)
            taking.cancel()
            await asyncio.gather(taking, return_exceptions=True)
        return first, second

    first, second = asyncio.run(shared())
    assert set(ids(*names)) <= {*first, *second}


async def collect(stream: AsyncGenerator[Alert, None], into: list[str]) -> None:
    async for each in stream:
        into.append(each.alert_id)


async def until_both(topic: AlertsTopic, two: AsyncGenerator[Alert, None], first: list[str]) -> list[str]:
    """Write alerts until the second member has got one too; it leaves with that one not done."""
    waiting = asyncio.ensure_future(given(two, 1))
    sequence = 0
    while not waiting.done():
        sequence += 1
        await topic.aput(*(alert(f"i{n}", 100 + sequence) for n in range(6)))
        await asyncio.sleep(0.2)
    return await waiting


@pytest.mark.kafka
def test_without_the_topic_it_says_how_to_create_it(kafka: str) -> None:
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix="never-created-")
    with pytest.raises(MissingTopics, match=r"never-created-alerts.*tocsin topics create"):
        asyncio.run(given(alerts(settings=settings), 1))


def test_without_a_broker_at_the_start_it_ends_with_one_line() -> None:
    settings = Settings(kafka=KafkaSettings(bootstrap_servers="127.0.0.1:1"))
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:1"):
        asyncio.run(given(alerts(settings=settings, until="now"), 1))


@pytest.mark.parametrize(
    "asked",
    [{"start": "soon"}, {"until": "soon"}, {"until": "now", "until_eos": True}, {"count": 0}, {"silence_seconds": 0},
     {"group": " "}, {"country": "Ukraine"}],
)  # fmt: skip
def test_what_means_nothing_is_refused_before_anything_is_read(asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        alerts(**asked)


@pytest.mark.kafka
def test_an_outage_of_the_broker_is_told_once_and_survived(
    private_broker: PrivateBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(partitions, "ANSWER_SECONDS", 2)
    broker = private_broker()
    topic = AlertsTopic(broker.bootstrap).put(alert("before"))
    told: list[str] = []

    async def survived() -> list[str]:
        async with aclosing(topic.follow(group=topic.group, tell=told.append)) as subscription:
            assert await given(subscription, 1) == ids("before")
            following = asyncio.ensure_future(given(subscription, 1))
            await asyncio.to_thread(broker.kill)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not any(each.startswith("no broker answers") for each in told):
                    await asyncio.sleep(0.1)
            await asyncio.to_thread(broker.start)
            await topic.aput(alert("after"))
            return await following

    assert asyncio.run(survived()) == ids("after")
    assert [each.split(" ")[0:3] for each in told if "broker" in each] == [
        ["no", "broker", "answers"],
        ["the", "broker", "at"],
    ]


@pytest.mark.kafka
def test_the_example_of_the_page_runs(kafka: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert len([line for line in example.splitlines() if line]) <= 10
    (tmp_path / "example.py").write_text(example)
    topic = AlertsTopic(kafka).put(alert("market", severity_peak="Minor"), alert("depot", severity_peak="Severe"))
    command = [sys.executable, "-u", str(tmp_path / "example.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=topic.environment()) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        running.send_signal(signal.SIGTERM)
    assert "Alert" in line and "Kherson" in line
