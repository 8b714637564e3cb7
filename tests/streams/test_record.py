"""Recording from a real broker: exactly what lies in the range, and the archive plays like the original lines."""

import asyncio
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from schemas.topics import Topic
from streams.archive.files import Line, open_archive
from streams.archive.lines import read_line, write_line
from streams.archive.manifest import FileEntry
from streams.archive.writing import NewArchive
from streams.kafka.connection import Unreachable, client_options
from streams.kafka.sender import Sender
from streams.kafka.topics import MissingTopics, create
from streams.memory import topic_of
from streams.record import Bound, NotThere, record
from streams.replay import Step, detect_pool, replay
from streams.settings import KafkaSettings, Settings
from streams.stage import HEARTBEAT, Record

pytestmark = pytest.mark.kafka
EVERYTHING = Bound()
STREAM = Path(__file__).parent.parent.parent / "samples" / "stream.jsonl"


class Desk:
    """Topics of their own on a real broker."""

    def __init__(self, bootstrap: str, out: Path) -> None:
        self.prefix = f"test-{uuid.uuid4().hex[:8]}-"
        self.settings = Settings(topic_prefix=self.prefix, kafka=KafkaSettings(bootstrap_servers=bootstrap))
        self.out = out / "news"

    def article(self, at: int, value: bytes | None = b"{}", partition: int = 0, header: str = "h") -> Record:
        return Record(f"{self.prefix}articles", b"k", value, at, ((header, b"x"),), partition=partition)

    def put(self, *records: Record, partitions: int = 1) -> None:
        async def send() -> None:
            await create(
                self.settings, topics=[Topic.ARTICLES], partitions={Topic.ARTICLES: partitions}, retention_ms=-1
            )
            async with Sender(self.settings) as sender:
                for each in records:
                    await sender.send([each], partition=each.partition)

        asyncio.run(send())

    def record(
        self, start: Bound = EVERYTHING, end: Bound = EVERYTHING, topics: Iterable[Topic] = (Topic.ARTICLES,)
    ) -> FileEntry:
        with NewArchive(self.out) as archive:
            asyncio.run(record(self.settings, list(topics), start, end, archive))
        assert archive.manifest is not None
        return archive.manifest.files[0]

    def recorded(self) -> list[Record]:
        return [read_line(line.text, line.number) for line in open_archive(self.out).lines]

    def times(self) -> list[int]:
        return [each.timestamp_ms for each in self.recorded()]


@pytest.fixture
def desk(kafka: str, tmp_path: Path) -> Desk:
    return Desk(kafka, tmp_path)


def test_any_bytes_survive(desk: Desk) -> None:
    values = [b"\xff\xfe not JSON", None, b'{"uri":"\\ud800"}', b"\xed\xa0\x80", b'{ "uri": 1e400 }', b"", b'{"a":1}']
    desk.put(*(desk.article(1000 + n, value) for n, value in enumerate(values)))
    entry = desk.record()
    assert [each.value for each in desk.recorded()] == values
    assert [each.offset for each in desk.recorded()] == list(range(7))
    assert (entry.records, entry.partitions[0].holes) == (7, 0)


def test_a_range_of_times_is_half_open_though_the_topic_is_not_sorted(desk: Desk) -> None:
    desk.put(*(desk.article(at) for at in (1000, 2000, 4000, 3999, 1999, 3000, 2500)))
    desk.record(Bound(time_ms=2000), Bound(time_ms=4000))
    assert desk.times() == [2000, 2500, 3000, 3999]


def test_all_partitions_are_recorded_and_play_in_order_of_time(desk: Desk) -> None:
    desk.put(*(desk.article(1000 + at, partition=at % 2) for at in range(6)), partitions=2)
    entry = desk.record()
    assert desk.times() == [1000, 1001, 1002, 1003, 1004, 1005]
    assert [each.partition for each in desk.recorded()] == [0, 1] * 3
    assert {number: each.records for number, each in entry.partitions.items()} == {0: 3, 1: 3}


def test_offsets_choose_their_partition_and_are_half_open(desk: Desk) -> None:
    desk.put(*(desk.article(1000 + at, partition=at % 2) for at in range(8)), partitions=2)
    desk.record(Bound(offsets={1: 1}), Bound(offsets={1: 3}))
    assert [each.position for each in desk.recorded()] == [f"{desk.prefix}articles/1/{offset}" for offset in (1, 2)]


