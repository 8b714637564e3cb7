"""What each figure rests on, and why every other reading is not the figure."""

import pytest

from schemas.event import ConflictEvent
from streams.casebook.figures import figures_of
from streams.casebook.views import Figure
from streams.retract import withdrawal
from tests.builders import Desk, event

WIRE = event(killed=9, wounded=20, quote="Nine were killed.")


def told(*events: ConflictEvent, field: str = "killed") -> list[tuple[str, str]]:
    """Return outlet and outcome of every reading of a figure."""
    return [(each.outlet, each.outcome) for each in figure(*events, field=field).readings]


def figure(*events: ConflictEvent, field: str = "killed") -> Figure:
    (found,) = (each for each in figures_of(Desk().take_all(events).only()) if each.field == field)
    return found


def other(outlet: str = "Other", at: str = "11:00", **said: object) -> ConflictEvent:
    return event(outlet=outlet, at=at, **said)  # type: ignore[arg-type]  # what a test says of the event


def test_a_higher_figure_overtakes_and_shows_its_words() -> None:
    found = figure(WIRE, other(killed=14, quote="Fourteen are dead."))
    assert [(each.outlet, each.outcome) for each in found.readings] == [("Northwire", "overtaken"), ("Other", "holds")]
    assert (found.min, found.max, found.quotes) == (14, 14, ("Fourteen are dead.",))
    assert found.readings[0].why == "Other then gave as much or more"


@pytest.mark.parametrize(
    ("second", "field", "expected"),
    [
        (other(killed=4), "killed", ["holds", "lower"]),
        (other(killed=9), "killed", ["same", "holds"]),
        (other(killed=4, signals=["correction"]), "killed", ["corrected", "holds"]),
        (other(wounded=12, signals=["died_later"]), "wounded", ["died_later", "holds"]),
    ],
)
def test_a_lower_figure_needs_a_reason(second: ConflictEvent, field: str, expected: list[str]) -> None:
    assert [outcome for _, outcome in told(WIRE, second, field=field)] == expected


def test_the_missing_who_are_found_dead() -> None:
    assert told(event(killed=2, missing=5), other(killed=6, missing=1), field="missing") == [
        ("Northwire", "found_dead"), ("Other", "holds"),
    ]  # fmt: skip


def test_a_copy_a_replaced_and_a_withdrawn_report_give_no_figure() -> None:
    copy = other(killed=9, credits=["Northwire"], own_source=False)
    newer = event(killed=11, version=2, uri=WIRE.article.uri, at="10:30")
    assert told(WIRE, copy) == [("Northwire", "holds"), ("Other", "copy")]
    assert told(WIRE, newer) == [("Northwire", "replaced"), ("Northwire", "holds")]
    gone = event(uri=WIRE.article.uri, version=3, withdraws=True, place=None, at="12:00")
    assert told(WIRE, other(killed=5), gone) == [("Northwire", "withdrawn"), ("Other", "holds")]


def test_a_figure_in_passing_waits_for_a_report_of_the_attack() -> None:
    assert told(event(killed=30, ordinal=1, of=2), other(killed=8)) == [("Northwire", "aside"), ("Other", "holds")]


def test_no_figure_of_a_retracted_incident_stands() -> None:
    desk = Desk().take_all([WIRE])
    desk.take(withdrawal(desk.only(), "Staged.", "anna"))
    found = figures_of(desk.only())[0]
    assert (found.min, found.quotes, [each.outcome for each in found.readings]) == (None, (), ["retracted"])


def test_what_the_fold_says_holds_is_what_the_record_says() -> None:
    desk = Desk().take_all([WIRE, other(killed=14), other("Third", "09:00", killed=12), other("Fourth", "12:00")])
    incident = desk.only()
    assert incident.toll is not None
    for found in figures_of(incident):
        count = getattr(incident.toll, found.field)
        (holder,) = (each for each in found.readings if each.outcome == "holds")
        assert (found.min, found.max) == (holder.min, holder.max) == (count.min, count.max)
        assert count.claims[0].startswith(holder.event_id)
