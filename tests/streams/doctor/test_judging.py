"""What is fine, what is worth a look, and what fails."""

from datetime import UTC, datetime

import pytest

from schemas.heartbeat import Heartbeat
from schemas.topics import Topic
from streams.doctor.judging import (
    Beat,
    Group,
    Level,
    Limits,
    judge_beats,
    judge_dead_letters,
    judge_group,
    judge_topics,
)
from streams.kafka.topics import Found

NOW = 1_800_000_000_000
LIMITS = Limits()


def beat(age_s: float, instance: str = "worker-1", problem: str | None = None) -> Beat:
    at_ms = NOW - round(age_s * 1000)
    sent = datetime.fromtimestamp(at_ms / 1000, UTC)
    return Beat(at_ms, Heartbeat(instance=instance, sent=sent, problem=problem))


def beats(*found: Beat) -> list[tuple[str, str]]:
    return [(check.level.value, check.said) for check in judge_beats(found, NOW, LIMITS)]


def group(*offsets: tuple[int, int, int | None], members: int = 1) -> Group:
    return Group("detect", "tocsin-detect", members, dict(enumerate(offsets)))


def test_a_fresh_sign_of_life_is_well() -> None:
    assert beats(beat(200), beat(10)) == [("ok", "last sign of life 10 s ago, from worker-1")]


@pytest.mark.parametrize(("age", "level"), [(90, "ok"), (91, "fail")])
def test_silence_fails_once_it_is_longer_than_allowed(age: float, level: str) -> None:
    assert beats(beat(age)) == [(level, f"last sign of life {age} s ago, from worker-1")]


def test_no_sign_of_life_fails() -> None:
    assert beats() == [("fail", "no sign of life at all")]


def test_a_worker_that_fell_silent_beside_another_is_worth_a_look() -> None:
    assert beats(beat(5, "b"), beat(300, "a")) == [
        ("ok", "last sign of life 5 s ago, from b"),
        ("warn", "a is silent for 300 s"),
    ]


def test_a_stopped_stage_fails_at_once_though_the_worker_beats_on() -> None:
    found = beats(beat(40), beat(30, problem="detect is stopped"), beat(1))
    assert found[0] == ("fail", "worker-1: detect is stopped")


def test_a_problem_is_over_when_signs_of_life_follow_it_for_long_enough() -> None:
    assert [level for level, _ in beats(beat(120, problem="detect is stopped"), beat(1))] == ["ok"]


def test_a_problem_that_was_the_last_word_is_not_forgotten() -> None:
    found = beats(beat(500, "a", problem="track is stopped"), beat(1, "b"))
    assert ("fail", "a: track is stopped") in found


def test_word_of_a_problem_is_no_sign_of_life() -> None:
    assert ("fail", "no sign of life at all") in beats(beat(1, problem="track is stopped"))


def test_a_clock_that_runs_ahead_cannot_hide_silence() -> None:
    assert beats(beat(-500)) == [
        ("warn", "worker-1: its clock is 500 s ahead of this one"),
        ("fail", "no sign of life at all"),
    ]


def test_a_stage_that_keeps_up_is_well() -> None:
    (check,) = judge_group(group((0, 10, 10), (5, 10, 8)), LIMITS)
    assert (check.level, check.said) == (Level.OK, "1 member of tocsin-detect, 2 records behind (partition 1: 2)")


def test_a_stage_without_commits_has_everything_still_to_read() -> None:
    (check,) = judge_group(group((3, 20, None)), Limits(max_lag=16))
    assert (check.level, check.said) == (Level.FAIL, "17 records behind, more than 16 (partition 0: 17)")


def test_a_stage_that_nobody_reads_for_fails_even_when_nothing_waits() -> None:
    (check,) = judge_group(group((0, 4, 4), members=0), LIMITS)
    assert (check.level, check.said) == (Level.FAIL, "nobody reads as tocsin-detect, 0 records wait")
    assert check.advice == "start `tocsin worker`"


def test_records_that_expired_unread_are_told() -> None:
    lost, _ = judge_group(group((7, 9, 4)), LIMITS)
    assert (lost.level, lost.said) == (Level.FAIL, "3 records of partition 0 expired before tocsin-detect read them")


def test_topics_that_are_missing_or_different_are_told_with_what_to_do() -> None:
    def found(topic: Topic, *differs: str, partitions: int | None = 1) -> Found:
        return Found(topic, topic.name_with(), partitions, 1, {}, differs)

    missing = found(Topic.ALERTS, "does not exist", partitions=None)
    checks = judge_topics(
        [missing, found(Topic.EVENTS, "has 2 partitions, must have 1", "retention.ms is 5, declared 6")]
    )
    assert [check.level for check in checks] == [Level.FAIL, Level.FAIL, Level.WARN]
    assert (checks[0].said, checks[0].advice) == ("tocsin-alerts does not exist", "run `tocsin topics create`")
    assert judge_topics([found(Topic.EVENTS)])[0].level is Level.OK


@pytest.mark.parametrize(
    ("letters", "verdicts", "level"), [(0, 0, "ok"), (1, 100, "ok"), (2, 100, "warn"), (1, 0, "warn")]
)
def test_many_dead_letters_are_worth_a_look(letters: int, verdicts: int, level: str) -> None:
    assert [check.level for check in judge_dead_letters(letters, verdicts, LIMITS)] == [level]


def test_dead_letters_are_told_beside_the_verdicts() -> None:
    (few,), (one,) = judge_dead_letters(0, 0, LIMITS), judge_dead_letters(1, 1, LIMITS)
    assert few.said == "0 dead letters to 0 verdicts in the last hour"
    assert one.said == "1 dead letter to 1 verdict in the last hour"
