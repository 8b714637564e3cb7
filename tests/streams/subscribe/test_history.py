"""What stood before the start is read back where something depends on it."""

import asyncio

import pytest
from aiokafka import TopicPartition

from streams.settings import KafkaSettings, Settings
from streams.subscribe import history
from streams.subscribe.filters import Filter, parse_filter
from streams.subscribe.history import recall
from streams.subscribe.partitions import Placed
from streams.subscribe.screen import Screen
from tests.alerts_topic import AlertsTopic, alert

UA = parse_filter(country="UA")
ABROAD = {"country": None, "places": ()}


def recalled(topic: AlertsTopic, wanted: Filter, offset: int, *, resumed: bool = False) -> Screen:
    screen = Screen(wanted)
    placed = Placed(TopicPartition(topic.name, 0), 0, offset, resumed)
    asyncio.run(recall(topic.settings, [placed], screen, wanted))
    return screen


@pytest.mark.kafka
def test_incidents_before_the_place_have_passed_and_those_behind_it_have_not(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"), b"no alert", alert("depot"))
    screen = recalled(topic, UA, 2)
    cancels = [alert(name, 2, msg_type="Cancel", **ABROAD) for name in ("market", "depot")]
    assert [screen.passes(each, test=False) for each in cancels] == [True, False]


@pytest.mark.kafka
def test_only_what_a_group_gave_already_is_hidden(kafka: str) -> None:
    topic = AlertsTopic(kafka).put(alert("market"))
    assert [recalled(topic, UA, 1, resumed=each).is_new(alert("market"), test=False) for each in (True, False)] == [
        False,
        True,
    ]


@pytest.mark.kafka
def test_no_more_is_read_back_than_the_memory_holds(kafka: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_HISTORY", 1)
    screen = recalled(AlertsTopic(kafka).put(alert("market"), alert("depot")), UA, 2)
    cancels = [alert(name, 2, msg_type="Cancel", **ABROAD) for name in ("market", "depot")]
    assert [screen.passes(each, test=False) for each in cancels] == [False, True]


def test_nothing_is_read_where_nothing_depends_on_it() -> None:
    nowhere = TopicPartition("no-such-topic", 0)
    wanted = parse_filter(min_severity="Severe")
    placed = [Placed(nowhere, 0, 10, False), Placed(nowhere, 10, 10, True)]
    no_broker = Settings(kafka=KafkaSettings(bootstrap_servers="127.0.0.1:1"))
    asyncio.run(recall(no_broker, placed, Screen(wanted), wanted))
