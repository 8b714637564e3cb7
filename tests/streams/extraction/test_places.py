"""Places of an article: which were struck, in which country, in which time zone."""

from __future__ import annotations

import pytest

from streams.extraction.places import country_of, read_places, struck_places, timezone_of
from tests.streams.extraction.reading import places_in, read_text


def struck(*paragraphs: str, headline: str = "") -> list[str]:
    return [mention.name for mention in struck_places(places_in(*paragraphs, headline=headline))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells hit the town of Orikhiv and the village of Robotyne in southern Ukraine.", ["Orikhiv", "Robotyne"]),
        ("A bomb in Gardez, Paktia province, killed a guard.", ["Gardez"]),
        ("Drones struck Kassala, Atbara and Port Sudan before dawn, Sudanese officials said.",
         ["Kassala", "Atbara", "Port Sudan"]),
        ("Jets bombed the regions of Belgorod, Kursk and Bryansk in Russia.", ["Belgorod", "Kursk", "Bryansk"]),
        ("Gunmen killed six herders near Ansongo, in Mali's Gao region.", ["Ansongo"]),
        ("A mine sank a trawler in the Black Sea.", ["Black Sea"]),
        ("Israel struck Gaza overnight, killing 30.", ["Gaza"]),
        ("Raiders killed two women in Kenscoff, in the hills above Port-au-Prince, Haiti.", ["Kenscoff"]),
        ("Shelling killed two in the Kalma displacement camp near Nyala, Sudan.", ["Kalma"]),
        ("Al-Shabaab gunmen seized Adan Yabaal, 220 km north of Mogadishu.", ["Adan Yabaal"]),
        ("Two men were shot dead in a raid in Qabatiya, south of Jenin.", ["Qabatiya"]),
        ("Mortar fire killed a man in Kiev. The mayor of Kyiv said the shell hit Kyiv at noon.", ["Kiev"]),
        ("Jets bombed Kutum, wounding six, and Mellit, wounding two.", ["Kutum", "Mellit"]),
    ],
)  # fmt: skip
def test_the_most_specific_names_are_struck_once_and_as_written(text: str, names: list[str]) -> None:
    assert struck(text) == names


def test_a_name_only_in_the_headline_means_the_region_around_the_town_of_the_body() -> None:
    body = "Two missiles hit a depot near the Russian town of Unecha in the Bryansk region on Monday."
    assert struck(body, headline="Missiles hit depot in Russia's Bryansk") == ["Unecha"]


def test_only_the_given_sentences_count() -> None:
    mentions = places_in("A drone hit a mill in Sumy. Last year shells hit a farm in Konotop.")
    assert [mention.name for mention in struck_places(mentions, [0])] == ["Sumy"]


def test_where_officials_speak_stands_in_when_no_other_place_is_named() -> None:
    assert struck("Officials in Quetta lowered the number of dead to nine.") == ["Quetta"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A grenade hit a cafe in Tripoli, Lebanon.", "LB"),
        ("Militiamen shelled Tripoli, where the Libyan government sits.", "LY"),
        ("Israeli aircraft bombed a house in Rafah in the Gaza Strip.", "PS"),
        ("An Egyptian border guard was shot dead in Rafah, in northern Sinai.", "EG"),
        ("A torpedo hit a tanker in the Gulf of Aden.", None),
        ("American jets bombed fighters in Hawija, Iraq.", "IQ"),
    ],
)
def test_the_country_is_where_it_happened(text: str, country: str | None) -> None:
    clean, sentences = read_text(text)
    mentions = read_places(sentences, clean)
    assert country_of(struck_places(mentions), mentions) == country


def test_the_time_zone_is_that_of_the_place_then_of_its_country() -> None:
    town, sea = places_in("Rockets hit Engels in Russia and a ship in the Red Sea.")[::2]
    assert (timezone_of(town), timezone_of(sea), timezone_of("UA"), timezone_of(None)) == (
        "Europe/Saratov", None, "Europe/Kyiv", None,
    )  # fmt: skip


def test_a_mention_points_at_its_words() -> None:
    clean, sentences = read_text("On Monday a shell hit Chasiv Yar.")
    (mention,) = read_places(sentences, clean)
    assert sentences[0].span(mention.start, mention.end).start == len("On Monday a shell hit ")


def test_the_same_article_gives_the_same_mentions() -> None:
    text = "Shells hit Lyman, Torske and Zarichne in Ukraine, officials in Kramatorsk said."
    assert places_in(text) == places_in(text)


@pytest.mark.parametrize("text", ["?", "A " * 3000, "Goma, " * 400, "\u202eKyiv (((", "X" * 5000])
def test_strange_text_gives_mentions_or_none_but_no_error(text: str) -> None:
    assert all(mention.end > mention.start for mention in places_in(text))


def test_a_town_is_known_by_the_name_that_only_its_enemies_use() -> None:
    eilat, named = places_in("A drone hit Eilat.")[-1], places_in("A drone hit Umm al-Rashrash.")[-1]
    assert (named.country, named.geoname_id) == ("IL", eilat.geoname_id)
