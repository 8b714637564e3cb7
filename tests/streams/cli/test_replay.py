"""`tocsin replay`: options, what is printed, and the counts on standard error."""

import json
from pathlib import Path

import pytest

from streams.archive.writing import NewArchive
from streams.stage import Record
from tests.streams.cli.conftest import Tocsin

ATTACK = {"uri": "a", "headline": "Drone kills two in Kherson", "body": "A Russian drone killed two people in Kherson."}
LINES = b"\n".join(
    [
        json.dumps({"topic": "tocsin-articles", "timestamp": 1_778_485_560_000, "key": "a", "value": ATTACK}).encode(),
        b"nonsense",
        json.dumps({"topic": "tocsin-articles", "timestamp": 1_778_485_999_000, "value": "not JSON"}).encode(),
    ]
)


def replayed(tocsin: Tocsin, *options: str) -> list[dict[str, object]]:
    ended = tocsin("replay", "-", "--processes", "1", *options, stdin=LINES)
    assert ended.status == 0
    return [json.loads(line) for line in ended.out.splitlines()]


def test_a_line_of_output_has_topic_key_time_headers_and_value(tocsin: Tocsin) -> None:
    (verdict,) = replayed(tocsin, "--emit", "verdicts")
    assert list(verdict) == ["topic", "key", "timestamp", "headers", "value"]
    assert (verdict["topic"], verdict["timestamp"]) == ("tocsin-verdicts", 1_778_485_560_000)
    assert verdict["headers"] == {
        "content-type": "application/json",
        "origin": "tocsin-articles/0/1",
        "_test": "true",
    }


def test_only_what_is_asked_for_is_printed(tocsin: Tocsin) -> None:
    topics = [line["topic"] for line in replayed(tocsin, "--emit", "events,verdicts")]
    assert topics == ["tocsin-verdicts", "tocsin-events"]


def test_a_dead_letter_is_printed_with_its_bytes(tocsin: Tocsin) -> None:
    first, second = replayed(tocsin, "--emit", "dead-letters")
    assert [first["value"], second["value"]] == ["nonsense", "not JSON"]


def test_what_went_in_and_came_out_is_told_on_standard_error(tocsin: Tocsin) -> None:
    ended = tocsin("replay", "-", "--emit", "", stdin=LINES)
    assert ended.out == ""
    assert ended.err.startswith("3 articles (event 1); 1 events, ")
    assert ended.err.rstrip().endswith("dead letters: deserialization 2")


def test_an_archive_plays_from_a_file_between_two_times(tocsin: Tocsin, tmp_path: Path) -> None:
    archive = tmp_path / "news.jsonl"
    archive.write_bytes(LINES)
    ended = tocsin("replay", str(archive), "--emit", "verdicts", "--start", "2026-05-11T07:50:00Z")
    assert ended.out == ""
    ended = tocsin("replay", str(archive), "--emit", "verdicts", "--end", "2026-05-11T07:50:00+00:00")
    assert len(ended.out.splitlines()) == 1


def test_a_paced_replay_says_how_late_it_was(tocsin: Tocsin) -> None:
    ended = tocsin("replay", "-", "--speed", "1e9", "--emit", "verdicts", stdin=LINES)
    assert len(ended.out.splitlines()) == 1
    assert "s late" in ended.err


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--emit", "alarms", "--emit alarms: not one of verdicts, events, incidents, alerts, dead-letters"),
        ("--speed", "0", "--speed 0: neither max nor a number above 0"),
        ("--speed", "nan", "--speed nan: neither max nor a number above 0"),
        ("--start", "2026-05-11", "--start 2026-05-11: not a time with its zone (2026-05-11T08:00:00Z)"),
        (
            "--to",
            "nowhere",
            "--to nowhere: neither embedded nor a topic prefix: letters, digits, and - . or _ at its end",
        ),
    ],
)
def test_a_wrong_option_is_told_in_one_line(tocsin: Tocsin, option: str, value: str, told: str) -> None:
    assert tocsin("replay", "-", option, value) == (2, "", f"tocsin: {told}\n")


def test_a_missing_archive_is_told_in_one_line(tocsin: Tocsin) -> None:
    assert tocsin("replay", "nowhere.jsonl").err == "tocsin: cannot read nowhere.jsonl: No such file or directory\n"


def test_a_wrong_setting_is_told_in_one_line(tocsin: Tocsin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_PROCESSES", "many")
    ended = tocsin("replay", "-", stdin=LINES)
    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert ended.err.startswith("tocsin: TOCSIN_PROCESSES: ")


def test_events_that_follow_from_articles_are_left_out_aloud(tocsin: Tocsin, tmp_path: Path) -> None:
    archive = tmp_path / "news.jsonl"
    archive.write_bytes(LINES + b'\n{"topic": "tocsin-events", "timestamp": 5, "value": {}}')
    ended = tocsin("replay", str(archive))
    assert ended.err.startswith("1 events left out: they follow from the articles\n")


def test_an_archive_that_is_not_as_recorded_is_not_played(tocsin: Tocsin, tmp_path: Path) -> None:
    with NewArchive(tmp_path / "news") as archive:
        archive.file("tocsin-articles").add(Record("tocsin-articles", b"a", json.dumps(ATTACK).encode(), 5))
    assert tocsin("replay", str(tmp_path / "news")).status == 0
    (tmp_path / "news" / "tocsin-articles.jsonl.zst").unlink()
    (tmp_path / "news" / "more.jsonl").write_bytes(LINES)
    ended = tocsin("replay", str(tmp_path / "news"))
    assert ended == (3, "", f"tocsin: {tmp_path}/news: more.jsonl: is not in manifest.json\n")
