"""Context: how strongly an article points to each country."""

from __future__ import annotations

from streams.extraction.place_context import load_reference, weigh_countries
from streams.extraction.place_names import find_names, letter_case
from tests.streams.extraction.reading import read_text


def hints(text: str) -> dict[str, float]:
    clean, sentences = read_text(text)
    reference = load_reference()
    found = [find_names(sentence, letter_case(sentence.segment), reference) for sentence in sentences]
    return dict(weigh_countries(sentences, found, clean, reference))


def test_peoples_groups_and_towns_point_to_a_country() -> None:
    assert hints("Malian soldiers fought JNIM near Timbuktu.")["ML"] > hints("Malian soldiers fought.")["ML"]


def test_two_words_name_a_people() -> None:
    assert set(hints("South Sudanese troops fought.")) == {"SS"}


def test_a_country_that_everybody_speaks_of_counts_less() -> None:
    found = hints("American and Yemeni officials met.")
    assert found["US"] < found["YE"]
