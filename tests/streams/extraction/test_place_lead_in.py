"""Lead-in: what introduces a name."""

from __future__ import annotations

import pytest

from streams.extraction.place_context import load_reference
from streams.extraction.place_lead_in import lead_in, looks_like_name, under_fire
from tests.streams.extraction.reading import read_text


@pytest.mark.parametrize(
    ("text", "anchor", "kind"),
    [
        ("Shells hit the Yemeni port city of Mocha", "hit", "city"),
        ("A mine exploded in Sudan's Kassala", "in", ""),
        ("Rebels raided Gao", "raided", ""),
    ],
)
def test_a_name_depends_on_the_word_before_its_introduction(text: str, anchor: str, kind: str) -> None:
    _, (sentence,) = read_text(text)
    reference = load_reference()
    at, found = lead_in(sentence, len(sentence.words) - 1, reference.words, reference.countries.by_word)
    assert (sentence.lower[at], found) == (anchor, kind)


def test_names_bear_a_capital_after_their_article() -> None:
    words = load_reference().words
    assert [word for word in ("al-Balah", "Kyiv", "Houthi-run", "six-year-old") if looks_like_name(word, words)] == [
        "al-Balah", "Kyiv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "befalls"),
    [
        ("is under fire from a rocket launcher", True),
        ("under heavy rocket fire", True),
        ("is again under attack", True),
        ("is under fire for his words", False),
        ("is under water", False),
    ],
)
def test_a_place_is_under_fire(text: str, befalls: bool) -> None:
    assert under_fire(tuple(text.split()), 0) is befalls
