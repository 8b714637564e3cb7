"""An order to end a false story: what is written, and what track makes of it."""

import asyncio
import uuid
from dataclasses import replace

import pytest

from schemas.codec import decode, encode
from schemas.event import ConflictEvent
from schemas.topics import Topic
from streams.kafka.reading import reader, until_end
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.memory import Memory
from streams.retract import UnknownIncident, record_of, retract, withdrawal
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from streams.topology import TOPOLOGY
from tests.builders import Desk, clock, event

NOW = round(clock("12:00").timestamp() * 1000)
FOUND = Record("tocsin-incidents", b"id", b"{}", 0)


def reported(memory: Memory, *, at: str = "10:00") -> list[Record]:
    """Feed one report of an attack."""
    value = encode(event(killed=4, at=at))
    return list(memory.feed(Record("tocsin-events", b"UA", value, round(clock(at).timestamp() * 1000))))


def test_the_cancel_says_why_and_the_same_order_again_says_nothing() -> None:
    memory = Memory(TOPOLOGY)
    reported(memory)
    (incident,) = memory.state("track")
    order = record_of(withdrawal(incident, "Staged video.", "anna"), incident, FOUND, "tocsin-", NOW)
    _, cancel = memory.feed(order)
    assert (cancel.header("ce_capmsgtype"), cancel.timestamp_ms) == ("Cancel", NOW)
    assert b"Retracted: Staged video." in (cancel.value or b"")
    (after,) = memory.state("track")
    assert (after.status, after.reports[-1].why_joined) == ("retracted", "withdrawn by anna")
    assert list(memory.feed(replace(order, offset=9))) == []


def test_a_closed_incident_is_retracted_too() -> None:
    desk = Desk().take_all([event(killed=4), event(place="Lviv", outlet="Other", day=15, at="15 10:00")])
    closed = desk.incidents[0]
    assert closed.status == "closed"
    (cancel,) = desk.take(withdrawal(closed, "Staged.", "anna"), at="15 11:00")
    assert (cancel.msg_type, cancel.incident_id) == ("Cancel", closed.incident_id)


def test_the_order_is_found_by_country_and_a_test_incident_stays_a_test() -> None:
    desk = Desk().take_all([event(killed=4, country=None, place=None)])
    incident = desk.only()
    found = Record("tocsin-incidents", b"id", b"{}", 0, (("_test", b"true"),))
    order = record_of(withdrawal(incident, "Staged.", "anna"), incident, found, "x-", NOW)
    assert (order.topic, order.key, order.header("_test"), order.header("origin")) == ("x-events", b"ZZ", "true", None)


def test_two_orders_with_other_words_are_two_events() -> None:
    desk = Desk().take_all([event(killed=4)])
    events = [withdrawal(desk.only(), *words) for words in (("a", "anna"), ("a", "anna"), ("b", "anna"), ("a", "ben"))]
    assert len({each.event_id for each in events}) == 3


@pytest.mark.kafka
def test_the_order_is_written_once_for_an_incident_that_stands(kafka: str) -> None:
    prefix = f"retract-{uuid.uuid4().hex[:8]}-"
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=prefix)
    standing = Desk().take_all([event(killed=4)]).only()
    retracted = standing.model_copy(update={"incident_id": "done", "status": "retracted"})

    async def given() -> list[Record]:
        await create(settings, topics=[Topic.INCIDENTS, Topic.EVENTS])
        values = {standing.incident_id: encode(standing), "done": encode(retracted), "gone": None}
        async with Sender(settings) as sender:
            name = Topic.INCIDENTS.name_with(prefix)
            await sender.send(Record(name, key.encode(), value, NOW) for key, value in values.items())
        done = await retract(settings, standing.incident_id, reason="Staged.", operator="anna", now_ms=NOW)
        assert done.position == f"{prefix}events/0/0"
        assert (await retract(settings, "done", reason="Staged.", operator="anna", now_ms=NOW)).position is None
        for unknown in ("gone", "never"):
            with pytest.raises(UnknownIncident, match=f"holds no incident {unknown}"):
                await retract(settings, unknown, reason="Staged.", operator="anna", now_ms=NOW)
        async with reader(settings.kafka, Topic.EVENTS.name_with(prefix)) as consumer:
            return [record async for record in until_end(consumer)]

    (order,) = asyncio.run(given())
    assert decode(ConflictEvent, order.value or b"") == withdrawal(standing, "Staged.", "anna")
    assert (order.key, order.timestamp_ms) == (b"UA", NOW)
