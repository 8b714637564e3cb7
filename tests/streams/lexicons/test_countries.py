"""Countries: complete enough to place any article."""

from zoneinfo import ZoneInfo

import pytest

from streams.lexicons.countries import load_countries


@pytest.mark.parametrize(
    ("word", "code"),
    [("burkinabe", "BF"), ("congolese", "CD"), ("south sudanese", "SS"), ("gazans", "PS"), ("emirati", "AE")],
)
def test_a_people_points_to_its_country(word: str, code: str) -> None:
    assert load_countries().by_word[word] == code


@pytest.mark.parametrize(("seat", "code"), [("moscow", "RU"), ("kyiv", "UA"), ("abuja", "NG"), ("naypyidaw", "MM")])
def test_a_seat_of_government_stands_for_its_country(seat: str, code: str) -> None:
    assert load_countries().by_seat[seat] == code


def test_every_time_zone_exists() -> None:
    zones = {country.timezone for country in load_countries().by_code.values() if country.timezone}
    assert all(ZoneInfo(zone).key == zone for zone in zones)


def test_neighbours_are_mutual() -> None:
    by_code = load_countries().by_code
    pairs = [(a.code, b) for a in by_code.values() for b in a.neighbours if b in by_code]
    assert {(a, b) for a, b in pairs if a not in by_code[b].neighbours} == set()
