"""What the topics of a playback hold already is found again, whatever a worker wrote beside it."""

import asyncio
from collections.abc import Sequence

import pytest

from schemas.topics import Topic
from streams.archive.files import Line
from streams.kafka.held import Held, OtherArchive
from streams.kafka.playback import Played, play
from streams.kafka.sender import Sender
from streams.stage import HEARTBEAT, Record
from tests.streams.kafka.test_playback import Stage, article, lines

pytestmark = pytest.mark.kafka
ARCHIVE = [article(at, b'{"n":%d}' % at, offset=at) for at in range(6)]


@pytest.fixture
def stage(kafka: str) -> Stage:
    return Stage(kafka)


def resume(stage: Stage, given: Sequence[Line | None]) -> Played:
    played = Played()

    async def work() -> None:
        async with Held(stage.target) as held:
            await play(given, stage.target, played, held=held)

    stage.prepare()
    asyncio.run(work())
    return played


def write(stage: Stage, *records: Record) -> None:
    async def work() -> None:
        async with Sender(stage.target) as sender:
            await sender.send(records, partition=0)

    stage.prepare()
    asyncio.run(work())


@pytest.mark.parametrize("before", [0, 1, 4, 6])
def test_what_is_there_is_not_written_again(stage: Stage, before: int) -> None:
    stage.play(lines(*ARCHIVE[:before]))
    played = resume(stage, lines(*ARCHIVE))
    assert (played.held, played.written.total()) == (before, 6 - before)
    assert [each.value for each in stage.read()] == [each.value for each in ARCHIVE]


def test_the_records_of_a_worker_are_passed_over(stage: Stage) -> None:
    name = Topic.ARTICLES.name_with(stage.target.topic_prefix)
    write(stage, Record(name, b"worker", b"{}", 1, ((HEARTBEAT, b"true"),)))
    stage.play(lines(*ARCHIVE[:2], b"nonsense"))
    letters = Topic.DEAD_LETTERS.name_with(stage.target.topic_prefix)
    write(
        stage,
        Record(name, b"worker", b"{}", 2, ((HEARTBEAT, b"true"),)),
        Record(letters, b"k0", b"{}", 2, (("tocsin-dlq-stage", b"detect"),)),
    )
    played = resume(stage, lines(*ARCHIVE[:2], b"nonsense", *ARCHIVE[2:], b"more nonsense"))
    assert (played.held, played.written) == (3, {Topic.ARTICLES: 4, Topic.DEAD_LETTERS: 1})
    assert [each.value for each in stage.read() if not each.is_heartbeat] == [each.value for each in ARCHIVE]


@pytest.mark.parametrize(
    "another",
    [
        article(1, b'{"n":"other"}', offset=1),
        article(1, b'{"n":1}', offset=7),
        Record("old-articles", b"another", b'{"n":1}', 1, partition=3, offset=1),
    ],
    ids=["value", "place", "key"],
)
def test_another_archive_is_refused_where_it_differs(stage: Stage, another: Record) -> None:
    stage.play(lines(*ARCHIVE[:3]))
    with pytest.raises(OtherArchive, match=r"-articles/0/1 is not the record that follows in this archive"):
        resume(stage, lines(ARCHIVE[0], another, *ARCHIVE[2:]))
    assert len(stage.read()) == 3
