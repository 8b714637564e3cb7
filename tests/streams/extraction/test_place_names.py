"""Names: which words may name a place, and what introduces them."""

from __future__ import annotations

import pytest

from streams.extraction.place_context import load_reference
from streams.extraction.place_names import find_names, letter_case
from streams.text.types import Segment
from tests.reading import event_of
from tests.streams.extraction.reading import places_in, read_text


def names(text: str) -> list[tuple[str, str]]:
    _, (sentence, *_) = read_text(text)
    found = find_names(sentence, letter_case(sentence.segment), load_reference())
    return [(sentence.text(name.start, name.end), name.kind) for name in found if not name.inside]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells hit the town of Bara in Sudan.", [("Bara", "town"), ("Sudan", "")]),
        ("A mine exploded in Mocímboa da Praia.", [("Mocímboa da Praia", "")]),
        ("A bomb fell on Deir al-Balah.", [("Deir al-Balah", "")]),
        ("Troops fought in Jammu and Kashmir.", [("Jammu and Kashmir", "")]),
        ("Raids hit Barmal district.", [("Barmal", "district")]),
        ("Komyshany, a village by the river, was shelled.", [("Komyshany", "village")]),
        ("Gunmen shot at Houthi-run offices in Sanaa.", [("Sanaa", "")]),
        ("El Placer, a village by the river, was quiet.", [("El Placer", "village")]),
        ("Gunmen came to Wase Local Government Area at dawn.", [("Wase", "lga")]),
        ("Gunmen killed six in Qorva Zunu Local Government Area.", [("Qorva Zunu", "lga")]),
        ("Six rebels died in the forest of P.S. Qorvana.", [("Qorvana", "p.s.")]),
        ("El Fasher was shelled.", [("El Fasher", "")]),
        ("The Placer police were attacked.", [("Placer", "")]),
    ],
)
def test_the_longest_name_is_found_with_its_kind(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("REBELS ATTACKED THE GARRISON OF PERQUIN TODAY", "upper"),
        ("Rebels Attack Garrison Town With Heavy Mortars", "title"),
        ("Rebels attack garrison with heavy mortars", "mixed"),
    ],
)
def test_the_use_of_capitals_is_told_for_each_segment(text: str, case: str) -> None:
    assert letter_case(Segment("headline", "headline", text, 0)) == case


@pytest.mark.parametrize("text", ["Village under attack, two dead", "Hospital under fire", "Camp comes under attack"])
def test_a_kind_of_place_that_opens_a_sentence_is_no_name(text: str) -> None:
    assert places_in(text) == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Bandits killed 13 farmers in Niger state on Thursday.", "NG"),
        ("Bandits killed 13 farmers near Shiroro in Niger State on Thursday.", "NG"),
        ("Gunmen killed four soldiers in Niger on Thursday, state radio said.", "NE"),
    ],
)
def test_a_state_that_bears_the_name_of_a_country_is_no_country(text: str, country: str) -> None:
    assert event_of(text).country == country
