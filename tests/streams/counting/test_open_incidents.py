"""The open incidents, as their records tell."""

from schemas.vocabulary import Signal
from tests.builders import event
from tests.counted import Counted


def revisions(counted: Counted) -> tuple[float | None, float | None]:
    shown = counted.shows
    return shown("toll_revisions_total", direction="up"), shown("toll_revisions_total", direction="down")


def test_an_incident_is_opened_and_stays_active_at_its_level() -> None:
    counted = Counted().takes(event(killed=1)).takes(event(killed=300, outlet="Meridian"), at="10:30")
    assert counted.shows("incidents_opened_total") == 1
    assert counted.shows("incidents_active", severity="Minor") == 0
    assert counted.shows("incidents_active", severity="Extreme") == 1


def test_a_retracted_incident_is_closed_and_no_revision() -> None:
    counted = Counted().takes(event(killed=3, uri="n")).takes(event(uri="n", version=2, withdraws=True), at="10:30")
    assert counted.shows("incidents_closed_total") == 1
    assert counted.sum_of("incidents_active") == 0
    assert revisions(counted) == (0, 0)


def test_a_tombstone_of_what_ended_ends_nothing_again() -> None:
    counted = Counted().takes(event(killed=3))
    counted.takes(event(day=20, place="Odesa", outlet="B"), at="20 10:00")
    counted.takes(event(day=31, place="Sumy", outlet="C"), at="31 10:00")
    counted.takes(event(day=31, place="Lviv", outlet="D"), at="31 11:00")
    assert (counted.shows("incidents_opened_total"), counted.shows("incidents_closed_total")) == (4, 2)
    assert counted.sum_of("incidents_active") == 2


def test_an_incident_that_a_newer_version_opens_again_is_open() -> None:
    counted = Counted().takes(event(killed=3, uri="n", version=1))
    counted.takes(event(day=20, place="Odesa", outlet="B"), at="20 10:00")
    counted.takes(event(killed=4, uri="n", version=2, at="20 11:00"), at="20 11:00")
    assert (counted.shows("incidents_opened_total"), counted.shows("incidents_closed_total")) == (3, 1)
    assert counted.sum_of("incidents_active") == 2


def test_a_toll_that_rises_and_is_corrected_is_revised_up_and_down() -> None:
    counted = Counted().takes(event(killed=3)).takes(event(killed=9, wounded=4, outlet="Meridian"), at="10:30")
    assert revisions(counted) == (1, 0)
    counted.takes(event(killed=5, outlet="Meridian", at="11:00", signals=[Signal.CORRECTION]), at="11:00")
    assert revisions(counted) == (1, 1)


def test_an_incident_about_which_sources_disagree_is_contested_while_it_is_open() -> None:
    counted = Counted().takes(event(killed=3, contested=True))
    assert counted.shows("incidents_contested") == 1
    counted.takes(event(day=20, place="Odesa", outlet="B"), at="20 10:00")
    assert counted.shows("incidents_contested") == 0


def test_a_story_withdrawn_before_it_came_was_never_open() -> None:
    counted = Counted().takes(event(uri="n", version=2, withdraws=True))
    counted.takes(event(killed=3, uri="n", version=1, at="10:20"), at="10:20")
    assert len(list(counted.state)) == 1
    assert (counted.shows("incidents_opened_total"), counted.shows("incidents_closed_total")) == (0, 0)
