"""Playing into topics of their own on a real broker: the archive's records in order, marked; never into live ones."""

import asyncio
import uuid
from collections.abc import Iterable

import pytest

from schemas.topics import DEFAULT_PREFIX, Topic
from streams.archive.files import Line
from streams.archive.lines import write_line
from streams.kafka.playback import LiveTopics, Played, play, prepare
from streams.kafka.reading import reader, until_end
from streams.kafka.topics import create, find
from streams.replay import Pace
from streams.settings import KafkaSettings, Settings
from streams.stage import HEARTBEAT, Record

pytestmark = pytest.mark.kafka
#: Long after any broker's clock: the year 2100.
TO_COME = 4_102_444_800_000


def article(
    at: int, value: bytes | None = b"{}", *, offset: int = 0, topic: str = "old-articles", header: str = "h"
) -> Record:
    return Record(topic, b"k%d" % at, value, at, ((header, b"x"),), partition=3, offset=offset)


def lines(*given: Record | bytes) -> list[Line | None]:
    texts = [each if isinstance(each, bytes) else write_line(each, position=True) for each in given]
    return [Line(number, text) for number, text in enumerate(texts, 1)]


class Stage:
    """A prefix of its own on a real broker."""

    def __init__(self, bootstrap: str) -> None:
        self.target = Settings(
            topic_prefix=f"try-{uuid.uuid4().hex[:8]}-", kafka=KafkaSettings(bootstrap_servers=bootstrap)
        )
        self.played = Played()

    def prepare(self) -> int:
        return asyncio.run(prepare(self.target, live="live-"))

    def play(self, given: Iterable[Line | None], pace: Pace | None = None) -> None:
        self.prepare()
        asyncio.run(play(given, self.target, self.played, pace=pace))

    def create(self, *topics: Topic, retention_ms: int | None = None) -> None:
        asyncio.run(create(self.target, topics=topics, retention_ms=retention_ms))

    def read(self, topic: Topic = Topic.ARTICLES) -> list[Record]:
        async def reading() -> list[Record]:
            async with reader(self.target.kafka, topic.name_with(self.target.topic_prefix)) as consumer:
                return [record async for record in until_end(consumer)]

        return asyncio.run(reading())


@pytest.fixture
def stage(kafka: str) -> Stage:
    return Stage(kafka)


def test_records_keep_bytes_key_time_and_order(stage: Stage) -> None:
    given = [
        article(at, value) for at, value in ((5, b"\xff"), (3, None), (TO_COME, b'{"uri":"\\ud800"}'), (4, b"{ }"))
    ]
    stage.play(lines(*given))
    read = stage.read()
    assert [(each.key, each.value, each.timestamp_ms) for each in read] == [
        (each.key, each.value, each.timestamp_ms) for each in given
    ]
    assert {each.partition for each in read} == {0}


def test_the_order_is_the_archives_also_where_the_topic_has_more_partitions(stage: Stage) -> None:
    stage.create(Topic.ARTICLES, retention_ms=-1)
    stage.play(lines(*(article(at) for at in (4, 2, 9, 7, 1))))
    assert [(each.partition, each.timestamp_ms) for each in stage.read()] == [(0, 4), (0, 2), (0, 9), (0, 7), (0, 1)]


def test_records_are_marked_as_a_test_and_name_their_place_in_the_archive(stage: Stage) -> None:
    stage.play(lines(article(5, offset=7), article(6, header="origin")))
    first, second = stage.read()
    assert first.headers == (("h", b"x"), ("origin", b"old-articles/3/7"), ("_test", b"true"))
    assert second.headers == (("origin", b"x"), ("_test", b"true"))


def test_events_go_to_events_and_what_nothing_reads_is_ignored(stage: Stage) -> None:
    given = [article(5, topic="old-events"), article(6, topic="old-alerts"), article(7, header=HEARTBEAT)]
    stage.play(lines(*given))
    assert (len(stage.read(Topic.EVENTS)), stage.read(), stage.played.ignored) == (1, [], 2)


