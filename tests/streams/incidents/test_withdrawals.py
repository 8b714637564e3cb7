"""Withdrawals that come before the articles they withdraw."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from schemas.codec import decode, encode
from schemas.event import ConflictEvent
from schemas.incident import Incident, Withdrawals
from streams.incidents import withdrawals
from streams.incidents.packed import pack
from streams.incidents.state import Incidents
from streams.incidents.withdrawals import limits, model_of, record_id, withdrawal_of
from streams.track_types import Outcome
from streams.worker.incident_records import restored
from tests.builders import Desk, clock, event

STORY = "Two rockets fell on the bus station after the first coaches had left and the guard carried seven bodies out."


def gone(**fields: Any) -> ConflictEvent:
    """Return the withdrawal of the article "a" of Northwire."""
    return event(**{"uri": "a", "version": 2, "withdraws": True, "place": None, "at": "09:00", **fields})


def story(**fields: Any) -> ConflictEvent:
    """Return that article, published before it was withdrawn."""
    return event(**{"uri": "a", "killed": 7, "at": "08:00", **fields})


def rebuilt(desk: Desk) -> Desk:
    """Return a desk that begins with what the incidents topic holds of another one."""
    again = Desk()
    for record in (*desk.state, *desk.state.remembered):
        again.state.put(decode(model_of(record.incident_id), encode(record)))
    return again


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("notice", [gone(), gone(withdraws=False, signals=["retraction"])])
def test_an_article_that_comes_after_its_withdrawal_alerts_nobody(restart: bool, notice: ConflictEvent) -> None:
    desk = Desk()
    desk.take(notice, at="09:00")
    assert desk.incidents == [] and desk.last is not None and desk.last.outcome is Outcome.DROPPED
    desk = rebuilt(desk) if restart else desk
    assert desk.take(story(), at="09:05") == []
    assert (desk.only().status, desk.only().toll, desk.only().places[0].name) == ("retracted", None, "Kherson")
    assert [report.denial for report in desk.only().reports] == [False, True]


def test_copies_of_it_are_silent_and_another_family_is_not() -> None:
    desk = Desk()
    desk.take(gone(), at="09:00")
    desk.take(story(text=STORY), at="09:05")
    assert desk.take(event(killed=7, text=STORY, outlet="Harbour Paper", at="09:10")) == []
    assert [alert.why for alert in desk.take(event(killed=2, outlet="Other", at="09:20"))] == ["new_incident"]


def test_it_says_nothing_in_the_incident_of_others_and_takes_its_copies_along() -> None:
    orders = []
    for late in (False, True):
        first = story(killed=9, text=STORY)
        copy = event(killed=9, text=STORY, outlet="Harbour Paper", credits=["Northwire"], at="08:30")
        own = event(killed=2, outlet="Other", at="08:10")
        desk = Desk().take_all([own, gone(), copy, first] if late else [own, first, copy, gone()], at="09:30")
        orders.append((desk.toll(), sorted((told.event_id, told.withdrawn) for told in desk.only().reports)))
        assert not late or "confirmed" not in desk.why()
    assert orders[0] == orders[1]
    assert orders[0][0] == (2, 2)


def test_a_copy_told_alone_is_taken_back_with_its_original() -> None:
    copy = event(killed=9, text=STORY, outlet="Harbour Paper", credits=["Northwire"], at="08:30")
    desk = Desk().take_all([copy, gone(), story(killed=9, text=STORY)], at="09:30")
    assert desk.why() == ["new_incident", "retracted"]


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"at": "08:00"}, False),
        ({"at": "08:00", "version": 2}, False),
        ({"at": "10:00", "version": 2}, True),  # published anew under its old number
        ({"at": "08:00", "version": 3}, True),
        ({"at": "08:00", "uri": "other"}, True),
    ],
)
def test_what_a_withdrawal_takes_back(fields: dict[str, object], stands: bool) -> None:
    desk = Desk()
    desk.take(gone(), at="09:00")
    assert bool(desk.take(story(**fields), at="12:00")) == stands


def test_delivered_again_both_change_nothing() -> None:
    desk = Desk().take_all([gone(), gone()], at="09:00")
    assert desk.last is not None and desk.last.remembered is None
    desk.take_all([story()], at="09:10")
    before = [encode(each) for each in (*desk.state, *desk.state.remembered)]
    desk.take_all([gone(), story(), gone()], at="09:20")
    assert [encode(each) for each in (*desk.state, *desk.state.remembered)] == before and desk.sent == []


def test_a_test_withdraws_nothing_live() -> None:
    desk = Desk(test=True)
    desk.take(gone(), at="09:00")
    desk.test = False
    assert desk.take(story(), at="09:05")


def test_a_denial_that_was_withdrawn_before_it_came_denies_nothing() -> None:
    desk = Desk().take_all([story(), gone(uri="n", outlet="Police")])
    said = event(signals=["official", "retraction"], outlet="Police", uri="n", at="08:30")
    assert desk.take(said, at="09:30") == [] and desk.only().status == "open"


def test_the_memory_is_bounded_and_keeps_what_was_canceled_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withdrawals, "limits", lambda: withdrawals.Limits(most=3, records=1))
    desk = Desk()
    for number in range(5):
        notice = gone(uri=f"a{number}")
        status = {"pub_status": "canceled" if number < 2 else "usable"}
        told = notice.model_copy(update={"article": notice.article.model_copy(update=status)})
        desk.take(told, at=f"09:0{number}")
    (record,) = desk.state.remembered
    assert [(each.at.minute, each.canceled) for each in record.withdrawals] == [(0, True), (1, True), (4, False)]


def test_it_is_forgotten_after_the_days_of_a_retracted_incident() -> None:
    desk = Desk()
    desk.take(gone(), at="09:00")
    (record,) = desk.state.remembered
    assert withdrawal_of(story(), record, clock("09:00") + timedelta(days=29)) is not None
    assert withdrawal_of(story(), record, clock("09:00") + timedelta(days=31)) is None


def test_a_reader_that_does_not_know_the_record_finds_a_closed_incident_without_anything() -> None:
    desk = Desk()
    desk.take(gone(), at="09:00")
    (record,) = desk.state.remembered
    read = decode(Incident, encode(record))
    assert (read.status, read.reports, read.alerts, read.toll) == ("closed", (), (), None)
    old = Incidents([read])
    assert [each.incident_id for each in old.due(clock("30 00:00"))] == []


def test_track_on_kafka_finds_them_again() -> None:
    desk = Desk()
    desk.take(gone(), at="09:00")
    (record,) = desk.state.remembered
    state = asyncio.run(restored({record.incident_id.encode(): pack(encode(record))}))
    assert state.remembered == (record,) and len(state) == 0 and isinstance(state.remembered[0], Withdrawals)


def test_records_are_small_enough_to_be_written() -> None:
    assert limits().most / limits().records * 250 < 64_000
    assert record_id("anything at all", test=False).startswith(withdrawals.PREFIX)
