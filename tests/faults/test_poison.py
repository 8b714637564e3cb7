"""Hostile records cost themselves: each is accounted for, and every good article between them has its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from schemas.topics import Topic
from schemas.vocabulary import DeadLetterReason
from streams.memory import topic_of
from streams.pool import Pool, Work, Written
from streams.runtime import context_of, run_stage
from streams.stage import Record
from streams.topology import DETECT, TRACK
from tests.faults.load import articles
from tests.faults.poison import CLASSES, Poison, poison

Answers = list[tuple[Poison, Written, Written]]

#: What only we can be to blame for; a hostile record never earns it.
OURS = {DeadLetterReason.BUG, DeadLetterReason.TIMEOUT}


def mixed(seed: int) -> Iterator[tuple[Poison, Record]]:
    """Pair each hostile record with a good article."""
    hostile = list(poison(seed))
    for offset, (each, good) in enumerate(zip(hostile, articles(seed, len(hostile)), strict=True)):
        placed = replace(each.record, partition=1, offset=offset)
        yield Poison(each.kind, placed), replace(good, partition=0, offset=offset)


@pytest.fixture(scope="module")
def answers() -> Answers:
    """Give what the pool says of each hostile record and of the good one behind it."""
    pairs = list(mixed(1))
    works = [Work(record) for hostile, good in pairs for record in (hostile.record, good)]
    with Pool(DETECT, processes=2, seconds=60) as pool:
        written = [answer[1] for answer in pool.ordered(works) if answer is not None]
    return [(pair[0], *both) for pair, both in zip(pairs, zip(written[::2], written[1::2], strict=True), strict=True)]


def outcomes(written: Written) -> list[Record]:
    """Give the records that say what became of an article; its events are no outcome of their own."""
    return [each for each in written if topic_of(each.topic) is not Topic.EVENTS or each.is_heartbeat]


def test_there_are_many_classes_and_the_same_seed_gives_the_same_bytes() -> None:
    assert len(CLASSES) >= 90
    assert len(list(poison(1))) >= 500
    assert list(islice(poison(1), 400)) == list(islice(poison(1), 400)) != list(islice(poison(2), 400))


def test_every_hostile_record_has_exactly_one_outcome(answers: Answers) -> None:
    assert Counter(hostile.kind for hostile, written, _ in answers if len(outcomes(written)) != 1) == {}


def test_every_good_article_between_them_has_its_verdict(answers: Answers) -> None:
    assert {topic_of(each.topic) for _, _, written in answers for each in outcomes(written)} == {Topic.VERDICTS}


def test_a_dead_letter_says_why_and_where_and_is_the_record_untouched(answers: Answers) -> None:
    letters = [(hostile.record, each) for hostile, written, _ in answers for each in written if is_letter(each)]
    assert len(letters) > 100
    for record, letter in letters:
        assert letter.header("tocsin-dlq-reason") in set(DeadLetterReason) - OURS
        assert (letter.key, letter.value, letter.header("__streams.errors.offset")) == (
            record.key, record.value, str(record.offset),
        )  # fmt: skip
        assert letter.header("__streams.errors.message")


def test_no_hostile_record_is_a_bug_or_costs_a_process_its_time(answers: Answers) -> None:
    letters = [(hostile.kind, each.header("tocsin-dlq-reason")) for hostile, written, _ in answers for each in written]
    assert [each for each in letters if each[1] in OURS] == []


def is_letter(record: Record) -> bool:
    return topic_of(record.topic) is Topic.DEAD_LETTERS


def test_track_takes_every_event_read_from_hostile_text(answers: Answers) -> None:
    events = [
        each for _, written, good in answers for each in (*written, *good) if topic_of(each.topic) is Topic.EVENTS
    ]
    state = TRACK.state() if TRACK.state is not None else None
    letters = []
    for offset, event in enumerate(events):
        context = replace(context_of(event), position=offset, committed_below=max(0, offset - 100))
        letters += [each for each in run_stage(TRACK, event, context, state) if is_letter(each)]
    assert len(events) > 300
    assert [each.header("__streams.errors.message") for each in letters] == []
