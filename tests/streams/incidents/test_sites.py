import pytest

from streams.incidents.sites import Likeness, Site, compare, compare_all, site_of

KABUL = frozenset({"kabul"})


def named(words: str) -> Site:
    site = site_of(words)
    assert site is not None
    return site


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("bulk carrier Nordic Elm", "the Nordic Elm", Likeness.SAME),
        ("Nordic Elm", "Nordic Oak tanker", Likeness.DIFFERENT),
        ("Saltivka district", "Kyivskyi district", Likeness.DIFFERENT),
        ("Saltivka", "a hospital in Saltivka", Likeness.SAME),
        ("Saltivka hospital", "Saltivka market", Likeness.UNCLEAR),
        ("Ohmatdyt hospital", "Lukianivka district", Likeness.OTHER_KIND),
        ("the airport", "Saltivka", Likeness.DIFFERENT),
    ],
)
def test_two_names_mean_one_site_or_two(one: str, other: str, likeness: Likeness) -> None:
    assert compare(named(one), named(other)) is likeness
    assert compare(named(other), named(one)) is likeness


@pytest.mark.parametrize("words", ["a nine-storey apartment block", "Kabul", "the market", "", None])
def test_words_that_name_no_site(words: str | None) -> None:
    assert site_of(words, KABUL) is None


def test_a_road_is_no_other_site_than_the_quarter_through_which_it_leads() -> None:
    assert compare(named("Jalalabad road"), named("Kart-e-Naw district")) is Likeness.UNCLEAR
    assert compare(named("Jalalabad road"), named("Darulaman road")) is Likeness.DIFFERENT
    assert compare(named("Jalalabad road"), named("Tamarind hospital")) is Likeness.OTHER_KIND
    assert compare(named("Bani county hospital"), named("Tamarind hospital")) is Likeness.DIFFERENT


def test_a_region_parts_no_sites_but_from_another_region() -> None:
    area = named("Dandume Local Government Area")
    assert compare(area, named("Kart-e-Naw district")) is Likeness.UNCLEAR
    assert compare(area, named("Tamarind hospital")) is Likeness.UNCLEAR
    assert compare(area, named("Dandume LGA")) is Likeness.SAME
    assert compare(area, named("Bani county")) is Likeness.DIFFERENT


def test_a_sea_is_no_name_of_a_port() -> None:
    assert compare(named("Red Sea port"), named("the port")) is Likeness.SAME
    assert compare(named("Sea of Azov port"), named("port")) is Likeness.SAME
    assert compare(named("Red Mosque"), named("Blue Mosque")) is Likeness.DIFFERENT


def test_one_site_in_common_decides() -> None:
    one, other = named("Saltivka"), named("Kyivskyi district")
    assert compare_all(frozenset({one, other}), frozenset({other})) is Likeness.SAME
    assert compare_all(frozenset(), frozenset({other})) is Likeness.UNCLEAR


def test_a_word_written_small_beside_a_name_is_a_word_of_kind() -> None:
    assert compare(named("Tamarind perfumery"), named("Granary perfumery")) is Likeness.DIFFERENT
    assert compare(named("Tamarind perfumery"), named("the Tamarind")) is Likeness.SAME
    assert compare(named("tamarind perfumery"), named("granary perfumery")) is Likeness.UNCLEAR
