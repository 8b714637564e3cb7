"""What makes an event part of an incident."""

import pytest

from schemas.event import ConflictEvent
from streams.incidents.joining import Match, match, weights
from streams.incidents.profile import Profile, profile_of_event
from streams.incidents.reports import report_of
from tests.builders import clock, event, town


def profile(told: ConflictEvent) -> Profile:
    return profile_of_event(told, report_of(told, clock("13 12:00"), near=(), why_joined=""))


def fit(one: ConflictEvent, other: ConflictEvent) -> Match:
    return match(profile(one), profile(other))


def joins(one: ConflictEvent, other: ConflictEvent) -> bool:
    found = fit(one, other)
    return found.barred is None and found.score >= weights().threshold


def headed(told: ConflictEvent, headline: str) -> ConflictEvent:
    return told.model_copy(update={"article": told.article.model_copy(update={"headline": headline})})


def test_one_town_one_day_one_kind_is_one_attack_and_says_why() -> None:
    found = fit(event(munitions=["shell"]), event(munitions=["shell"]))
    assert found.reasons == ("place same town +40", "day same stated +15", "type same +10", "munitions shared +5")
    assert found.score == 70


def test_tolls_never_decide() -> None:
    assert fit(event(killed=3), event(killed=300)).score == fit(event(), event()).score


@pytest.mark.parametrize(
    ("day", "precision", "other_precision", "joined"),
    [
        (10, "day", "day", True),
        (11, "day", "day", False),
        (11, "day", "inferred", True),
        (11, "night", "day", True),
        (12, "inferred", "inferred", False),
        (12, "night", "night", False),
    ],
)
def test_days_may_be_one_apart_when_one_is_inferred_or_a_night_lies_between(
    day: int, precision: str, other_precision: str, joined: bool
) -> None:
    one = event(
        day=10, precision=other_precision, kind="drone_strike", munitions=["drone"], attacker="Russia", at="10 23:30"
    )
    other = event(
        day=day, precision=precision, kind="drone_strike", munitions=["drone"], attacker="Russia", at=f"{day} 10:00"
    )
    assert joins(one, other) is joined


def test_two_named_sites_of_one_town_never_join() -> None:
    found = fit(event(site="Saltivka district"), event(site="Kyivskyi district"))
    assert found.barred == "two different named sites"
    assert joins(event(site="Saltivka district"), event(site=None))


def test_two_towns_are_two_attacks_even_on_one_night() -> None:
    assert not joins(event(place="Kharkiv"), event(place="Zaporizhzhia"))


def test_a_wave_over_several_cities_is_met_by_a_report_from_one_of_them() -> None:
    wave = event(place=[town("Kyiv"), town("Lviv"), town("Odesa")], kind="combined_strike")
    assert joins(event(place="Odesa", kind="missile_strike"), wave)


def test_a_report_that_names_only_the_region_meets_its_town() -> None:
    region = event(place=[town("Kherson Oblast", precision="admin1", admin1="Kherson")])
    assert joins(region, event(place=[town("Beryslav", admin1="Kherson")]))
    assert not joins(
        event(place=[town("Beryslav", admin1="Kherson")]), event(place=[town("Kherson", admin1="Kherson")])
    )


def test_a_sea_joins_ships_of_one_name_only() -> None:
    sea = [town("Red Sea", None, "sea")]
    one = event(place=sea, country=None, kind="naval_attack", site="tanker Nordic Elm")
    assert joins(one, event(place=sea, country=None, kind="naval_attack", site="the Nordic Elm"))
    assert not joins(one, event(place=sea, country=None, kind="naval_attack", site="Grey Heron"))


def test_a_town_of_the_same_name_in_another_country_is_elsewhere() -> None:
    libya, lebanon = event(place="Tripoli", country="LY"), event(place="Tripoli", country="LB")
    assert fit(libya, lebanon).barred == "two countries"


def test_towns_a_few_kilometres_apart_count_as_near() -> None:
    one = event(place=[town("Alpha", lat=48.0, lon=37.8)])
    assert "place near town +20" in fit(one, event(place=[town("Beta", lat=48.05, lon=37.85)])).reasons
    assert "place other town -20" in fit(one, event(place=[town("Gamma", lat=48.5, lon=37.8)])).reasons


def test_two_bombs_in_a_town_on_one_day_are_two_when_their_hours_lie_apart() -> None:
    morning = event(kind="bombing", occurred_hours=(4, 12))
    assert not joins(morning, event(kind="bombing", occurred_hours=(16, 24)))
    assert joins(morning, event(kind="bombing", occurred_hours=(9, 12)))
    assert joins(morning, event(kind="bombing"))


def test_nearly_the_same_text_brings_a_report_without_places_home() -> None:
    text = (
        "Shells fell on the grain store behind the mill and a guard was carried out of the smoke by two drivers. " * 3
    )
    assert joins(event(place=None, text=text), event(text=text))
    assert not joins(event(place=None), event())


def test_a_quarter_that_one_report_takes_for_the_town_is_one_place() -> None:
    one = event(place=[town("Kherson")], site="Tavriiskyi district")
    assert joins(one, event(place=[town("Tavriiskyi", country=None)]))


