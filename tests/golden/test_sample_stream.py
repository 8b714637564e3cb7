"""The sample stream, replayed: its outcome byte for byte as in the golden file. `make golden` writes that again."""

from pathlib import Path

import pytest

from streams.archive.files import Line
from streams.archive.lines import write_line
from streams.backtest.golden import Head, NewGolden, opened
from streams.backtest.playing import Plan, head_of
from streams.backtest.playing import played as outcome_of
from streams.demo import sample_lines
from streams.memory import topic_of
from streams.replay import Step, detect_pool, replay

HERE = Path(__file__).parent
SAMPLE = HERE.parent.parent / "samples" / "stream.jsonl"
GOLDEN = HERE / "sample_golden.jsonl"
PLAN = Plan(processes=2, article_seconds=60, prefix="tocsin-", deployment="default", min_level="Unknown")


def played(processes: int) -> list[Step]:
    with detect_pool(processes, seconds=60) as pool:
        return [step for step in replay(sample_lines(), pool) if step is not None]


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return played(processes=2)


@pytest.fixture(scope="module")
def head() -> Head:
    return head_of(SAMPLE, PLAN)


def lines_of(steps: list[Step], topic: str) -> bytes:
    return b"".join(write_line(each) for step in steps for each in step.written if suffix(each.topic) == topic)


def suffix(topic: str) -> str:
    known = topic_of(topic)
    return "" if known is None else known.suffix


def test_verdicts_alerts_and_incidents_are_those_of_the_golden_file(head: Head, tmp_path: Path) -> None:
    with NewGolden(tmp_path / "now.jsonl", head) as golden:
        assert sum(1 for _ in golden.keeping(outcome_of(SAMPLE, PLAN))) > 200
    # Version and ruleset stand in the first line, and so in the digest of the last: a rule may change without changing
    # what comes out.
    assert (tmp_path / "now.jsonl").read_bytes().splitlines()[1:-1] == GOLDEN.read_bytes().splitlines()[1:-1]


def test_the_golden_file_is_of_this_sample_and_this_method(head: Head) -> None:
    with opened(GOLDEN) as golden:
        assert golden.head.differs_in(head) is None
        assert golden.head.methodology == head.methodology


def test_one_process_gives_the_same_bytes_as_two(steps: list[Step]) -> None:
    assert played(processes=1) == steps


def test_the_recorded_events_give_the_same_alerts_as_the_articles(steps: list[Step]) -> None:
    events = lines_of(steps, "events").splitlines()
    with detect_pool(1) as pool:
        again = [step for step in replay(map(Line, range(1, len(events) + 1), events), pool) if step is not None]
    assert lines_of(again, "alerts") == lines_of(steps, "alerts")
