"""Explanations in print."""

import pytest

from streams.cli.explanation import Explanation, Figure, Passage, Piece
from streams.cli.rendering import explain_all, rendered

EXPLANATION = Explanation(
    uri="a",
    verdict="event: drone_strike (confidence 0.98)",
    setting=(("day", "2026-03-11"),),
    passages=(
        Passage("headline", True, (Piece("Drone kills "), Piece("two", "killed 2", "killed", True))),
        Passage("body", False, (Piece("Most read"),)),
    ),
    features=(("lead.kill", 0.5, "killed"), ("scan.hits", -0.25, ""), ("event_type.drone", 3.0, "Drone")),
    figures=(
        Figure("killed 40", False, "not counted: a comparison", "deaths", "comparison", "asserted", "40", "40 died"),
        Figure("killed 2", True, "counted", "active_object", "main", "asserted", "two", "Drone kills two"),
    ),
)


def test_a_marker_follows_the_words_it_explains() -> None:
    assert "Drone kills two [killed 2]\n(not read) Most read\n" in rendered(EXPLANATION).plain


def test_what_counts_comes_first() -> None:
    text = rendered(EXPLANATION).plain
    assert text.index('killed 2 "two"  counted; rule active_object') < text.index('killed 40 "40"  not counted: a comp')


def test_a_feature_shows_its_weight_and_its_words() -> None:
    assert '    +0.50  lead.kill  "killed"\n    -0.25  scan.hits\n' in rendered(EXPLANATION).plain


def test_the_votes_for_a_type_stand_apart_from_the_verdict() -> None:
    assert '\nWhy this type of event\n    +3.00  drone  "Drone"\n' in rendered(EXPLANATION).plain


def test_what_is_told_besides_numbers_is_listed() -> None:
    assert "\nWhat is told besides numbers\n  day       2026-03-11\n" in rendered(EXPLANATION).plain


def test_colour_only_repeats_what_the_words_say() -> None:
    coloured = [span.style for span in rendered(EXPLANATION).spans]
    assert "bold red" in coloured and "dim" in coloured


def test_an_article_that_cannot_be_read_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    status = explain_all([b'{"uri": "\x1b"}', None, b'{"uri": "a"}'])
    out = capsys.readouterr().out
    assert status == 1
    assert "error: schema: schema: headline and body at /: both are absent or empty" in out
    assert "\x1b" not in out