@pytest.mark.parametrize(("lat", "barred"), [(56.0, None), (46.9, "two countries")])
def test_a_town_far_off_with_the_name_of_a_quarter_was_misread_and_one_across_the_border_was_not(
    lat: float, barred: str | None
) -> None:
    one = event(place=[town("Kherson", lat=46.6, lon=32.6)], site="Tavriiskyi district")
    assert fit(one, event(place=[town("Tavriiskyi", "RU", lat=lat, lon=33.9)], country="RU")).barred == barred


def test_a_market_taken_for_a_town_that_no_map_knows_lies_in_the_country_that_the_text_tells() -> None:
    one = event(place=[town("Kherson", lat=46.6, lon=32.6)], site="Tavriiskyi market")
    other = event(place=[town("Tavriiskyi", "IQ")], country="IQ", site="Tavriiskyi market")
    assert fit(one, other).barred == fit(other, one).barred == "two countries"


def test_a_quarter_read_as_a_second_place_still_parts_two_attacks() -> None:
    one = event(place=[town("Kherson"), town("Tavriiskyi", country=None)], site="Tavriiskyi district")
    assert fit(one, event(site="Dniprovskyi district")).barred == "two different named sites"


def test_a_site_or_town_that_only_the_headline_names_counts() -> None:
    ship = event(place=[town("Black Sea", None, "sea")], site="tanker Alma Ro", kind="naval_attack")
    later = event(place=[], country=None, kind="naval_attack")
    later = headed(later, "Two sailors of Alma Ro found dead")
    assert "site named +25" in fit(later, ship).reasons
    named = fit(headed(event(place=[]), "Six bodies brought to hospital after raid on Kherson"), event())
    assert "place named town +25" in named.reasons


def test_one_ship_is_one_ship_whatever_port_is_named() -> None:
    sea = event(place=[town("Black Sea", None, "sea")], country="TR", site="MT Alma Ro", kind="naval_attack")
    port = event(place=[town("Sinop", "BR")], country="BR", site="tanker Alma Ro", kind="naval_attack")
    assert "site same ship +40" in fit(sea, port).reasons


def test_a_town_that_both_name_in_passing_is_half_a_reason() -> None:
    one = event(place=[town("Beryslav"), town("Kherson")])
    other = event(place=[town("Kherson"), town("Mykolaiv"), town("Odesa")])
    assert "place some town +20" in fit(one, other).reasons


def test_a_credit_leads_to_the_publisher_credited() -> None:
    copy = event(place=[town("Kherson", precision="admin1", admin1="Kherson")], outlet="Echo", credits=["Northwire"])
    assert "article credits +15" in fit(copy, event()).reasons
    assert "article credits +15" not in fit(copy, event(outlet="Third")).reasons


def test_a_date_after_the_report_itself_counts_as_none() -> None:
    assert "day undated +5" in fit(event(day=25), event()).reasons


def test_a_further_attack_of_an_article_has_no_day_of_its_own() -> None:
    aside = event(day=9, ordinal=1).model_copy(update={"occurred_precision": None})
    assert fit(aside, event(day=10)).barred is None
    assert fit(aside.model_copy(update={"ordinal": 0}), event(day=10)).barred == "stated days differ"


def test_a_denial_may_call_the_attack_by_another_name() -> None:
    told = event(kind="airstrike", munitions=["aerial_bomb"])
    denied = event(kind="armed_attack", munitions=["small_arms"])
    assert match(profile(denied), profile(told)).score < match(profile(denied), profile(told), denial=True).score


def test_a_raid_told_without_a_weapon_may_have_come_from_the_air() -> None:
    assert "type other family -12" not in fit(event(kind="armed_attack"), event(kind="airstrike")).reasons
    shot = event(kind="armed_attack", munitions=["small_arms"])
    assert "type other family -12" in fit(shot, event(kind="airstrike")).reasons


def test_a_town_without_a_country_is_the_town_of_that_name() -> None:
    placeless = event(country=None, place=[town("Zoru", None)])
    assert "place same town +40" in fit(placeless, event(place=[town("Zoru")])).reasons


def test_a_country_guessed_from_who_fought_does_not_part_a_report_that_names_the_town() -> None:
    guessed = headed(event(country="IL", place=None), "Family killed in Kosti")
    assert fit(guessed, event(place=[town("Kosti", "SD")], country="SD")).barred is None
    assert fit(event(country="IL", place=None), event(country="SD")).barred == "two countries"


def test_small_words_inside_a_name_need_no_capital() -> None:
    told = headed(event(place=None), "Drones over Cité de Dieu")
    assert "place named town +25" in fit(told, event(place=[town("Cité de Dieu")])).reasons


def test_a_school_lies_in_the_quarter_where_the_other_report_writes_its_name() -> None:
    quarter = headed(event(site="Daraj quarter", targets=("school",)), "Strike on Al-Yarmouk school")
    assert joins(event(site="Al-Yarmouk school", targets=("school",)), quarter)
    assert joins(event(site="Al-Yarmouk school", targets=("school",), kind="armed_attack"), quarter)
    assert fit(event(site="Al-Yarmouk school", targets=("school",), kind="bombing"), quarter).barred is not None
    assert fit(event(site="Al-Rimal school", targets=("school",)), quarter).barred == "two different named sites"
    assert fit(event(site="Al-Yarmouk market", targets=("market",)), quarter).barred == "two different named sites"
