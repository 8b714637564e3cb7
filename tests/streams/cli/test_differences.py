"""The differences as people read them."""

from dataclasses import replace

import pytest

from streams.backtest.compare import comparison
from streams.backtest.outcome import Entry
from streams.cli.differences import MOST, print_differences
from tests.streams.backtest.outcomes import alert, answer, case, outcome


def printed(before: list[Entry], after: list[Entry], capsys: pytest.CaptureFixture[str]) -> str:
    print_differences(comparison(before, after))
    return capsys.readouterr().out


def test_no_difference_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(outcome(), outcome(), capsys).splitlines() == [
        "2 records; incidents 1 before, 1 now; alerts 1 before, 1 now",
        "nothing differs",
    ]


def test_a_flip_names_article_publisher_and_both_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed([answer(1)], [answer(1, "no_event", "exercise")], capsys)
    assert "Two hurt (desk.example, uri-1): event -> no event: exercise" in told


def test_a_changed_alert_shows_its_fields_and_the_words_of_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    old = alert("x", 1, killed_min=2, killed_max=2, evidence=[{"field": "killed", "quote": "Two died."}])
    new = alert("x", 1, killed_min=5, evidence=[{"field": "killed", "quote": "Five died."}])
    told = printed([old, case("x", "1")], [new, case("x", "1")], capsys)
    assert "changed Alert of 2026-05-11T07:01:00Z: Drone strike on Kherson" in told
    assert "killed: 2 -> 5 or more" in told
    assert "killed rested on \u201cTwo died.\u201d" in told
    assert "killed rests on \u201cFive died.\u201d" in told


def test_an_incident_that_lost_its_first_report_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed([case("x", "1", "2")], [case("y", "2")], capsys)
    assert "was x, is y: another first report, the same other reports" in told
    assert "without the report Report 1" in told


def test_a_merged_incident_says_where_its_reports_are(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed([case("x", "1"), case("y", "2")], [case("x", "1", "2")], capsys)
    assert "its reports are now in x" in told


def test_a_long_list_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = range(1, MOST + 6)
    after: list[Entry] = [answer(number, "no_event", "exercise") for number in numbers]
    told = printed([answer(number) for number in numbers], after, capsys)
    assert f"{MOST + 5}  event -> no event: exercise" in told
    assert "... and 5 more: --html FILE or --json FILE has all" in told


def test_what_articles_say_moves_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    text = "\x1b[2J\u202egnorw\x9b"
    flipped = replace(answer(1, "no_event", text, title=text), uri=text, publisher=text)
    told = printed([answer(1), case("x", "1")], [flipped, case("x", "1", site=text, country=text)], capsys)
    assert not {"\x1b", "\u202e", "\x9b"} & set(told)
