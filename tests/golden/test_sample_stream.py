"""The sample stream, replayed: its alerts byte for byte, its verdicts as a table. `make golden` writes them again."""

from pathlib import Path

import orjson
import pytest

from streams.archive.files import Line
from streams.archive.lines import write_line
from streams.demo import sample_lines
from streams.memory import topic_of
from streams.replay import Step, detect_pool, replay
from tests.conftest import GoldenCheck

HERE = Path(__file__).parent


def played(processes: int) -> list[Step]:
    with detect_pool(processes, seconds=60) as pool:
        return [step for step in replay(sample_lines(), pool) if step is not None]


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return played(processes=2)


def lines_of(steps: list[Step], topic: str) -> bytes:
    return b"".join(write_line(each) for step in steps for each in step.written if suffix(each.topic) == topic)


def suffix(topic: str) -> str:
    known = topic_of(topic)
    return "" if known is None else known.suffix


def test_the_alerts_are_those_of_the_golden_file_byte_for_byte(steps: list[Step], check_golden: GoldenCheck) -> None:
    check_golden(HERE / "sample_alerts.jsonl", lines_of(steps, "alerts"))


def test_the_verdicts_are_those_of_the_golden_file(steps: list[Step], check_golden: GoldenCheck) -> None:
    told = [answer(step) for step in steps]
    check_golden(HERE / "sample_verdicts.tsv", "".join(f"{line}\n" for line in told).encode())


def test_one_process_gives_the_same_bytes_as_two(steps: list[Step]) -> None:
    assert played(processes=1) == steps


def test_the_recorded_events_give_the_same_alerts_as_the_articles(steps: list[Step]) -> None:
    events = lines_of(steps, "events").splitlines()
    with detect_pool(1) as pool:
        again = [step for step in replay(map(Line, range(1, len(events) + 1), events), pool) if step is not None]
    assert lines_of(again, "alerts") == lines_of(steps, "alerts")


def answer(step: Step) -> str:
    """Give the article's id and its verdict and reason, or the reason of its dead letter, parted by tabs."""
    for record in step.written:
        if suffix(record.topic) == "verdicts":
            verdict = orjson.loads(record.value or b"")
            return f"{verdict['uri']}\t{verdict['verdict']}\t{verdict['reason'] or ''}".rstrip()
        if suffix(record.topic) == "dead-letters":
            return f"{(record.key or b'').decode()}\tdead letter\t{record.header('__streams.errors.message')}"
    return "nothing"
