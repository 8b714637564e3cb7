"""What a replay gives to be compared."""

from pathlib import Path

import orjson
import pytest

from streams.backtest import playing
from streams.backtest.outcome import Answer, Case, Entry, Sent
from streams.backtest.playing import Changed, Plan, head_of, played
from streams.ruleset import Ruleset

PLAN = Plan(processes=1, article_seconds=60, prefix="tocsin-", deployment="default", min_level="Unknown")


def line(uri: str, headline: str, minute: int) -> bytes:
    article = {"uri": uri, "headline": headline, "body": f"KHERSON - {headline}, police said."}
    stamp = 1_778_485_560_000 + minute * 60_000
    return orjson.dumps({"topic": "tocsin-articles", "timestamp": stamp, "key": uri, "value": article}) + b"\n"


LINES = [
    line("a", "A Russian drone killed two people in Kherson on Monday", 0),
    b'{"topic": "tocsin-articles", "timestamp": 1778485620000, "key": "x", "value": "not JSON"}\n',
    line("b", "A Russian drone killed five people in Kherson on Monday", 2),
]


def archive(folder: Path, lines: list[bytes]) -> Path:
    path = folder / "news.jsonl"
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    return list(played(archive(tmp_path_factory.mktemp("played"), LINES), PLAN))


def test_every_line_has_its_answer_in_order(entries: list[Entry]) -> None:
    told = [(each.origin[-1], each.verdict) for each in entries if isinstance(each, Answer)]
    assert told == [("1", "event"), ("2", "dead_letter"), ("3", "event")]


def test_alerts_stand_behind_the_answer_that_caused_them(entries: list[Entry]) -> None:
    told = [(each.origin, each.value()["killed_min"]) for each in entries if isinstance(each, Sent)]
    assert told == [("tocsin-articles/0/1", 2), ("tocsin-articles/0/3", 5)]


def test_an_incident_comes_once_at_the_end_as_it_is_then(entries: list[Entry]) -> None:
    (case,) = (each for each in entries if isinstance(each, Case))
    assert (entries[-1], len(case.reports)) == (case, 2)
    assert case.fields["killed"] == {"min": 5, "max": 5}
    assert case.headline == [each for each in entries if isinstance(each, Sent)][-1].value()["headline"]


def test_an_incident_that_rested_is_not_lost(
    tmp_path: Path, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playing, "IN_MOTION", 0)
    assert list(played(archive(tmp_path, LINES), PLAN)) == entries


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    done: list[int] = []
    assert list(played(archive(tmp_path, LINES[:2]), PLAN, done.append))
    assert done == [1, 2]


def test_the_head_names_archive_settings_and_rules(tmp_path: Path) -> None:
    head = head_of(archive(tmp_path, LINES), PLAN)
    assert (head.lines, head.ruleset, head.methodology) == (3, Ruleset().digest(), Ruleset().methodology())
    assert head.settings == {"deployment": "default", "min_level": "Unknown"}
    assert head_of(archive(tmp_path, LINES[:2]), PLAN).archive != head.archive


def test_an_archive_that_changes_after_it_was_looked_at_is_told(tmp_path: Path) -> None:
    head = head_of(archive(tmp_path, LINES), PLAN)
    other = archive(tmp_path, [*LINES[:2], line("b", "A Russian drone killed six people in Kherson on Monday", 2)])
    with pytest.raises(Changed, match="news.jsonl changed while it was played"):
        list(played(other, PLAN, head=head))
