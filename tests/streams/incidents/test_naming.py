"""Names for comparing: spelled alike however they are written, found among what was written as names."""

from __future__ import annotations

import pytest

from streams.incidents.naming import is_named, names_in, normal, site_of_reading
from streams.incidents.reports import report_of
from tests.builders import clock, event, town


@pytest.mark.parametrize(
    ("written", "same"), [("Niafunké", "niafunke"), ("Al-Nur  Market", "al nur market"), ("KYIV", "Kyiv")]
)
def test_two_spellings_of_a_name_are_one(written: str, same: str) -> None:
    assert normal(written) == normal(same)


def test_a_name_is_named_when_all_its_words_are() -> None:
    named = frozenset(("alma", "roe", "sailors"))
    assert is_named(frozenset(("Alma", "Roe")), named)
    assert not is_named(frozenset(("Alma", "Star")), named)


def test_no_name_is_never_named() -> None:
    assert not is_named(frozenset(), frozenset(("alma",)))


def test_headline_and_claims_give_the_words_written_as_names() -> None:
    told = event(killed=2, quote="Two died in Niafunk\u00e9 near the Kora bridge.")
    named = names_in(report_of(told, clock("12:00"), near=(), why_joined=""))
    assert {"niafunke", "kora"} <= named and "bridge" not in named


@pytest.mark.parametrize(
    ("places", "site", "names"),
    [
        (["Kherson"], "Tavriiskyi district", {"tavriiskyi"}),
        (["Kherson", "Tavriiskyi"], "Tavriiskyi district", {"tavriiskyi"}),
        (["Tavriiskyi"], "Tavriiskyi district", None),
        (["Kherson"], "Kherson market", None),
        (["Tavriiskyi"], "Kherson district", None),
        (["Kherson"], "mostly Armenian quarter", None),
        (["Kherson"], None, None),
    ],
)
def test_a_site_is_named_by_more_than_its_town(places: list[str], site: str | None, names: set[str] | None) -> None:
    found = site_of_reading(event(place=[town(name, admin1="Kherson") for name in places], site=site))
    assert (None if found is None else set(found.names)) == names
