"""Normalised text reads like the received text and leads back to it."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text import normalise as module
from streams.text.normalise import normalise

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(
    alphabet="ab1 \t\n\u200b\u0301\u2019\u2026\u00bd\u00b2\uff11\x1b[m&lt;#39;<b>", max_size=60
)


def test_ordinary_text_comes_back_as_it_is_without_a_map() -> None:
    text = "Two people were killed in Sumy, the mayor said."
    assert normalise(text) == (text, None)


@pytest.mark.parametrize(
    ("received", "read"),
    [
        ("the mayor\u2019s \u201coffice\u201d", 'the mayor\'s "office"'),
        ("1\u200b2 dead\u202e", "12 dead"),
        ("seven\xa0 dead\r\n  near\tGoma ", "seven dead near Goma"),
        ("\uff11\uff12 dead\u2026", "12 dead..."),
        ("Me\u0301naka", "M\u00e9naka"),
        ("\x1b[31m12\x1b[0m dead", "12 dead"),
        ("Tom &amp; Ann&#8217;s <b>house</b>", "Tom & Ann's house"),
        ("&bogus; AT&T <5", "&bogus; AT&T <5"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_can_be_read_stays(received: str, read: str) -> None:
    assert normalise(received)[0] == read


@pytest.mark.parametrize(
    ("received", "read"), [("12\u00b2 dead", "12 dead"), ("2\u00bd km", "2\u00bd km"), ("\u2460 dead", "\u2460 dead")]
)
def test_footnotes_fractions_and_circled_numbers_never_become_digits(received: str, read: str) -> None:
    assert normalise(received)[0] == read


def test_a_slice_keeps_the_offsets_of_the_whole_text() -> None:
    text = "Xx two  dead"
    read, offsets = normalise(text, 3, len(text))
    assert (read, offsets) == ("two dead", (3, 4, 5, 6, 8, 9, 10, 11, 12))


def test_a_million_marks_on_one_letter_cost_no_more_than_thirty() -> None:
    read, _ = normalise("a" + "\u0301\u0316" * 500_000)
    assert len(read) <= 31


@given(TEXTS)
def test_every_character_leads_back_to_one_that_means_it(text: str) -> None:
    read, offsets = normalise(text)
    places = offsets or tuple(range(len(text) + 1))
    assert len(places) == len(read) + 1
    assert list(places) == sorted(places)
    for char, at in zip(read, places, strict=False):
        assert char == " " or _may_become(text, at, char)


@given(TEXTS)
def test_normalised_text_is_one_printable_line(text: str) -> None:
    read, _ = normalise(text)
    assert read.isprintable() or all(c.isprintable() or unicodedata.category(c) == "So" for c in read)
    assert read == read.strip()
    assert "  " not in read


def test_plain_characters_are_those_that_nfkc_leaves_alone() -> None:
    plain = re.compile(f"[{module._PLAIN}]")
    for char in map(chr, range(0x20, 0x10000)):
        if plain.fullmatch(char):
            assert unicodedata.normalize("NFKC", char) == char
            assert not unicodedata.combining(char)


def _may_become(text: str, at: int, char: str) -> bool:
    """Tell whether the character is what the text says there: itself, its NFKC form, or a resolved reference."""
    if text[at] in ("&", char) or char in "'\"-\u2013\u2014":
        return True
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return char in unicodedata.normalize("NFKC", text[at:end]) or char in unicodedata.normalize("NFKC", text[at])
