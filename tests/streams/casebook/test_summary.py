"""One row an incident: what it says, which are chosen, and in which order they stand."""

import pytest

from schemas.vocabulary import Severity
from streams.casebook.summary import Wanted, listed, summary_of
from streams.casebook.views import Range
from tests.builders import Desk, clock, event, town

RAID = event(killed=(3, 5), wounded=8, launched=4)
ABROAD = event(killed=60, place=[town("Kosti", "SD")], country="SD", outlet="Other", at="11:00")
AT_SEA = event(place=None, country=None, outlet="Third", at="12:00", killed=1)


def found(wanted: Wanted) -> list[str | None]:
    incidents = Desk().take_all([RAID, ABROAD, AT_SEA]).incidents
    return [each.country for each in incidents if wanted.takes(each)]


def test_a_row_gives_ranges_of_what_is_known_only() -> None:
    row = summary_of(Desk(test=True).take_all([RAID]).only())
    assert row.counts == {
        "killed": Range(min=3, max=5), "wounded": Range(min=8, max=8), "launched": Range(min=4, max=4),
    }  # fmt: skip
    assert (row.places, row.reports, row.sources, row.messages, row.test) == (("Kherson",), 1, 1, 1, True)


@pytest.mark.parametrize(
    ("wanted", "countries"),
    [
        (Wanted(), ["UA", "SD", None]),
        (Wanted(countries=frozenset({"SD", "ZZ"})), ["SD", None]),
        (Wanted(since=clock("11:00")), ["SD", None]),
        (Wanted(min_level=Severity.EXTREME), ["SD"]),
        (Wanted(statuses=frozenset({"closed"})), []),
    ],
)
def test_each_wish_leaves_out_what_does_not_fit(wanted: Wanted, countries: list[str | None]) -> None:
    assert found(wanted) == countries


def test_a_level_that_was_reached_once_counts() -> None:
    high = event(killed=60)
    desk = Desk().take_all([high, event(killed=2, version=2, uri=high.article.uri, signals=["correction"])])
    assert desk.only().severity != "Extreme"
    assert Wanted(min_level=Severity.EXTREME).takes(desk.only())


def test_no_more_than_is_asked_for_is_listed_or_even_read() -> None:
    incidents = iter(Desk().take_all([RAID, ABROAD, AT_SEA]).incidents)
    page = listed(incidents, Wanted(), 1)
    assert ([row.country for row in page.rows], page.more) == (["UA"], True)
    rest = listed(incidents, Wanted(), 0)
    assert ([row.country for row in rest.rows], rest.more) == ([None], False)