def test_an_offset_that_does_not_exist_is_refused(desk: Desk) -> None:
    desk.put(desk.article(1000))
    with pytest.raises(NotThere, match="articles/0 holds the offsets from 0 to before 1, not 5"):
        desk.record(Bound(offsets={0: 5}))
    with pytest.raises(NotThere, match="articles has no partition 3, it has 1"):
        desk.record(Bound(offsets={3: 0}))
    assert not desk.out.exists()


def test_an_archive_replays_like_the_lines_that_were_sent(desk: Desk) -> None:
    sent = [read_line(line, n) for n, line in enumerate(STREAM.read_bytes().splitlines()[:20], 1)]
    articles = [replace(each, topic=f"{desk.prefix}articles", partition=n % 2) for n, each in enumerate(sent)]
    desk.put(*articles, partitions=2)
    desk.record()
    with detect_pool(1) as pool:
        original = [Line(n, write_line(each)) for n, each in enumerate(articles, 1)]
        expected = list(alerts(replay(original, pool)))
    with detect_pool(1) as pool:
        assert list(alerts(replay(open_archive(desk.out).lines, pool))) == expected != []


def alerts(steps: Iterable[Step | None]) -> Iterator[tuple[bytes | None, bytes | None, int]]:
    """Give key, value and time of each alert; its headers name the place of the article, which differs."""
    for step in steps:
        for each in () if step is None else step.written:
            if topic_of(each.topic) is Topic.ALERTS:
                yield each.key, each.value, each.timestamp_ms


def test_a_range_without_records_gives_an_empty_file(desk: Desk) -> None:
    desk.put(desk.article(1000))
    assert desk.record(Bound(time_ms=5000)).records == 0
    assert desk.recorded() == []


def test_signs_of_life_are_left_out_and_counted(desk: Desk) -> None:
    desk.put(desk.article(1000), desk.article(1001, header=HEARTBEAT), desk.article(1002))
    assert desk.record().heartbeats == 1
    assert desk.times() == [1000, 1002]


def test_missing_topics_are_told_and_leave_nothing(desk: Desk) -> None:
    desk.put()
    with pytest.raises(MissingTopics, match=f"{desk.prefix}events"):
        desk.record(topics=(Topic.EVENTS,))
    assert not desk.out.exists()


def test_without_a_broker_the_error_says_so(tmp_path: Path) -> None:
    desk = Desk("127.0.0.1:1", tmp_path)
    with pytest.raises(Unreachable, match=r"no Kafka broker answers at 127\.0\.0\.1:1"):
        desk.record()
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_the_total(desk: Desk) -> None:
    desk.put(*(desk.article(1000 + at, partition=at % 2) for at in range(4)), partitions=2)
    seen: list[tuple[int, int]] = []
    with NewArchive(desk.out) as archive:
        asyncio.run(
            record(desk.settings, [Topic.ARTICLES], EVERYTHING, EVERYTHING, archive, lambda *each: seen.append(each))
        )
    assert seen[-1] == (4, 4)


def test_offsets_without_a_record_are_counted(desk: Desk) -> None:
    desk.put()

    async def two_transactions() -> None:
        options = client_options(desk.settings.kafka)
        async with AIOKafkaProducer(**options, transactional_id=desk.prefix) as producer:
            for _ in range(2):
                async with producer.transaction():
                    await producer.send_and_wait(f"{desk.prefix}articles", b"{}", timestamp_ms=1000)

    asyncio.run(two_transactions())  # the marker of the first stands between the records
    partition = desk.record(end=Bound(offsets={0: 2})).partitions[0]
    assert (partition.records, partition.holes) == (1, 1)


def test_a_broker_that_gives_nothing_is_an_error_and_leaves_nothing(desk: Desk) -> None:
    desk.put(desk.article(1000))
    with (
        pytest.raises(Unreachable, match="articles/0: nothing came from offset 0 on for 0 s"),
        NewArchive(desk.out) as new,
    ):
        asyncio.run(record(desk.settings, [Topic.ARTICLES], EVERYTHING, EVERYTHING, new, stall_seconds=0))
    assert not desk.out.exists()