def test_a_line_that_is_no_record_is_a_dead_letter(stage: Stage) -> None:
    stage.play(lines(b"nonsense", article(5)), Pace(1))
    (letter,) = stage.read(Topic.DEAD_LETTERS)
    assert (letter.value, letter.header("tocsin-dlq-reason"), letter.header("_test")) == (
        b"nonsense", "deserialization", "true",
    )  # fmt: skip
    assert letter.timestamp_ms == 0
    assert stage.played.written == {Topic.ARTICLES: 1, Topic.DEAD_LETTERS: 1}


def test_an_article_that_the_topic_does_not_take_is_a_dead_letter(stage: Stage) -> None:
    stage.play(lines(article(5, b"x" * (4 * 1024 * 1024)), article(6)))
    (letter,) = stage.read(Topic.DEAD_LETTERS)
    assert (letter.header("tocsin-dlq-reason"), len(letter.value or b"")) == ("too_large", 4 * 1024 * 1024)
    assert len(stage.read()) == 1


def test_the_topics_keep_everything(stage: Stage) -> None:
    stage.prepare()
    found = asyncio.run(find(stage.target))
    assert {each.configs.get("retention.ms") for each in found if each.topic is not Topic.INCIDENTS} == {"-1"}
    assert all(each.partitions == 1 for each in found)


@pytest.mark.parametrize(
    ("topics", "retention_ms", "told"),
    [
        ((Topic.ALERTS,), None, "alerts is a live topic"),
        ((Topic.ARTICLES,), 60_000, "articles is a live topic"),
        ((Topic.INCIDENTS,), None, "has topics, and none that tells them"),
    ],
)
def test_live_topics_are_refused_and_nothing_is_created(
    stage: Stage, topics: tuple[Topic, ...], retention_ms: int | None, told: str
) -> None:
    stage.create(*topics, retention_ms=retention_ms)
    with pytest.raises(LiveTopics, match=told):
        stage.prepare()
    assert [each.topic for each in asyncio.run(find(stage.target)) if each.partitions] == list(topics)


@pytest.mark.parametrize("prefix", ["live-", DEFAULT_PREFIX])
def test_a_live_prefix_is_refused(stage: Stage, prefix: str) -> None:
    stage.target = stage.target.model_copy(update={"topic_prefix": prefix})
    with pytest.raises(LiveTopics, match="is the prefix of live topics"):
        stage.prepare()


def test_topics_of_an_earlier_playback_are_used_again(stage: Stage) -> None:
    stage.play(lines(article(5), article(6)))
    assert stage.prepare() == 2


class Waiting(Pace):
    """Lets each record but the first be due a moment after it is asked, and notes what was written by then."""

    def __init__(self, played: Played) -> None:
        super().__init__(1)
        self.played, self.asked, self.written = played, set[int](), list[int]()

    def due_in(self, timestamp_ms: int) -> float:
        self.written.append(self.played.written.total())
        known = timestamp_ms in self.asked or not self.asked
        self.asked.add(timestamp_ms)
        return 0.0 if known else 0.001


def test_what_is_due_is_acknowledged_before_the_next_record_is_waited_for(stage: Stage) -> None:
    pace = Waiting(stage.played)
    stage.play(lines(article(5), article(6), article(7)), pace)
    assert pace.written == [0, 0, 1, 1, 2]


def test_when_no_more_is_at_hand_everything_is_acknowledged(stage: Stage) -> None:
    seen: list[int] = []

    async def idle() -> None:
        seen.append(stage.played.written.total())

    stage.prepare()
    first, second = lines(article(5), article(6))
    asyncio.run(play([first, None, second], stage.target, stage.played, idle=idle))
    assert (seen, stage.played.written.total()) == ([0, 1], 2)
