"""Packing: the same places give the same bytes, and what is packed is found again."""

import pytest

from streams.lexicons.gazetteer.index import ALTERNATE, DERIVED, MAGIC, PRIMARY, Gazetteer
from streams.lexicons.gazetteer.pack import Entry, pack

RIVER_TOWN = Entry("Kivi", "ML", "Gao", 7, 16.2, -0.5, "town", 900, "Africa/Bamako", alternates=("Quivi",))
NAMESAKE = Entry("Kivi", "FI", "", 8, 61.0, 24.0, "town", 5_000, "Europe/Helsinki", derived=("al kivi",))
STRAIT = Entry("Strait of Kivi", "", "", 0, 1.5, 2.5, "sea", 0, "", usual=("Kivi Strait",))


def test_the_order_of_the_places_does_not_change_the_index() -> None:
    assert pack([RIVER_TOWN, NAMESAKE, STRAIT]) == pack([STRAIT, RIVER_TOWN, NAMESAKE])


def test_a_packed_place_is_found_with_all_it_had() -> None:
    found = Gazetteer(pack([RIVER_TOWN, STRAIT])).find("QUIVI")
    assert [tuple(place) for place in found] == [
        ("Kivi", "ML", "Gao", 7, 16.2, -0.5, "town", 900, "Africa/Bamako", ALTERNATE)
    ]


def test_namesakes_come_by_falling_population() -> None:
    assert [place.country for place in Gazetteer(pack([RIVER_TOWN, NAMESAKE])).find("Kivi")] == ["FI", "ML"]


@pytest.mark.parametrize(
    ("name", "match"), [("Kivi", PRIMARY), ("al-Kivi", DERIVED), ("Kivi Strait", PRIMARY), ("Quivi", ALTERNATE)]
)
def test_a_name_says_how_it_belongs_to_its_place(name: str, match: int) -> None:
    assert Gazetteer(pack([NAMESAKE, STRAIT, RIVER_TOWN])).find(name)[0].match == match


def test_a_sea_has_no_country() -> None:
    (sea,) = Gazetteer(pack([STRAIT])).find("Strait of Kivi")
    assert (sea.country, sea.precision, sea.geoname_id) == (None, "sea", None)


def test_the_first_word_of_a_longer_name_is_known_to_begin_one() -> None:
    gazetteer = Gazetteer(pack([STRAIT]))
    assert (gazetteer.begins("strait"), gazetteer.find("strait"), gazetteer.begins("straits")) == (True, (), False)


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04", MAGIC[:-1]])
def test_a_file_of_another_kind_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="not a gazetteer"):
        Gazetteer(damaged)
