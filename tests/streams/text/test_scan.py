"""The scan that keeps most news from being read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.scan import is_doubtful, is_hopeless, scan, scan_text, short
from streams.text.types import CleanArticle, Segment
from tests.reading import article

#: Long enough not to count as a short text.
FILLER = " The council met in the afternoon and spoke about the new bus line for an hour or so." * 7


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Goma on Friday.",
        "REBELS SHELLED GOMA ON FRIDAY.",
        "A suicide bomber killed nine soldiers.",
        "Two missiles hit a school.",
        "Bandits kidnapped 20 pupils.",
    ],
)
def test_a_text_about_an_attack_is_read(text: str) -> None:
    assert scan_text(text).relevant
    assert scan_text(text + FILLER).relevant


@pytest.mark.parametrize(
    "text",
    ["Shares in the bank rose by a tenth.", "The team won the final in extra time.", "The minister opened a bridge."],
)
def test_other_news_is_not(text: str) -> None:
    assert not scan_text(text + FILLER).relevant


def test_one_weak_word_in_a_long_text_is_not_enough() -> None:
    assert not scan_text("The hunter had a rifle." + FILLER).relevant


def test_one_weak_word_may_still_do_for_what_is_left_of_a_text() -> None:
    found = scan_text("The hunter had a rifle." + FILLER)
    assert is_doubtful(found) and not is_hopeless(found)
    assert len(FILLER) > short()


def test_a_text_without_terms_is_hopeless() -> None:
    assert is_hopeless(scan_text("Shares in the bank rose by a tenth."))


def test_terms_are_whole_words() -> None:
    assert scan_text("Seashelled sandbombing boxarmyfoo.").hits == 0


def test_a_term_counts_once() -> None:
    assert scan_text("Rebels, rebels and rebels.").hits == 1


def test_furniture_is_not_scanned() -> None:
    segments = (
        Segment("body", "paragraph", "Shares in the bank rose." + FILLER, 0),
        Segment("body", "other", "Read more: Suicide bomber kills nine soldiers", 700, paragraph=1),
    )
    assert scan(CleanArticle(article("-"), segments, "-", "en")).hits == 0


@given(st.text(max_size=300))
def test_any_text_can_be_scanned(text: str) -> None:
    found = scan_text(text)
    assert found.hits >= 0 and (found.hits > 0 or not found.relevant)
