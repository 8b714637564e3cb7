"""Context: how strongly an article points to each country."""

from __future__ import annotations

from streams.extraction.places import country_hints
from tests.streams.extraction.reading import read_text


def hints(text: str) -> dict[str, float]:
    clean, sentences = read_text(text)
    return country_hints(sentences, clean)


def test_peoples_groups_and_towns_point_to_a_country() -> None:
    assert hints("Malian soldiers fought JNIM near Timbuktu.")["ML"] > hints("Malian soldiers fought.")["ML"]


def test_two_words_name_a_people() -> None:
    assert set(hints("South Sudanese troops fought.")) == {"SS"}


def test_a_country_that_everybody_speaks_of_counts_less() -> None:
    found = hints("American and Yemeni officials met.")
    assert found["US"] < found["YE"]
