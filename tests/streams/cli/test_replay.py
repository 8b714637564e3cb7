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


def archived(path: Path, lines: bytes = LINES) -> str:
    """Write an archive and give its path."""
    path.write_bytes(lines)
    return str(path)


def test_an_archive_plays_from_a_file_between_two_times(tocsin: Tocsin, tmp_path: Path) -> None:
    archive = archived(tmp_path / "news.jsonl", LINES.replace(b"\nnonsense", b""))
    ended = tocsin("replay", archive, "--emit", "verdicts", "--start", "2026-05-11T07:50:00Z")
    assert ended.out == ""
    ended = tocsin("replay", archive, "--emit", "verdicts", "--end", "2026-05-11T07:50:00+00:00")
    assert len(ended.out.splitlines()) == 1
    assert tocsin("replay", archive, "--emit", "verdicts", "--end", "-99999d").out == ""


def test_a_bad_line_of_an_archive_is_named_and_nothing_is_played(tocsin: Tocsin, tmp_path: Path) -> None:
    ended = tocsin("replay", archived(tmp_path / "news.jsonl"), "--emit", "verdicts")
    assert (ended.status, ended.out, ended.err.count("\n")) == (3, "", 1)
    assert ended.err.startswith("tocsin: news.jsonl:2: deserialization: record at byte ")


def test_a_bad_line_that_is_skipped_is_counted_loudly(tocsin: Tocsin, tmp_path: Path) -> None:
    ended = tocsin("replay", archived(tmp_path / "news.jsonl"), "--emit", "verdicts,dead-letters", "--skip-bad")
    assert (ended.status, len(ended.out.splitlines())) == (0, 2)
    assert ended.err.startswith("2 articles (event 1); ")
    assert "SKIPPED 1 of 3 lines (deserialization 1): what they held is not in the output\n" in ended.err


def test_a_country_filters_what_is_printed_and_nothing_else(tocsin: Tocsin, tmp_path: Path) -> None:
    archive = archived(tmp_path / "news.jsonl", LINES.splitlines()[0])
    assert len(tocsin("replay", archive, "--country", "sd,UA").out.splitlines()) == 1
    ended = tocsin("replay", archive, "--country", "SD")
    assert (ended.out, "alerts: Alert 1" in ended.err) == ("", True)


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
        (
            "--start",
            "2026-05-11",
            "--start 2026-05-11: not a time with its zone (2026-05-11T08:00:00Z), nor -2h or the like",
        ),
        (
            "--country",
            "Ukraine",
            "--country Ukraine: not a country in two letters (UA; ZZ is unknown or the high seas)",
        ),
        (
            "--output",
            "a.jsonl",
            "--output goes with an archive: standard input comes only once (`tocsin replay - > FILE`)",
        ),
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


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--resume"], "--resume goes with --output: what was printed cannot be gone on with"),
        (["--output", "a.jsonl.zst"], "--output a.jsonl.zst: it is not compressed, a name without .zst would say so"),
        (["--output", "no/such/a.jsonl"], "--output no/such/a.jsonl: no such folder as no/such"),
    ],
)
def test_an_output_that_cannot_be_is_told_in_one_line(tocsin: Tocsin, options: list[str], told: str) -> None:
    assert tocsin("replay", "news.jsonl", *options) == (2, "", f"tocsin: {told}\n")


def test_bad_lines_of_standard_input_are_not_to_be_skipped(tocsin: Tocsin) -> None:
    told = "tocsin: --skip-bad goes with an archive: on standard input a bad line is a dead letter\n"
    assert tocsin("replay", "-", "--skip-bad") == (2, "", told)


def test_events_that_follow_from_articles_are_left_out_aloud(tocsin: Tocsin, tmp_path: Path) -> None:
    archive = tmp_path / "news.jsonl"
    archive.write_bytes(LINES.splitlines()[0] + b'\n{"topic": "tocsin-events", "timestamp": 5, "value": {}}')
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
