"""Where incidents are read: lines of an archive, plain lines, and a real topic."""

import asyncio
import uuid
from dataclasses import replace

import orjson
import pytest

from schemas.codec import encode
from schemas.topics import Topic
from streams.archive.files import Line
from streams.archive.lines import write_line
from streams.casebook.collecting import Collected
from streams.casebook.finding import NotOne
from streams.casebook.reading import from_kafka, from_lines
from streams.kafka.sender import Sender
from streams.kafka.topics import create
from streams.settings import KafkaSettings, Settings
from streams.stage import Record
from streams.worker.writers import Writer
from tests.alerts_topic import now_ms
from tests.alerts_topic import record as alert_record
from tests.builders import Desk, event

TOLD = Desk().take_all([event(killed=3), event(killed=9, outlet="Other", at="11:00")])
NAME = TOLD.only().incident_id


#: As it is when its messages were safely sent.
BARE = TOLD.only().model_copy(
    update={"alerts": tuple(each.model_copy(update={"body": None}) for each in TOLD.only().alerts)}
)


def record(*headers: tuple[str, bytes]) -> Record:
    return Record("tocsin-incidents", NAME.encode(), encode(TOLD.only()), 5, headers)


def lines(*texts: bytes) -> list[Line]:
    return [Line(number, text.rstrip(b"\n")) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    "text",
    [
        write_line(record()),
        write_line(record(), position=True),
        write_line(replace(record(), key=None)),
        encode(TOLD.only()),
        orjson.dumps(orjson.loads(encode(TOLD.only()))),
    ],
    ids=["as emitted", "as recorded", "without a key", "the incident alone", "the incident alone, by others"],
)
def test_an_incident_is_read_however_it_is_written(text: bytes) -> None:
    assert list(from_lines(lines(text)).incidents()) == [TOLD.only()]


def test_messages_are_read_as_records_and_alone() -> None:
    given = from_lines(
        lines(encode(TOLD.sent[0]), write_line(alert_record(TOLD.sent[1])), encode(BARE)), NAME[:6].upper()
    )
    assert given.alerts(BARE) == {each.alert_id: each for each in TOLD.sent}


def test_a_line_that_is_no_record_is_told_by_its_number() -> None:
    given = from_lines(lines(b"{", b"[]", encode(TOLD.only())))
    assert [each.split(":")[0] for each in given.bad] == ["line 1", "line 2"]
    assert list(given.incidents()) == [TOLD.only()]


@pytest.mark.kafka
def test_a_topic_gives_what_stands_without_late_records_and_with_the_messages(kafka: str) -> None:
    prefix = f"casebook-{uuid.uuid4().hex[:8]}-"
    settings = Settings(kafka=KafkaSettings(bootstrap_servers=kafka), topic_prefix=prefix)
    (first,) = Desk().take_all([event(killed=3)]).incidents

    def written(value: bytes | None, writer: Writer, key: str = NAME) -> Record:
        return Record(Topic.INCIDENTS.name_with(prefix), key.encode(), value, now_ms(), (writer.header,))

    async def given() -> tuple[Collected, Collected]:
        await create(settings, topics=[Topic.INCIDENTS, Topic.ALERTS])
        async with Sender(settings) as sender:
            topic = Topic.ALERTS.name_with(prefix)
            await sender.send(alert_record(each, topic=topic, at_ms=now_ms()) for each in TOLD.sent)
            await sender.send([written(encode(BARE), Writer(2, 9)), written(encode(first), Writer(1, 8))])
            await sender.send([written(None, Writer(2, 10), "gone")])
        with pytest.raises(NotOne, match="was forgotten"):
            await from_kafka(settings, "gone")
        return await from_kafka(settings), await from_kafka(settings, NAME[:10])

    listed, one = asyncio.run(given())
    assert (list(listed.incidents()), listed.late) == ([BARE], 1)
    assert one.alerts(one.one(NAME)) == {each.alert_id: each for each in TOLD.sent}
