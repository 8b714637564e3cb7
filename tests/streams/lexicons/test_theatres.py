"""Theatres: where armed groups fight, and what else gives a country away."""

from __future__ import annotations

import tomllib
from importlib import resources

from streams.lexicons.actors import load_actors
from streams.lexicons.countries import load_countries
from streams.lexicons.theatres import load_theatres


def test_every_group_is_one_of_the_actors() -> None:
    tables = tomllib.loads(resources.files("streams.lexicons").joinpath("actors.toml").read_text("utf-8"))
    known = {name for region in tables["groups"].values() for name in region}
    theatres = load_theatres()
    assert {*theatres.main, *theatres.also} <= known


def test_every_country_is_a_country() -> None:
    theatres = load_theatres()
    told = {country for group in (*theatres.main.values(), *theatres.also.values()) for country in group}
    assert {*told, *theatres.signs.values()} <= load_countries().by_code.keys()


def test_a_group_of_everywhere_has_no_theatre() -> None:
    assert "Islamic State" not in load_theatres().main


def test_signs_are_lower_case_and_short() -> None:
    assert all(sign == sign.lower() and len(sign.split(" ")) <= 3 for sign in load_theatres().signs)


def test_an_enemy_is_a_country_by_its_usual_name() -> None:
    enemies, names = load_theatres().enemies, load_actors().countries
    assert enemies.keys() <= names.keys()
    assert set(enemies.values()) <= set(names.values())


def test_whose_army_is_meant_where_a_land_has_none_is_a_country() -> None:
    known = load_countries().by_code
    assert all(land in known and owner in known for land, owner in load_theatres().armies.items())
